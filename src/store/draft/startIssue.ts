/** A network to start from that does not suit the drafted experiment, told at its field. */
import {
  type ExperimentSpec,
  networkOfRound,
  startingNetworkOf,
} from '../../spec/experimentSpec.ts';
import { misfitOf } from '../../spec/networks/fitIssues.ts';
import { layerDifference } from '../../spec/networks/layerDifference.ts';
import { haveSameLayers, haveSameTrunk, networkText } from '../../spec/networks/networkFacts.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { type DataState, heldData } from '../data/dataSet.ts';
import {
  type KnownFacts,
  type NetworkSources,
  pretrainedNetworks,
} from '../runs/pretrainedNetworks.ts';
import { runClasses } from '../runs/runClasses.ts';
import type { Draft } from './draft.ts';

interface Surroundings extends NetworkSources {
  readonly draft: Draft;
  readonly data: DataState;
}

/** The field that names the network to start from, and what is wrong with it; null for nothing. */
export function startIssue(
  state: Surroundings,
): { readonly path: string; readonly message: string } | null {
  const { spec } = state.draft;
  return spec === null ? null : startIssueOn(spec, heldData(state.data), state);
}

interface TrainedData {
  /** What is known of a data set by its hash, where others than that at hand are. */
  readonly dataOfHash?: (hash: string) => Pick<DatasetView, 'shape'> | null;
}

/** What of a data set decides whether a network can begin what is trained on it. */
type StartedOn = Pick<DatasetView, 'classes' | 'shape'>;

/**
 * The same of an experiment on some data.
 * @param data null where it is not known: then its images and classes are taken to suit.
 */
export function startIssueOn(
  spec: ExperimentSpec,
  data: StartedOn | null,
  sources: NetworkSources & TrainedData,
): { readonly path: string; readonly message: string } | null {
  const asked = startingNetworkOf(spec);
  if (asked === null) return null;
  const found = pretrainedNetworks(sources).find(({ hash }) => hash === asked.hash);
  const facts = found?.facts ?? null;
  if (found === undefined || facts === null) return null;
  // A list of kept runs does not tell their images; the data set that they were trained on may.
  const trainedOn = found.kept === null ? null : sources.dataOfHash?.(found.kept.datasetHash);
  const shape = facts.shape ?? trainedOn?.shape ?? null;
  const misfit = misfitOn(spec, data, { ...facts, shape });
  if (misfit !== null) return { path: asked.place, message: misfit };
  if (!asked.answersFirst || hasClasses(data, spec, facts.classes)) return null;
  const message =
    'tells other classes apart than this run’s data has, and would answer without being trained: start from a network of the same classes, in the same order';
  return { path: asked.place, message };
}

/**
 * Why a network cannot begin what the draft trains, by its layer, or the images that it was trained on;
 * null where it can. Of a draft that is not complete nothing is known.
 */
export function misfitOfStart(
  { draft: { spec }, data }: Pick<Surroundings, 'draft' | 'data'>,
  facts: Pick<KnownFacts, 'network' | 'shape'>,
): string | null {
  return spec === null ? null : misfitOn(spec, heldData(data), facts);
}

function misfitOn(
  spec: ExperimentSpec,
  data: StartedOn | null,
  { network, shape }: Pick<KnownFacts, 'network' | 'shape'>,
): string | null {
  const started = startingNetworkOf(spec)?.networks ?? [1];
  for (const number of started) {
    const wanted = networkOfRound(spec, number);
    if (haveSameLayers(network, wanted)) continue;
    const part = layerDifference(network, wanted);
    const where =
      part === null
        ? ''
        : `; its layer “${part.layer}” has ${part.found}, where this run’s has ${part.wanted}`;
    return `is a network of other layers (${networkText(network)}) than this run’s (${networkText(wanted)})${where}: set the network to that, or start from another`;
  }
  const images = data?.shape ?? null;
  if (images === null || shape === null || misfitOf(network, images, 1) !== null) return null;
  if (haveSameTrunk(network, shape, images)) return null;
  return `was trained on images of ${imagesText(shape)}, and its layers do not take the ${imagesText(images)} of the data: start from a network that was trained on such images`;
}

const imagesText = ({ height, width, channels }: ImageShape): string =>
  `${height} × ${width} × ${channels}`;

/** Whether the run would have these classes; so while the data is not at hand, or they are not known. */
function hasClasses(
  data: StartedOn | null,
  { dataset }: ExperimentSpec,
  classes: readonly string[] | null,
): boolean {
  if (data === null || classes === null) return true;
  const own = runClasses(data, dataset);
  return own.length === classes.length && own.every(({ name }, index) => name === classes[index]);
}

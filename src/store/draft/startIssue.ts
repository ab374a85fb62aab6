/** A network to start from that does not suit the drafted experiment, told at its field. */
import {
  type ExperimentSpec,
  networkOfRound,
  startingNetworkOf,
} from '../../spec/experimentSpec.ts';
import { haveSameLayers, networkText } from '../../spec/networks/networkFacts.ts';
import { type DataState, heldData } from '../data/dataSet.ts';
import { type NetworkSources, pretrainedNetworks } from '../runs/pretrainedNetworks.ts';
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
  const asked = spec === null ? null : startingNetworkOf(spec);
  if (spec === null || asked === null) return null;
  const facts = pretrainedNetworks(state).find(({ hash }) => hash === asked.hash)?.facts ?? null;
  if (facts === null) return null;
  for (const number of asked.networks) {
    const wanted = networkOfRound(spec, number);
    if (haveSameLayers(facts.network, wanted)) continue;
    const message = `is a network of other layers (${networkText(facts.network)}) than this run’s (${networkText(wanted)}): set the network to that, or start from another`;
    return { path: asked.place, message };
  }
  if (!asked.answersFirst || hasClasses(state, spec, facts.classes)) return null;
  const message =
    'tells other classes apart than this run’s data has, and would answer without being trained: start from a network of the same classes, in the same order';
  return { path: asked.place, message };
}

/** Whether the run would have these classes; so while the data is not at hand, or they are not known. */
function hasClasses(
  { data }: Surroundings,
  { dataset }: ExperimentSpec,
  classes: readonly string[] | null,
): boolean {
  const held = heldData(data);
  if (held === null || classes === null) return true;
  const own = runClasses(held, dataset);
  return own.length === classes.length && own.every(({ name }, index) => name === classes[index]);
}

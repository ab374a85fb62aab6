/** The model that a run trained: from what its log tells, and the files of its networks. */
import { DataError } from '../data/dataError.ts';
import { type NetworkFile, readNetworkFile } from '../data/networkFile.ts';
import { checkTensors } from '../data/networkTensors.ts';
import type { NetworkTensors } from '../data/safetensors.ts';
import { castsBallots, levelwisePartOf } from '../spec/methods/methodFacts.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import type { LevelwiseState } from '../spec/run/levelwiseState.ts';
import type { RunState } from '../spec/run/runState.ts';
import { headTensors, layerTensors } from './memberTensors.ts';
import { trainedHead } from './trainedHead.ts';
import type { ModelInput, ModelJoining, ModelMember, TrainedModel } from './trainedModel.ts';

/** A network that a run trained. */
export interface RunNetwork {
  /** From 1: of its round, or among those that are trained at once. */
  readonly number: number;
  /** SHA-256 of its file; null where it was not kept. */
  readonly hash: string | null;
  /** What it has beside its weights; null for a flat one. */
  readonly levelwise: LevelwiseState | null;
  readonly voteWeight: number;
}

/** The networks that a run has trained so far: one a round, or all that it trains at once. */
export function trainedNetworks({ rounds, memberNetworks }: RunState): readonly RunNetwork[] {
  if (memberNetworks.length > 0) {
    return memberNetworks.map((hash, index) => {
      return { number: index + 1, hash, levelwise: null, voteWeight: 1 };
    });
  }
  return rounds.flatMap(({ round, outcome, levelwise }) => {
    if (outcome === null) return [];
    const { networkHash: hash, voteWeight } = outcome;
    return [{ number: round, hash, levelwise, voteWeight }];
  });
}

/** Gives the file of a network of the run; null where it is not at hand. */
export type NetworkFileOf = (number: number, hash: string) => Promise<Uint8Array | null>;

/**
 * The model of all networks that the run has trained so far.
 * @throws DataError where there is none, where one of them was not kept or is damaged, or where none
 * has a vote.
 */
export async function modelOfRun(state: RunState, fileOf: NetworkFileOf): Promise<TrainedModel> {
  const { spec, dataset } = state;
  const networks = trainedNetworks(state);
  if (networks.length === 0) throw untrained(state);
  const files: NetworkFile[] = [];
  for (const network of networks) files.push(await fileOfNetwork(state, network, fileOf));
  return {
    classes: dataset.classes,
    input: inputOf(state, files[0]),
    members: networks.map((network, index) => memberOf(network, files[index], state)),
    joining: joiningOf(state, networks),
    origin: {
      espalier: state.espalier,
      experiment: spec.name,
      specHash: state.specHash,
      digest: state.end?.digest ?? null,
      dataset: { name: dataset.name, hash: dataset.hash },
    },
  };
}

async function fileOfNetwork(
  state: RunState,
  { number, hash }: RunNetwork,
  fileOf: NetworkFileOf,
): Promise<NetworkFile> {
  const bytes = hash === null ? null : await fileOf(number, hash);
  if (bytes === null) throw unkept(state, number);
  const file = readNetworkFile(bytes, networkName(state, number));
  const count = state.dataset.classes.length;
  if (file.classes.length === count) return file;
  throw new DataError({
    file: networkName(state, number),
    place: '__metadata__, “classes”',
    found: `it tells ${file.classes.length} classes apart`,
    allowed: `${count} classes, as the run has them`,
    remedy: 'give the network that the run trained',
  });
}

const networkName = ({ spec }: RunState, number: number) => `Network ${number} of ${spec.name}`;

function inputOf(state: RunState, { shape, normalisation }: NetworkFile): ModelInput {
  if (normalisation === undefined) throw unsaid(state);
  // Vectors are 1 × features × 1, each feature with a mean of its own.
  const isVector =
    shape.height === 1 && shape.channels === 1 && normalisation.mean.length === shape.width;
  return {
    shape,
    values: isVector ? 'features' : 'pixels',
    normalisation,
    centreCrop: state.spec.augment.centreCrop ?? 1,
  };
}

function joiningOf(state: RunState, networks: readonly RunNetwork[]): ModelJoining {
  if (castsBallots(state.spec.method)) return { kind: 'majority' };
  if (networks.length === 1) return { kind: 'alone' };
  if (state.memberNetworks.length > 0) return { kind: 'dynamic' };
  const weights = networks.map(({ voteWeight }) => voteWeight);
  if (weights.some((weight) => weight > 0)) return { kind: 'vote', weights };
  throw voteless(state);
}

function memberOf(
  { number, levelwise }: RunNetwork,
  { network, shape, tensors }: NetworkFile,
  state: RunState,
): ModelMember {
  const { spec, dataset } = state;
  const classCount = dataset.classes.length;
  const settings = levelwisePartOf(spec.method)?.settings ?? null;
  const { classifier } = placedNetwork(network, shape, classCount);
  const { head, shares } = trainedHead(levelwise, settings, classifier.name, classCount);
  const wanted = [
    ...layerTensors(network, shape, classCount),
    ...headTensors(head, classifier.input.features, classCount),
  ];
  const all: NetworkTensors = { ...tensors, ...shares };
  const held = wanted.flatMap(({ name }) => (Object.hasOwn(all, name) ? [[name, all[name]]] : []));
  const own: NetworkTensors = Object.fromEntries(held);
  checkTensors(own, wanted, networkName(state, number));
  return { network, tensors: own, head };
}

function untrained({ spec }: RunState): DataError {
  return new DataError({
    file: spec.name,
    place: null,
    found: 'no network of it is trained',
    allowed: 'a run that has trained one',
    remedy: 'train on until a network is finished, or choose another run',
  });
}

function unkept({ spec }: RunState, number: number): DataError {
  return new DataError({
    file: spec.name,
    place: `network ${number}`,
    found: 'it was not kept, or is no longer there',
    allowed: 'a run whose networks are kept',
    remedy: 'train the experiment again, on the command line with --save-network',
  });
}

function unsaid(state: RunState): DataError {
  return new DataError({
    file: networkName(state, 1),
    place: '__metadata__',
    found: 'it does not say how its images were normalised, as an older Espalier wrote it',
    allowed: 'a network’s file that says so',
    remedy: 'train the experiment again',
  });
}

function voteless({ spec }: RunState): DataError {
  return new DataError({
    file: spec.name,
    place: null,
    found: 'none of its networks has any weight in the vote',
    allowed: 'a run in which one has',
    remedy: 'train the experiment with other settings, such as more epochs',
  });
}

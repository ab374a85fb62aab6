/** A run whose networks are trained and kept: what new images are asked of. */
import { DataError } from '../../data/dataError.ts';
import { type NetworkFile, readNetworkFile } from '../../data/networkFile.ts';
import { checkNetworkTensors } from '../../data/networkTensors.ts';
import { type CropWindow, centreWindow } from '../../data/prepare/cropWindow.ts';
import { givenNormaliser, type Normaliser, toldNormaliser } from '../../data/prepare/normalise.ts';
import { hashBytes } from '../../lib/hash.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ImageShape } from '../../spec/units.ts';

/** One network of a run, with what it says only together with its log. */
export interface AskedNetwork {
  /** From 1: its round, or its number among networks trained together. */
  readonly round: number;
  readonly file: NetworkFile;
  /** Its weight in the vote (Eq. 9), not normalised; 1 where all count alike. */
  readonly voteWeight: number;
  /** Its hierarchy, Ψ and θ; null for a flat network. */
  readonly levelwise: LevelwiseState | null;
}

export interface TrainedNetworks {
  readonly state: RunState;
  /** At least one, in the order in which they were trained. */
  readonly networks: readonly AskedNetwork[];
  /** Whether they were trained as one, weighted anew for each image. */
  readonly areJoint: boolean;
  readonly shape: ImageShape;
  readonly normaliser: Normaliser;
  /** What is seen of each image; null for all of it. */
  readonly window: CropWindow | null;
}

/** How the networks of a run are kept where somebody asks for them. */
export interface NetworkShelf {
  /** The file of a network: of a round or number, by its hash; null where it is not kept. */
  readonly find: (hash: string | null, round: number, count: number) => Promise<Uint8Array | null>;
  /** What a person can do where it is missing. */
  readonly remedy: string;
}

/**
 * The networks of the rounds that are finished.
 * @throws DataError where none is, where one was not kept or is another, and where it cannot be told
 * how its images were normalised.
 */
export async function askableNetworks(
  state: RunState,
  shelf: NetworkShelf,
): Promise<TrainedNetworks> {
  const named = namedNetworks(state);
  if (named.length === 0) {
    throw runFault(
      state,
      'none of its networks is trained to the end yet',
      'a run of which a round is finished',
      'go on with it until its first round ends, or choose another run',
    );
  }
  const networks: AskedNetwork[] = [];
  for (const { hash, round, ...facts } of named) {
    const bytes = await shelf.find(hash, round, named.length);
    if (bytes === null || (hash !== null && hashBytes(bytes) !== hash)) {
      const found = bytes === null ? 'was not kept' : 'is not the one that the log tells of';
      throw runFault(
        state,
        `the network of ${named.length > 1 ? `round ${round}` : 'the run'} ${found}`,
        'a run whose networks are all kept',
        shelf.remedy,
      );
    }
    networks.push({ round, file: readNetwork(bytes, `Network ${round}`), ...facts });
  }
  const { shape } = state.dataset;
  const { centreCrop } = state.spec.augment;
  return {
    state,
    networks,
    areJoint: state.memberNetworks.length > 0,
    shape,
    normaliser: normaliserOf(state, networks[0].file),
    window: centreCrop === undefined ? null : centreWindow(shape, centreCrop),
  };
}

interface NamedNetwork extends Omit<AskedNetwork, 'file'> {
  readonly hash: string | null;
}

function namedNetworks({ memberNetworks, rounds }: RunState): NamedNetwork[] {
  if (memberNetworks.length > 0) {
    return memberNetworks.map((hash, index) => ({
      hash,
      round: index + 1,
      voteWeight: 1,
      levelwise: null,
    }));
  }
  return rounds.flatMap(({ round, outcome, levelwise }) =>
    outcome === null
      ? []
      : [{ hash: outcome.networkHash, round, voteWeight: outcome.voteWeight, levelwise }],
  );
}

function readNetwork(bytes: Uint8Array, name: string): NetworkFile {
  const file = readNetworkFile(bytes, name);
  checkNetworkTensors(file, name);
  return file;
}

/** Whether a run's images are feature vectors: each feature then has a mean of its own. */
export function isOfVectors({ shape, normaliser }: TrainedNetworks): boolean {
  return normaliser.table.length === 0 && shape.width > 0;
}

function normaliserOf(state: RunState, { normalisation }: NetworkFile): Normaliser {
  const { shape } = state.dataset;
  if (normalisation === undefined) {
    const given = givenNormaliser(shape, state.spec.augment.normalise);
    if (given !== null) return given;
    throw runFault(
      state,
      'its networks are of an older Espalier, which did not write how images were normalised',
      'networks that say it',
      'train the experiment again',
    );
  }
  const isFlat = shape.height === 1 && shape.channels === 1;
  return toldNormaliser(normalisation, isFlat && normalisation.mean.length > 1);
}

function runFault(
  { spec }: Pick<RunState, 'spec'>,
  found: string,
  allowed: string,
  remedy: string,
): DataError {
  return new DataError({ file: spec.name, place: null, found, allowed, remedy });
}

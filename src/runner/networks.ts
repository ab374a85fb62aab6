/** Networks that a run starts from, and those that it leaves behind. */
import { DataError } from '../data/dataError.ts';
import { type NetworkFile, readNetworkFile, writeNetworkFile } from '../data/networkFile.ts';
import type { TrainerSnapshot } from '../engine/engine.ts';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { hashBytes } from '../lib/hash.ts';
import type { InitialNetwork } from '../methods/context.ts';
import { type ExperimentSpec, type NetworkSpec, networkOfRound } from '../spec/experimentSpec.ts';
import { espalierVersion } from '../spec/version.ts';

/** A trained network as a file, and the file's hash, by which specs name it. */
export interface KeptNetwork {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** The file of a trained network. What its optimiser remembers stays behind. */
export function keepNetwork(
  snapshot: TrainerSnapshot,
  facts: Pick<NetworkFile, 'network' | 'shape' | 'classes'>,
): KeptNetwork {
  const { network, shape, classes } = facts;
  const tensors = Object.fromEntries(
    Object.entries(snapshot.tensors).filter(([name]) => !isOfOptimiser(name)),
  );
  const bytes = writeNetworkFile({ espalier: espalierVersion, network, shape, classes, tensors });
  return { hash: hashBytes(bytes), bytes };
}

/** Slots are named after their parameter, with a colon; Adam's count of steps stands alone. */
const isOfOptimiser = (name: string) => name.includes(':') || name.startsWith('adam/');

/**
 * The network that a spec asks to start from; null where it asks for none.
 * @param fileOf the file of a network by its hash; null where it is not at hand.
 * @throws DataError when it is not at hand, or is another kind of network than the run's.
 */
export function initialNetwork(
  spec: ExperimentSpec,
  fileOf: (hash: string) => Uint8Array | null,
): InitialNetwork | null {
  const { method } = spec;
  if (method.kind !== 'levelwise' || method.initialFrom === null) return null;
  const hash = method.initialFrom;
  const bytes = fileOf(hash);
  if (bytes === null) throw absent(hash);
  const file = readNetworkFile(bytes, `Network ${hash}`);
  const wanted = networkOfRound(spec, 1);
  if (layersOf(file.network) !== layersOf(wanted)) throw anotherKind(hash, file.network, wanted);
  return { snapshot: { tensors: file.tensors }, classes: file.classes };
}

/** What decides a network's layers: not how its weights were drawn. */
function layersOf(network: NetworkSpec): string {
  return canonicalJson(network.kind === 'mlp' ? { ...network, initial: null } : network);
}

function absent(hash: string): DataError {
  return new DataError({
    file: `Network ${hash}`,
    place: 'method.initialFrom',
    found: 'it is not at hand',
    allowed: 'a network trained in this session, or one opened from its file',
    remedy:
      'open its file (network.safetensors; on the command line --initial <file>), train it again, or start from random weights (method.initialFrom: null)',
  });
}

function anotherKind(hash: string, found: NetworkSpec, wanted: NetworkSpec): DataError {
  return new DataError({
    file: `Network ${hash}`,
    place: 'method.initialFrom',
    found: `it is ${canonicalJson(found)}`,
    allowed: `the network that this run trains, ${canonicalJson(wanted)}`,
    remedy: 'set the run’s network to that of the file, or start from another',
  });
}

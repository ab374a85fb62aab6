/**
 * What a run is resumed from. Every random draw is keyed by seed, purpose, round and epoch, so that
 * at the end of an epoch no generator has a position worth keeping; and whatever the log tells to
 * the last digit (importance, outcomes of rounds, what moved) is read from there. What is left are
 * the tensors that a method holds, and where in the log they belong.
 */

/** Values of a tensor as they are kept. */
export type CheckpointValues = Float32Array | Float64Array | Int32Array;

/** Values by name; a slash in a name parts who holds them from what they are. */
export type CheckpointTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: CheckpointValues }>
>;

/** A method between two epochs. */
export interface MethodCheckpoint {
  /** The round under way, from 1. */
  readonly round: number;
  /** Epochs of that round that are finished; 0 where its network has not begun. */
  readonly epoch: number;
  /** What changes every epoch. */
  readonly tensors: CheckpointTensors;
  /** What the finished rounds left: the same for all epochs of a round. Not copied. */
  readonly finishedRounds: CheckpointTensors;
}

/** A run between two epochs. */
export interface RunCheckpoint extends MethodCheckpoint {
  readonly runId: string;
  readonly specHash: string;
  readonly datasetHash: string;
  /** Number of the last event that was told before; the events after it are told anew. */
  readonly seq: number;
  /** The digest of the events so far (digest.ts). */
  readonly digest: string;
  /** Seconds that the run has taken so far. */
  readonly seconds: number;
}

/** The tensors under a prefix, by their names without it. */
export function tensorsUnder(tensors: CheckpointTensors, prefix: string): CheckpointTensors {
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(`${prefix}/`))
      .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
  );
}

/** The tensors with a prefix before their names. */
export function withPrefix(tensors: CheckpointTensors, prefix: string): CheckpointTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]),
  );
}

/** One row of values. */
export function rowTensor<Values extends CheckpointValues>(values: Values) {
  return { shape: [values.length], values };
}

/** A tensor of double precision. @throws RangeError where the checkpoint has none of that name. */
export function doublesIn(tensors: CheckpointTensors, name: string): Float64Array {
  const values = tensors[name]?.values;
  if (values instanceof Float64Array) return values;
  throw new RangeError(`The checkpoint has no ${name}`);
}

/** A tensor of whole numbers. @throws RangeError where the checkpoint has none of that name. */
export function integersIn(tensors: CheckpointTensors, name: string): Int32Array {
  const values = tensors[name]?.values;
  if (values instanceof Int32Array) return values;
  throw new RangeError(`The checkpoint has no ${name}`);
}

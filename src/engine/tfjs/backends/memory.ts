import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type Held, replace } from '../persistentTensor.ts';

/** How a device keeps values from step to step, and gives them back. */
export interface Memory {
  /** A new float32 tensor that stays until it is disposed of. */
  hold<T extends Tensor>(values: Float32Array, shape: readonly number[]): T;
  /** Gives a held tensor other values, as many as it has. */
  write(held: Held, values: Float32Array): void;
  /** The values of a tensor as they are after all work asked for so far. Waits for the device. */
  read(tensor: Tensor): Promise<Float32Array>;
  /**
   * Told once of all that one optimiser changes, before its first step, so that the device may lay
   * it out as its update likes it; the parameters' slots are of the same kinds in the same order.
   */
  arrange(parameters: readonly ArrangedParameter[]): Arrangement;
}

export interface ArrangedParameter {
  readonly parameter: Held;
  readonly slots: readonly Held[];
  readonly weightDecay: number;
}

export interface Arrangement {
  /** Frees what was made for it; the parameters and slots must have been disposed of. */
  dispose(): void;
}

/** Memory as TensorFlow.js has it. */
export const plainMemory: Memory = {
  hold: (values, shape) => keep(tensor(values.slice(), [...shape], 'float32')) as never,
  write: (held, values) => replace(held, plainMemory.hold(values, held.value.shape)),
  read: async (held) => Float32Array.from(await held.data<'float32'>()),
  arrange: () => ({ dispose: () => {} }),
};

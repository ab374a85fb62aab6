import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type PersistentTensor, replace } from '../persistentTensor.ts';

/** How a device keeps values from step to step, and gives them back. */
export interface Memory {
  /** A new float32 tensor that stays until it is disposed of. */
  allocate<T extends Tensor>(values: Float32Array, shape: readonly number[]): T;
  /** Gives a persistent tensor other values, as many as it has. */
  write(persistent: PersistentTensor, values: Float32Array): void;
  /** The values of a tensor as they are after all work asked for so far. Waits for the device. */
  read(tensor: Tensor): Promise<Float32Array>;
  /**
   * Told once of all that one optimiser changes, before its first step, so that the device may lay
   * it out as its update likes it; the parameters' slots are of the same kinds in the same order.
   */
  arrange(parameters: readonly ArrangedParameter[]): Arrangement;
}

export interface ArrangedParameter {
  readonly parameter: PersistentTensor;
  readonly slots: readonly PersistentTensor[];
  readonly weightDecay: number;
}

export interface Arrangement {
  /** Frees what was made for it; the parameters and slots must have been disposed of. */
  dispose(): void;
}

/** Memory as TensorFlow.js has it. */
export const plainMemory: Memory = {
  allocate: (values, shape) => keep(tensor(values.slice(), [...shape], 'float32')) as never,
  write: (persistent, values) =>
    replace(persistent, plainMemory.allocate(values, persistent.value.shape)),
  read: async (persistent) => Float32Array.from(await persistent.data<'float32'>()),
  arrange: () => ({ dispose: () => {} }),
};

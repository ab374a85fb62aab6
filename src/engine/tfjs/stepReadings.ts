import { concat, keep, type Tensor1D } from '@tensorflow/tfjs-core';
import type { TrainedNetwork } from './trainedNetwork.ts';

/** Values that each step leaves on the device until they are read, all at once. */
export class StepReadings {
  private readonly network: TrainedNetwork;
  private held: Tensor1D[] = [];

  constructor(network: TrainedNetwork) {
    this.network = network;
  }

  /** Keeps a step's values. */
  push(values: Tensor1D): void {
    this.held.push(keep(values));
  }

  /** Reads and forgets the values, step after step. Waits for the device. @throws EngineError */
  async take(): Promise<Float32Array> {
    const taken = this.held;
    this.held = [];
    if (taken.length === 0) return new Float32Array();
    return this.network.readAndFree(joinAndFree(taken));
  }

  dispose(): void {
    for (const values of this.held) values.dispose();
    this.held = [];
  }
}

/** Some tensors, at least one, one after another; frees them. */
function joinAndFree(tensors: Tensor1D[]): Tensor1D {
  const joined = concat(tensors);
  for (const tensor of tensors) tensor.dispose();
  return joined;
}

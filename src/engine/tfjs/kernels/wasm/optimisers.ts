/**
 * The optimisers' updates in one loop each. Slots change in place; weights are written anew, since
 * XNNPACK keeps packed copies of weights by tensor and would go on using the old ones.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { type AdamSettings, adamConstants, type Kernels, type SgdSettings } from '../kernels.ts';
import { address, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

export function wasmOptimisers(loops: Loops) {
  return {
    sgd: (value: Tensor, gradient: Tensor, velocity: Tensor | null, settings: SgdSettings) => {
      const { learningRate: rate, momentum, weightDecay: decay } = settings;
      const next = allocate(value.shape);
      const [to, from, pull] = [address(next), address(value), address(gradient)];
      if (velocity === null) loops.plainStep(to, from, pull, value.size, rate, decay);
      else {
        const speed = address(velocity);
        loops.momentumStep(to, from, pull, speed, value.size, rate, momentum, decay);
      }
      return { value: next, velocity };
    },
    adam: (
      value: Tensor,
      gradient: Tensor,
      mean: Tensor,
      square: Tensor,
      { learningRate, weightDecay, step }: AdamSettings,
    ) => {
      const { beta1, beta2, epsilon } = adamConstants;
      const next = allocate(value.shape);
      loops.adamStep(
        address(next),
        address(value),
        address(gradient),
        address(mean),
        address(square),
        value.size,
        learningRate / (1 - beta1 ** step),
        1 / Math.sqrt(1 - beta2 ** step),
        weightDecay,
        beta1,
        beta2,
        epsilon,
      );
      return { value: next, mean, square };
    },
  } satisfies Partial<Kernels>;
}

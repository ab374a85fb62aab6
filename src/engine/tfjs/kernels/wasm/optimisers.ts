/**
 * The optimisers' updates in one loop each. Slots change in place; weights are written anew, since
 * XNNPACK keeps packed copies of weights by tensor and would go on using the old ones.
 */
import {
  type AdamUpdate,
  adamConstants,
  type Kernels,
  type SgdSettings,
  type SgdUpdate,
} from '../kernels.ts';
import { type BatchSums, completeGradients } from './batchSums.ts';
import { address, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

export function wasmOptimisers(loops: Loops, sums: BatchSums) {
  return {
    sgd: (updates: readonly SgdUpdate[], settings: SgdSettings) => {
      completeGradients(sums, gradientsOf(updates));
      return updates.map((update) => sgdOne(loops, update, settings));
    },
    adam: (updates: readonly AdamUpdate[], factors: Float32Array) => {
      completeGradients(sums, gradientsOf(updates));
      return updates.map((update, index) =>
        adamOne(loops, update, factors[2 * index], factors[2 * index + 1]),
      );
    },
  } satisfies Partial<Kernels>;
}

function gradientsOf(updates: readonly (SgdUpdate | AdamUpdate)[]) {
  return updates.map(({ gradient }) => gradient);
}

function sgdOne(
  loops: Loops,
  { value, gradient, velocity, weightDecay }: SgdUpdate,
  { momentum, rate: [rate] }: SgdSettings,
) {
  const next = allocate(value.shape);
  const [to, from, pull] = [address(next), address(value), address(gradient)];
  if (velocity === null) loops.plainStep(to, from, pull, value.size, rate, weightDecay);
  else {
    const speed = address(velocity);
    loops.momentumStep(to, from, pull, speed, value.size, rate, momentum, weightDecay);
  }
  return { value: next, velocity };
}

function adamOne(
  loops: Loops,
  { value, gradient, mean, square, weightDecay }: AdamUpdate,
  rate: number,
  rootFactor: number,
) {
  const { beta1, beta2, epsilon } = adamConstants;
  const next = allocate(value.shape);
  loops.adamStep(
    address(next),
    address(value),
    address(gradient),
    address(mean),
    address(square),
    value.size,
    rate,
    rootFactor,
    weightDecay,
    beta1,
    beta2,
    epsilon,
  );
  return { value: next, mean, square };
}

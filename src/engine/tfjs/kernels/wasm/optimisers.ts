/**
 * The optimisers' updates in one loop each. Slots change in place; weights are written anew, since
 * XNNPACK keeps packed copies of weights by tensor and would go on using the old ones.
 */

import type { Tensor } from '@tensorflow/tfjs-core';
import { type AdamSettings, adamConstants, type Kernels, type SgdSettings } from '../kernels.ts';
import { allocate, view } from './heap.ts';

function sgd(
  value: Tensor,
  gradient: Tensor,
  velocity: Tensor | null,
  settings: SgdSettings,
): ReturnType<Kernels['sgd']> {
  const next = allocate(value.shape);
  const [to, from, pull] = [view(next), view(value), view(gradient)];
  if (velocity === null) plainStep(to, from, pull, settings);
  else momentumStep(to, from, pull, view(velocity), settings);
  return { value: next, velocity };
}

function plainStep(
  to: Float32Array,
  from: Float32Array,
  gradient: Float32Array,
  { learningRate, weightDecay }: SgdSettings,
): void {
  for (let i = 0; i < to.length; i++) {
    to[i] = from[i] - learningRate * (gradient[i] + weightDecay * from[i]);
  }
}

function momentumStep(
  to: Float32Array,
  from: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array,
  { learningRate, momentum, weightDecay }: SgdSettings,
): void {
  for (let i = 0; i < to.length; i++) {
    const speed = momentum * velocity[i] + gradient[i] + weightDecay * from[i];
    velocity[i] = speed;
    to[i] = from[i] - learningRate * speed;
  }
}

function adam(
  value: Tensor,
  gradient: Tensor,
  mean: Tensor,
  square: Tensor,
  settings: AdamSettings,
): ReturnType<Kernels['adam']> {
  const next = allocate(value.shape);
  adamStep(view(next), view(value), view(gradient), view(mean), view(square), settings);
  return { value: next, mean, square };
}

function adamStep(
  to: Float32Array,
  from: Float32Array,
  gradient: Float32Array,
  mean: Float32Array,
  square: Float32Array,
  { learningRate, weightDecay, step }: AdamSettings,
): void {
  const { beta1, beta2, epsilon } = adamConstants;
  const rate = learningRate / (1 - beta1 ** step);
  const rootFactor = 1 / Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < to.length; i++) {
    const pull = gradient[i] + weightDecay * from[i];
    const first = beta1 * mean[i] + (1 - beta1) * pull;
    const second = beta2 * square[i] + (1 - beta2) * pull * pull;
    mean[i] = first;
    square[i] = second;
    to[i] = from[i] - (rate * first) / (Math.sqrt(second) * rootFactor + epsilon);
  }
}

export const wasmOptimisers = { sgd, adam } satisfies Partial<Kernels>;

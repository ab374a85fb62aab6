/** The optimisers' updates from stock TensorFlow.js operations. */
import { add, div, mul, sqrt, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AdamUpdate,
  adamConstants,
  type Kernels,
  type SgdSettings,
  type SgdUpdate,
} from '../kernels.ts';

function decayed(value: Tensor, gradient: Tensor, weightDecay: number): Tensor {
  return weightDecay === 0 ? gradient : add(gradient, mul(value, weightDecay));
}

function sgdOne(
  { value, gradient, velocity, weightDecay }: SgdUpdate,
  { momentum, rate }: SgdSettings,
): ReturnType<Kernels['sgd']>[number] {
  const [learningRate] = rate;
  if (velocity === null) {
    const next = tidy(() => sub(value, mul(decayed(value, gradient, weightDecay), learningRate)));
    return { value: next, velocity };
  }
  return tidy(() => {
    const speed = add(mul(velocity, momentum), decayed(value, gradient, weightDecay));
    return { value: sub(value, mul(speed, learningRate)), velocity: speed };
  });
}

function adamOne(
  { value, gradient, mean, square: secondMoment, weightDecay }: AdamUpdate,
  rate: number,
  rootFactor: number,
): ReturnType<Kernels['adam']>[number] {
  const { beta1, beta2, epsilon } = adamConstants;
  return tidy(() => {
    const pull = decayed(value, gradient, weightDecay);
    const nextMean = add(mul(mean, beta1), mul(pull, 1 - beta1));
    const nextSquare = add(mul(secondMoment, beta2), mul(square(pull), 1 - beta2));
    const change = div(mul(nextMean, rate), add(mul(sqrt(nextSquare), rootFactor), epsilon));
    return { value: sub(value, change), mean: nextMean, square: nextSquare };
  });
}

export const composedOptimisers = {
  sgd: (updates, settings) => updates.map((update) => sgdOne(update, settings)),
  adam: (updates, factors) =>
    updates.map((update, index) => adamOne(update, factors[2 * index], factors[2 * index + 1])),
} satisfies Partial<Kernels>;

/** The optimisers' updates from stock TensorFlow.js operations. */
import { add, div, mul, sqrt, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type AdamSettings, adamConstants, type Kernels, type SgdSettings } from '../kernels.ts';

function decayed(value: Tensor, gradient: Tensor, weightDecay: number): Tensor {
  return weightDecay === 0 ? gradient : add(gradient, mul(value, weightDecay));
}

function sgd(
  value: Tensor,
  gradient: Tensor,
  velocity: Tensor | null,
  { learningRate, momentum, weightDecay }: SgdSettings,
): ReturnType<Kernels['sgd']> {
  if (velocity === null) {
    const next = tidy(() => sub(value, mul(decayed(value, gradient, weightDecay), learningRate)));
    return { value: next, velocity };
  }
  return tidy(() => {
    const speed = add(mul(velocity, momentum), decayed(value, gradient, weightDecay));
    return { value: sub(value, mul(speed, learningRate)), velocity: speed };
  });
}

function adam(
  value: Tensor,
  gradient: Tensor,
  mean: Tensor,
  secondMoment: Tensor,
  { learningRate, weightDecay, step }: AdamSettings,
): ReturnType<Kernels['adam']> {
  const { beta1, beta2, epsilon } = adamConstants;
  return tidy(() => {
    const pull = decayed(value, gradient, weightDecay);
    const nextMean = add(mul(mean, beta1), mul(pull, 1 - beta1));
    const nextSquare = add(mul(secondMoment, beta2), mul(square(pull), 1 - beta2));
    const root = mul(sqrt(nextSquare), 1 / Math.sqrt(1 - beta2 ** step));
    const change = div(mul(nextMean, learningRate / (1 - beta1 ** step)), add(root, epsilon));
    return { value: sub(value, change), mean: nextMean, square: nextSquare };
  });
}

export const composedOptimisers = { sgd, adam } satisfies Partial<Kernels>;

/** Batch norm from stock TensorFlow.js operations. */
import {
  add,
  batchNorm,
  mean as meanOf,
  mul,
  relu as reluOf,
  rsqrt,
  square,
  step,
  sub,
  sum,
  type Tensor1D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { normEpsilon } from '../../../../spec/networks/layerDescription.ts';
import type { Kernels, Moments, NormStatistics } from '../kernels.ts';

const allButChannels = [0, 1, 2];

function momentsOf(x: Tensor4D): NormStatistics {
  return tidy(() => {
    const mean = meanOf(x, allButChannels) as Tensor1D;
    const variance = meanOf(square(sub(x, mean)), allButChannels) as Tensor1D;
    return { mean, variance };
  });
}

/** From a batch's statistics of so many values a channel to the running ones. */
export function runningAfter(
  batch: NormStatistics,
  values: number,
  running: NormStatistics,
  share: number,
): NormStatistics {
  const blend = (held: Tensor1D, value: Tensor1D, factor: number) =>
    tidy(() => add<Tensor1D>(mul(held, share), mul(value, (1 - share) * factor)));
  return {
    mean: blend(running.mean, batch.mean, 1),
    variance: blend(running.variance, batch.variance, unbiased(values)),
  };
}

/** Factor from the biased variance of so many values to the unbiased one; 1 for one value. */
export function unbiased(values: number): number {
  return values / Math.max(1, values - 1);
}

function moments(x: Tensor4D, running: NormStatistics, share: number): Moments {
  const batch = momentsOf(x);
  return { batch, running: runningAfter(batch, x.size / x.shape[3], running, share) };
}

/**
 * With x̂ = (x − mean)/√(variance + ε), M values a channel and g the gradient before the ReLU:
 * dx = scale/√(variance + ε) · (g − Σg/M − x̂·Σ(g x̂)/M)  (Ioffe and Szegedy 2015, section 3).
 */
function normaliseGradient(
  dy: Tensor4D,
  x: Tensor4D,
  output: Tensor4D | null,
  { mean, variance }: NormStatistics,
  scale: Tensor1D,
) {
  return tidy(() => {
    const before = output === null ? dy : mul<Tensor4D>(dy, step(output));
    const inverse = rsqrt(add(variance, normEpsilon));
    const standard = mul(sub(x, mean), inverse);
    const offsetGradient = sum(before, allButChannels) as Tensor1D;
    const scaleGradient = sum(mul(before, standard), allButChannels) as Tensor1D;
    const share = scale.size / x.size;
    const spread = add(mul(offsetGradient, share), mul(standard, mul(scaleGradient, share)));
    return {
      input: mul<Tensor4D>(sub(before, spread), mul(scale, inverse)),
      offset: offsetGradient,
      scale: scaleGradient,
    };
  });
}

export const composedNorm = {
  moments,
  normalise: (x, { mean, variance }, { scale, offset }, relu) =>
    tidy(() => {
      const output = batchNorm(x, mean, variance, offset, scale, normEpsilon);
      return relu ? reluOf(output) : output;
    }),
  normaliseGradient,
} satisfies Partial<Kernels>;

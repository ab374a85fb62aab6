import { add, mul, type Tensor1D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Kernels, NormParameters, NormStatistics } from '../kernels/kernels.ts';
import { type Held, type Parameter, type ParameterStore, replace } from '../parameters.ts';
import type { Layer } from './layer.ts';

/** Share of the running statistics that a step keeps. */
const runningShare = 0.9;

/**
 * Batch norm (Ioffe and Szegedy 2015), then ReLU where asked for. Training normalises by the
 * batch's mean and biased variance; inference by running averages, of the mean and of the unbiased
 * variance, which is what PyTorch does with momentum 0.1.
 */
export function batchNorm(
  kernels: Kernels,
  store: ParameterStore,
  name: string,
  channels: number,
  relu: boolean,
): Layer<Tensor4D, Tensor4D> {
  const scale: Parameter<Tensor1D> = store.parameter(`${name}/scale`, [channels], { constant: 1 });
  const offset: Parameter<Tensor1D> = store.parameter(`${name}/offset`, [channels], {
    constant: 0,
  });
  const mean: Held<Tensor1D> = store.statistic(`${name}/mean`, channels, 0);
  const variance: Held<Tensor1D> = store.statistic(`${name}/variance`, channels, 1);
  const parameters = (): NormParameters => ({ scale: scale.value, offset: offset.value });
  const keepStatistics = (batch: NormStatistics, values: number) => {
    blend(mean, batch.mean, 1);
    // A channel of one value has no unbiased variance: its biased one, 0, is taken.
    blend(variance, batch.variance, values / Math.max(1, values - 1));
  };
  return {
    infer: (x) =>
      kernels.normalise(x, { mean: mean.value, variance: variance.value }, parameters(), relu),
    forward: (x) => {
      const batch = kernels.moments(x);
      const output = kernels.normalise(x, batch, parameters(), relu);
      keepStatistics(batch, x.size / channels);
      const backward = (gradient: Tensor4D) => {
        const masked = relu ? output : null;
        const back = kernels.normaliseGradient(gradient, x, masked, batch, scale.value);
        scale.gradient = back.scale;
        offset.gradient = back.offset;
        batch.mean.dispose();
        batch.variance.dispose();
        return back.input;
      };
      return { output, backward };
    },
  };
}

/** held ← 0.9·held + 0.1·correction·value. */
function blend(held: Held<Tensor1D>, value: Tensor1D, correction: number): void {
  const next = tidy(() =>
    add<Tensor1D>(mul(held.value, runningShare), mul(value, (1 - runningShare) * correction)),
  );
  replace(held, next);
}

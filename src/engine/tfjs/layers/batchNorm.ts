import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, NormParameters } from '../kernels/kernels.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';
import { type PersistentTensor, replace } from '../persistentTensor.ts';
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
  const mean: PersistentTensor<Tensor1D> = store.statistic(`${name}/mean`, channels, 0);
  const variance: PersistentTensor<Tensor1D> = store.statistic(`${name}/variance`, channels, 1);
  const parameters = (): NormParameters => ({ scale: scale.value, offset: offset.value });
  const held = () => ({ mean: mean.value, variance: variance.value });
  return {
    infer: (x) => kernels.normalise(x, held(), parameters(), relu),
    forward: (x) => {
      const { batch, running } = kernels.moments(x, held(), runningShare);
      replace(mean, running.mean);
      replace(variance, running.variance);
      const output = kernels.normalise(x, batch, parameters(), relu);
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

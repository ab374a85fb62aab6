import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Norm } from '../../../spec/networks/layerDescription.ts';
import { normTensors } from '../../../spec/networks/layerParameters.ts';
import { runningShare } from '../../engine.ts';
import type { Kernels, NormParameters } from '../kernels/kernels.ts';
import type { Parameter, ParameterStore } from '../parameters.ts';
import { type PersistentTensor, replace } from '../persistentTensor.ts';
import { computedAgain, kept } from './activation.ts';
import type { Layer } from './layer.ts';

export interface NormOptions {
  readonly channels: number;
  readonly relu: boolean;
  /** Whether the output of a training pass can be let go: it follows from x by one multiplication. */
  readonly isComputedAgain: boolean;
}

/**
 * Batch norm (Ioffe and Szegedy 2015), then ReLU where asked for. Training normalises by the
 * batch's mean and biased variance; inference by running averages, of the mean and of the unbiased
 * variance, which is what PyTorch does with momentum 0.1.
 */
export function batchNorm(
  kernels: Kernels,
  store: ParameterStore,
  description: Norm,
  { channels, relu, isComputedAgain }: NormOptions,
): Layer<Tensor4D, Tensor4D> {
  const tensors = normTensors(description, channels);
  const scale: Parameter<Tensor1D> = store.parameter(tensors.scale);
  const offset: Parameter<Tensor1D> = store.parameter(tensors.offset);
  const mean: PersistentTensor<Tensor1D> = store.statistic(tensors.mean);
  const variance: PersistentTensor<Tensor1D> = store.statistic(tensors.variance);
  const parameters = (): NormParameters => ({ scale: scale.value, offset: offset.value });
  const held = () => ({ mean: mean.value, variance: variance.value });
  return {
    isTrained: true,
    readsOutput: relu,
    infer: (x) => kernels.normalise(x, held(), parameters(), relu),
    forward: (x) => {
      const { batch, running } = kernels.moments(x.tensor, held(), runningShare);
      replace(mean, running.mean);
      replace(variance, running.variance);
      const compute = () => kernels.normalise(x.tensor, batch, parameters(), relu);
      const output = isComputedAgain ? computedAgain(compute) : kept(compute());
      const backward = (gradient: Tensor4D, wantsInput: boolean) => {
        const masked = relu ? output.tensor : null;
        const back = kernels.normaliseGradient(gradient, x.tensor, masked, batch, scale.value);
        scale.gradient = back.scale;
        offset.gradient = back.offset;
        batch.mean.dispose();
        batch.variance.dispose();
        if (wantsInput) return back.input;
        back.input.dispose();
        return null;
      };
      return { output, backward };
    },
  };
}

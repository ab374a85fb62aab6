/**
 * The scale of the loss while activations and their gradients are stored at half precision. It lies on
 * the device, with the network's statistics, so that snapshots have it and a resumed run goes on with it.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Backend } from './backends/backend.ts';
import { type ScaledGradient, scaling } from './kernels/scalingKernels.ts';
import type { ParameterStore } from './parameters.ts';
import { replace } from './persistentTensor.ts';

export interface LossScale {
  /** A gradient of the loss, as the scaled loss has it; the one given is freed. */
  scaled<T extends Tensor1D | Tensor2D>(gradient: T): T;
  /** What the parameters' gradients are to be multiplied by, 0 where the step is to change nothing. */
  settle(gradients: readonly ScaledGradient[]): Tensor1D;
}

/** The colon says that it is no part of the network: its file goes without. */
const statistic = (name: string, constant: number) => ({
  name: `optimiser:${name}`,
  shape: [1],
  initial: { constant },
});

/** The scale that a device asks for, its state in the store; null where it asks for none. */
export function createLossScale(
  { kernels, scalesLoss }: Pick<Backend, 'kernels' | 'scalesLoss'>,
  store: ParameterStore,
): LossScale | null {
  if (!scalesLoss) return null;
  const scale = store.statistic<Tensor1D>(statistic('lossScale', scaling.first));
  const steps = store.statistic<Tensor1D>(statistic('stepsAtScale', 0));
  return {
    scaled: (gradient) => {
      const result = kernels.scaled(gradient, scale.value);
      gradient.dispose();
      return result;
    },
    settle: (gradients) => {
      const { factor, state } = kernels.settleScale(gradients, {
        scale: scale.value,
        steps: steps.value,
      });
      replace(scale, state.scale);
      replace(steps, state.steps);
      return factor;
    },
  };
}

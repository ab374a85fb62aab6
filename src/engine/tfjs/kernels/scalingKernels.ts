import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** The scale of a loss, and the steps since it was last changed: one value each, whole numbers. */
export interface ScaleState {
  readonly scale: Tensor1D;
  readonly steps: Tensor1D;
}

/** A parameter's gradient, where the parameter says which ones belong together. */
export interface ScaledGradient {
  readonly value: Tensor;
  readonly gradient: Tensor;
}

/**
 * Scaling of the loss, so that gradients stored at half precision do not vanish: section 3.2 of
 * Micikevicius et al., Mixed Precision Training (ICLR 2018).
 */
export interface ScalingKernels {
  /** x times a factor that lies on the device. */
  scaled<T extends Tensor>(x: T, factor: Tensor1D): T;
  /**
   * What the gradients of a scaled loss are to be multiplied by: 1 over the scale, or 0 where one of
   * them is not finite; and the state for the next step, which may be the tensors given, changed in
   * place: half the scale where it was too large, twice after so many steps in which it was not.
   */
  settleScale(
    gradients: readonly ScaledGradient[],
    state: ScaleState,
  ): { readonly factor: Tensor1D; readonly state: ScaleState };
}

/** As PyTorch's GradScaler begins and goes on; the bounds are ours. */
export const scaling = { first: 65_536, least: 1, most: 16_777_216, growthInterval: 2000 } as const;

/**
 * What networks that are trained together need of a device beside the layers (MixDCNN; Ge et al.,
 * "Fine-Grained Classification via Mixture of Deep Convolutional Neural Networks", WACV 2016). Each of
 * T networks has a weight for each image: w = softmax over the networks of their largest logits. The
 * joint logits S = Σ_k w_k s_k then go through an objective as those of one network do.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';

export interface JointLogits {
  /** S, B × N. */
  readonly summed: Tensor2D;
  /** w, B × T. */
  readonly weights: Tensor2D;
}

export interface JointKernels {
  /** S and w of the networks' logits, each B × N. */
  jointLogits(logits: readonly Tensor2D[]): JointLogits;
  /**
   * Gradient of the loss by each network's logits, from its gradient g by S: w_k g, and at the
   * network's largest logit (the first of equals) also w_k (G_k − Σ_i w_i G_i) with G_k = Σ_l g_l s_kl,
   * since the weights follow from the logits.
   */
  jointGradients(
    logits: readonly Tensor2D[],
    weights: Tensor2D,
    gradient: Tensor2D,
  ): readonly Tensor2D[];
}

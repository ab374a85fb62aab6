/**
 * What the objectives of single networks need of a device. Of a tree of classes a kernel knows the
 * group of each class at each of L levels above the classes, L × N, coarsest first; groups of finer
 * levels lie within those of coarser ones. A class that hangs higher up in its tree has a group of
 * its own from there on.
 *
 * Losses are those of B × N logits s with p their softmax and a the factors {@link Targets.right}.
 * Nothing is clamped: the second metric is 0.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Targets } from './targets.ts';

export type ObjectiveResult = {
  /** Gradient of the loss with respect to the logits, B × N. */
  readonly gradient: Tensor2D;
  /** Two values: the loss, and the share of wrong classes' ln p that is clamped. */
  readonly metrics: Tensor1D;
};

type OwnTargets = Pick<Targets, 'labels' | 'right'>;

export interface ObjectiveKernels {
  /** −Σ_i a_i (1 − p_{y_i})^γ ln p_{y_i} (Lin et al. 2017), γ ≥ 0. */
  focal(logits: Tensor2D, targets: OwnTargets, focusing: number): ObjectiveResult;
  /** Logits with a value a class added to each row. */
  adjusted(logits: Tensor2D, adjustments: Tensor1D): Tensor2D;
  /**
   * Σ_l q_l ℓ_l with ℓ_l = −Σ_{i: y_i = l} a_i ln p_l, after q has become q_l e^{η ℓ_l} over their
   * sum (Sagawa et al. 2020). With a_i = 1 over the images of the class in the whole batch, ℓ_l is
   * the class's mean loss; a class without any has 0. The q returned may be the tensor given,
   * changed in place.
   */
  robust(
    logits: Tensor2D,
    targets: OwnTargets,
    classWeights: Tensor1D,
    rate: number,
  ): ObjectiveResult & { readonly classWeights: Tensor1D };
  /**
   * −Σ_i a_i Σ_l c_l ln P_l(y_i), where P_l(y) is the sum of p over the classes of y's group at level
   * l; the last of L + 1 values c is that of the class itself.
   */
  hierarchical(
    logits: Tensor2D,
    targets: OwnTargets,
    groups: Tensor2D,
    coefficients: readonly number[],
  ): ObjectiveResult;
  /**
   * −Σ_i a_i Σ_k t(y_i, k) ln p_k, where t(y, k) is entry (y, m) of `shares`, N × (L + 2), with m the
   * number of levels at which y and k share a group, and L + 1 where k is y.
   */
  softLabelled(
    logits: Tensor2D,
    targets: OwnTargets,
    groups: Tensor2D,
    shares: Tensor2D,
  ): ObjectiveResult;
}

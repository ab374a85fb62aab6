/**
 * What the level-wise mixture needs of a device beside the layers. Level 0 is the coarsest, the last
 * is the classes. Symbols as in the paper: z^l the softmax of level l, Ψ its assignment (N_l × N),
 * Ω its counts (N_l × N), θ the levels' weights, z = Σ_l θ_l z^l Ψ^l.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Targets } from './targets.ts';

/** Stands for ln 0: no device need have infinities. */
export const logOfZero = -1e30;

/** A batch's mixture, level after level. */
export interface MixtureInputs {
  /** Logits s, B × N_l. */
  readonly logits: readonly Tensor2D[];
  /** Ψ, N_l × N; null stands for the identity of the classes. */
  readonly assignments: readonly (Tensor2D | null)[];
  /** θ. */
  readonly levelWeights: Tensor1D;
}

export interface MixtureResult {
  /** Gradient of the loss with respect to the logits of each level, B × N_l. */
  readonly gradients: readonly Tensor2D[];
  /** The loss, then the mean share r_l of each level, weighted as the loss is. */
  readonly metrics: Tensor1D;
}

/** How Ψ follows from Ω; see `AssignmentRule` in engine.ts. */
export interface DeviceRule {
  /** β_y, N values. */
  readonly beta: Tensor1D;
  /** β_0 = Σ_y β_y. */
  readonly betaSum: number;
  /** A tensor holds the group of each class. */
  readonly keep: 'all' | 'largest' | Tensor1D;
}

/** What drawing the groups of a batch at one level takes. */
export interface GroupDraw {
  /** Class of each image. */
  readonly labels: Int32Array;
  /** Group that each image is in. */
  readonly groups: Int32Array;
  /** A uniform draw in [0, 1) for each image. */
  readonly uniforms: Float32Array;
  /** 1 where the image may change its group. */
  readonly free: Uint8Array;
}

/** What the least values m of L level weights leave to be shared out: 1 − L·m. */
export function freeShare(levels: number, minimum: number): number {
  return Math.max(0, 1 - levels * minimum);
}

export interface MixtureKernels {
  /** x and the values of a host array of as many, added. */
  offset(x: Tensor2D, values: Float32Array): Tensor2D;
  /** θ_l = m + (1 − L·m)·p_l, where p is the softmax of L free parameters (ours). */
  levelWeights(free: Tensor1D, minimum: number): Tensor1D;
  /** Gradient of the loss by the free parameters of θ, from the metrics of {@link mixture}. */
  levelWeightsGradient(free: Tensor1D, metrics: Tensor1D, minimum: number): Tensor1D;
  /**
   * Loss Σ_i −a_i ln z_{y_i} with the factors a of the targets (`right`), and its gradients, in log
   * space without a floor (Eq. 1, 12): with a_l = lse_t(s_t + ln Ψ_ty) − lse_t(s_t), the loss is
   * −lse_l(ln θ_l + a_l), its gradient r_l (z_t − q_t), r_l = θ_l e^{a_l} / z_y and
   * q_t = z_t Ψ_ty / e^{a_l}. A batch that weighs nothing has shares of 0.
   */
  mixture(mixture: MixtureInputs, targets: Targets): MixtureResult;
  /** z, B × N. */
  mixtureProbabilities(mixture: MixtureInputs): Tensor2D;
  /** Ψ_ty = (Ω_ty + β_y) / (Σ_y Ω_ty + β_0) (Eq. 6), with what is kept of it rescaled. */
  assignment(counts: Tensor2D, rule: DeviceRule): Tensor2D;
  /**
   * Draws each free image's group with probability ∝ (Ω_ty + β_y) / (Σ_y Ω_ty + β_0) · z_t, its own
   * count taken out (Eq. 4), and counts it there. Where no group is possible the image stays. The
   * counts returned may be the tensor given, changed in place.
   */
  sampleGroups(
    logits: Tensor2D,
    counts: Tensor2D,
    rule: Pick<DeviceRule, 'beta' | 'betaSum'>,
    draw: GroupDraw,
  ): { readonly groups: Tensor1D; readonly counts: Tensor2D };
}

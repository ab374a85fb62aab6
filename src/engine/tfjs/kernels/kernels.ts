/**
 * What the networks and optimisers need of a device: forward passes, their gradients, the objective
 * and the optimisers' updates. `composed` builds all of it from stock TensorFlow.js operations and
 * runs anywhere; a device may replace single functions by faster ones.
 *
 * Every function returns new tensors, which the caller frees, and reads its arguments only, unless
 * it says otherwise. Images are batch × height × width × channels. Windows are square and lie as
 * spec/networks/windows.ts has it: padding is the same on all sides, as PyTorch's (stock `same`
 * padding differs for stride 2). Layers ask for any window; a device may have kernels of its own for
 * those that most networks have (windows.ts here), and leave the others to `composed`.
 */

import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { log } from '../../../lib/transcendental/log.ts';
import type { PoolWindow, Steps, Window } from '../../../spec/networks/windows.ts';
import type { DropoutKey } from './dropoutMask.ts';
import type { JointKernels } from './jointKernels.ts';
import type { MixtureKernels } from './mixtureKernels.ts';
import type { ObjectiveKernels, ObjectiveResult } from './objectiveKernels.ts';
import type { ScalingKernels } from './scalingKernels.ts';
import type { Targets } from './targets.ts';

export type Shape4D = [number, number, number, number];

/** ln p of wrong classes counts as at least this (docs/methods.md: the clamp of Eq. 3). */
export const logFloor = log(1e-7);

/** Batch norm's parameters, one value a channel each. */
export interface NormParameters {
  readonly scale: Tensor1D;
  readonly offset: Tensor1D;
}

/** Mean and biased variance, one value a channel each. */
export interface NormStatistics {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/** Of a batch, and averaged over batches. */
export interface Moments {
  readonly batch: NormStatistics;
  readonly running: NormStatistics;
}

/** A parameter in an optimiser's step. */
interface Update {
  readonly value: Tensor;
  readonly gradient: Tensor;
  readonly weightDecay: number;
}

export interface SgdUpdate extends Update {
  readonly velocity: Tensor | null;
}

export interface SgdSettings {
  readonly momentum: number;
  /** The learning rate, which differs from step to step: one value. */
  readonly rate: Float32Array;
  /** As {@link Unscaling}. */
  readonly factor?: Unscaling;
}

/**
 * What gradients of a scaled loss are multiplied by, on the device; where it is 0 nothing changes. Only
 * kernels of devices that ask for a scale are given one.
 */
export type Unscaling = Tensor1D;

export interface AdamUpdate extends Update {
  readonly mean: Tensor;
  readonly square: Tensor;
}

export interface Kernels extends MixtureKernels, JointKernels, ObjectiveKernels, ScalingKernels {
  /** x·W + b for x of B × inputs and W of inputs × units, then ReLU where asked for. */
  dense(x: Tensor2D, weights: Tensor2D, bias: Tensor1D, relu: boolean): Tensor2D;
  /** Gradient of the weights: xᵀ·dy. */
  denseWeightGradient(x: Tensor2D, dy: Tensor2D): Tensor2D;
  /** Gradient of the inputs: dy·Wᵀ. */
  denseInputGradient(dy: Tensor2D, weights: Tensor2D): Tensor2D;
  /** Sum of dy over every axis but the last: the gradient of a bias. */
  biasGradient(dy: Tensor): Tensor1D;
  /** max(x, 0), by itself. */
  relu<T extends Tensor>(x: T): T;
  /** dy where the ReLU's output y is above 0, else 0. */
  reluGradient<T extends Tensor>(dy: T, y: T): T;
  /**
   * 0 in place of a share `rate` of the values, the others divided by 1 − rate; which ones is
   * dropoutMask.ts' to say. Its gradient is itself, of dy, while the key is the same.
   */
  dropout<T extends Tensor>(x: T, rate: number, key: DropoutKey): T;

  /** Convolution by a filter of size × size × channels × outputs, then bias and ReLU where given. */
  convolution(
    x: Tensor4D,
    filter: Tensor4D,
    bias: Tensor1D | null,
    steps: Steps,
    relu: boolean,
  ): Tensor4D;
  /** Gradient of the filter. */
  convolutionFilterGradient(x: Tensor4D, dy: Tensor4D, window: Window): Tensor4D;
  /** Gradient of the images, which had the shape given. */
  convolutionInputGradient(dy: Tensor4D, filter: Tensor4D, shape: Shape4D, steps: Steps): Tensor4D;

  /** Maximum of each window. */
  maxPool(x: Tensor4D, window: PoolWindow): Tensor4D;
  /**
   * Σ dy of the windows whose first maximum (row by row) a pixel is; y is the pooled x. Windows may
   * overlap.
   */
  maxPoolGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, window: PoolWindow): Tensor4D;
  /**
   * Mean of each window: zeros of the padding count, what a partial window lacks beyond them does not
   * (PyTorch's `count_include_pad` and `ceil_mode`).
   */
  meanPool(x: Tensor4D, window: PoolWindow): Tensor4D;
  /** Gradient of the images, which had the shape given. */
  meanPoolGradient(dy: Tensor4D, shape: Shape4D, window: PoolWindow): Tensor4D;
  /** Mean over height and width: B × channels. */
  averagePool(x: Tensor4D): Tensor2D;
  averagePoolGradient(dy: Tensor2D, shape: Shape4D): Tensor4D;

  /**
   * Mean and biased variance of each channel over the batch, and the running averages that follow:
   * share·running + (1 − share)·batch, of the mean and of the unbiased variance (a channel of one
   * value has none: its biased one, 0, is taken). The running averages returned may be the tensors
   * given, changed in place.
   */
  moments(x: Tensor4D, running: NormStatistics, share: number): Moments;
  /** scale·(x − mean)/√(variance + 1e-5) + offset, then ReLU where asked for. */
  normalise(
    x: Tensor4D,
    statistics: NormStatistics,
    parameters: NormParameters,
    relu: boolean,
  ): Tensor4D;
  /**
   * Gradients of batch norm in training, where the statistics depend on x. `output` is what
   * {@link Kernels.normalise} gave where it ended in a ReLU, null where it did not.
   */
  normaliseGradient(
    dy: Tensor4D,
    x: Tensor4D,
    output: Tensor4D | null,
    statistics: NormStatistics,
    scale: Tensor1D,
  ): { readonly input: Tensor4D } & NormParameters;

  /** Every stride-th pixel, with channels of zeros appended up to `channels` (He et al., option A). */
  shortcut(x: Tensor4D, channels: number, stride: number): Tensor4D;
  shortcutGradient(dy: Tensor4D, x: Tensor4D, stride: number): Tensor4D;
  /** The channels of a, then those of b. */
  concatenate(a: Tensor4D, b: Tensor4D): Tensor4D;
  /** So many channels from the first on. */
  channels(x: Tensor4D, first: number, count: number): Tensor4D;
  /** max(a + b, 0). */
  addRelu(a: Tensor4D, b: Tensor4D): Tensor4D;
  add<T extends Tensor>(a: T, b: T): T;

  /** Loss of B × N logits and its gradient, by log-softmax. */
  objective(logits: Tensor2D, targets: Targets): ObjectiveResult;
  softmax(logits: Tensor2D): Tensor2D;

  /**
   * SGD as PyTorch has it: g ← g + decay·w, v ← momentum·v + g, w ← w − rate·v; without velocity
   * v is g. What it returns, in the updates' order, may be the tensors given, changed in place.
   */
  sgd(
    updates: readonly SgdUpdate[],
    settings: SgdSettings,
  ): readonly { readonly value: Tensor; readonly velocity: Tensor | null }[];
  /**
   * Adam (Kingma and Ba 2015) with β 0.9 and 0.999, ε 1e-8, decay added to the gradient. `factors`
   * has two values an update, which differ from step to step: the learning rate over 1 − β1^t, and
   * 1 over the root of 1 − β2^t. What it returns may be the tensors given, changed in place.
   */
  adam(
    updates: readonly AdamUpdate[],
    factors: Float32Array,
    factor?: Unscaling,
  ): readonly { readonly value: Tensor; readonly mean: Tensor; readonly square: Tensor }[];
}

/** Adam's constants. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

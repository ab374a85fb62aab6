/**
 * The layers that networks are made of, as descriptions: no tensors, no arithmetic. A kind of
 * network lists them once (`layersOf`); every layer's shape, its parameters and multiply-adds, the
 * trainer's network, the bench's twins and the page's table follow from the list.
 *
 * Layers say what they put out; what arrives follows from the layer before, see placedLayers.ts.
 * Filters, windows and strides are the same along rows and columns.
 */

import type { PoolWindow, Window } from './windows.ts';

/** How a parameter starts: every value the same, or drawn from N(0, deviation²). */
export type Distribution = { readonly constant: number } | { readonly deviation: number };

interface Named {
  /** Unique in its network. Parameters are called after it: `stem/conv` has a `stem/conv/filter`. */
  readonly name: string;
}

/** Cross-correlation with a filter for each output channel. */
export interface Convolution extends Named, Window {
  readonly kind: 'convolution';
  /** Channels that it puts out. */
  readonly outputs: number;
  /** Channels are cut into so many groups that do not see each other; both ends divide by it. */
  readonly groups: number;
  readonly bias: boolean;
  /** Of the filter at first; a bias starts at 0. */
  readonly initial: Distribution;
}

/** Batch norm of images (Ioffe and Szegedy 2015): a scale and an offset a channel. */
export interface Norm extends Named {
  readonly kind: 'norm';
}

/** Added to the variance of a batch norm before its root is taken, as in PyTorch. */
export const normEpsilon = 1e-5;

/** max(x, 0), value by value. */
export interface Relu extends Named {
  readonly kind: 'relu';
}

/** Maximum or mean of each window; zeros around the image count in a mean. */
export interface Pooling extends Named, PoolWindow {
  readonly kind: 'pooling';
  readonly of: 'maximum' | 'mean';
}

/** Mean of each channel over the whole image. */
export interface GlobalMean extends Named {
  readonly kind: 'globalMean';
}

/** Images as rows: height · width · channels features. */
export interface Flatten extends Named {
  readonly kind: 'flatten';
}

/** Fully connected, with bias. */
export interface Dense extends Named {
  readonly kind: 'dense';
  readonly units: number;
  /** Of the weights at first; biases start at 0. */
  readonly initial: Distribution;
}

/** While training, sets each value to 0 at this rate and scales the others up. */
export interface Dropout extends Named {
  readonly kind: 'dropout';
  readonly rate: number;
}

/** Every `stride`-th pixel, with channels of zeros appended (He et al. 2016, option A). */
export interface PaddedShortcut extends Named {
  readonly kind: 'paddedShortcut';
  readonly outputs: number;
  readonly stride: number;
}

/** Layers beside each other on the same input; none of them is the identity. */
interface Branched extends Named {
  readonly branches: readonly LayerList[];
}

/** Sum of what its branches put out. */
export interface Add extends Branched {
  readonly kind: 'add';
}

/** What its branches put out, channel after channel. */
export interface Concatenate extends Branched {
  readonly kind: 'concatenate';
}

/** A layer that others pass through one by one. */
export type SimpleLayer =
  | Convolution
  | Norm
  | Relu
  | Pooling
  | GlobalMean
  | Flatten
  | Dense
  | Dropout
  | PaddedShortcut;

/** A layer that joins branches. */
export type Join = Add | Concatenate;

export type LayerDescription = SimpleLayer | Join;

/** One after another. */
export type LayerList = readonly LayerDescription[];

/**
 * A convolution that keeps the image's size at stride 1, unless another padding is given. Filters
 * start as He et al. 2015 have it, by fan-out: variance 2 / (size² · outputs / groups).
 */
export function convolution(
  name: string,
  outputs: number,
  {
    size = 3,
    stride = 1,
    padding = (size - 1) / 2,
    groups = 1,
    bias = false,
  }: Partial<Pick<Convolution, 'size' | 'stride' | 'padding' | 'groups' | 'bias'>> = {},
): Convolution {
  const initial = { deviation: Math.sqrt(2 / ((size * size * outputs) / groups)) };
  return { kind: 'convolution', name, outputs, size, stride, padding, groups, bias, initial };
}

export function norm(name: string): Norm {
  return { kind: 'norm', name };
}

export function relu(name: string): Relu {
  return { kind: 'relu', name };
}

type PoolingWindow = Partial<Omit<Pooling, 'kind' | 'name' | 'of'>>;

/** Max-pooling, by 2 × 2 with stride 2, keeping a partial window at the far edge, unless told. */
export function maxPool(name: string, window: PoolingWindow = {}): Pooling {
  const usual = { size: 2, stride: 2, padding: 0, keepsPartial: true };
  return { kind: 'pooling', of: 'maximum', name, ...usual, ...window };
}

/** Mean of 2 × 2 pixels with stride 2; a partial window at the far edge is left out. */
export function meanPool(name: string): Pooling {
  const window = { size: 2, stride: 2, padding: 0, keepsPartial: false };
  return { kind: 'pooling', of: 'mean', name, ...window };
}

export function globalMean(name: string): GlobalMean {
  return { kind: 'globalMean', name };
}

export function flatten(name: string): Flatten {
  return { kind: 'flatten', name };
}

/** @param deviation standard deviation of the weights at first. */
export function dense(name: string, units: number, deviation: number): Dense {
  return { kind: 'dense', name, units, initial: { deviation } };
}

/** @param rate share of the values set to 0 while training, in [0, 1). */
export function dropout(name: string, rate: number): Dropout {
  return { kind: 'dropout', name, rate };
}

export function add(name: string, ...branches: readonly LayerList[]): Add {
  return { kind: 'add', name, branches };
}

export function concatenate(name: string, ...branches: readonly LayerList[]): Concatenate {
  return { kind: 'concatenate', name, branches };
}

export function paddedShortcut(name: string, outputs: number, stride: number): PaddedShortcut {
  return { kind: 'paddedShortcut', name, outputs, stride };
}

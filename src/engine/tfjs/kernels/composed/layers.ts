/** Layers without windows and their gradients from stock TensorFlow.js operations. */
import {
  AvgPoolGrad,
  add as addTensors,
  avgPool,
  concat,
  fused,
  matMul,
  mul,
  pad,
  relu as reluOf,
  slice,
  step,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { runKernel } from './runKernel.ts';

/** Windows of one pixel, a stride apart. */
const pixels = (stride: number) => ({ filterSize: 1, strides: stride, pad: 'valid' }) as const;

function shortcut(x: Tensor4D, channels: number, stride: number): Tensor4D {
  const missing = channels - x.shape[3];
  const { filterSize, strides, pad: none } = pixels(stride);
  return tidy(() => {
    const kept = avgPool(x, filterSize, strides, none);
    return pad(kept, [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, missing],
    ]);
  });
}

function shortcutGradient(dy: Tensor4D, x: Tensor4D, stride: number): Tensor4D {
  const [batch, height, width] = dy.shape;
  return tidy(() => {
    const kept = slice(dy, [0, 0, 0, 0], [batch, height, width, x.shape[3]]);
    return runKernel(AvgPoolGrad, { dy: kept, input: x }, pixels(stride));
  });
}

export const composedLayers = {
  dense: (x, weights, bias, relu) =>
    fused.matMul({ a: x, b: weights, bias, activation: relu ? 'relu' : 'linear' }) as Tensor2D,
  denseWeightGradient: (x, dy) => matMul(x, dy, true, false),
  denseInputGradient: (dy, weights) => matMul(dy, weights, false, true),
  biasGradient: (dy) =>
    sum(
      dy,
      dy.shape.slice(0, -1).map((_, axis) => axis),
    ) as Tensor1D,
  relu: <T extends Tensor>(x: T) => reluOf<T>(x),
  reluGradient: <T extends Tensor>(dy: T, y: T) => tidy(() => mul<T>(dy, step(y))),

  shortcut,
  shortcutGradient,
  concatenate: (a, b) => concat([a, b], 3),
  channels: (x, first, count) => {
    const [batch, height, width] = x.shape;
    return slice(x, [0, 0, 0, first], [batch, height, width, count]);
  },
  addRelu: (a, b) => tidy(() => reluOf(addTensors(a, b) as Tensor4D)),
  add: <T extends Tensor>(a: T, b: T) => addTensors<T>(a, b),
} satisfies Partial<Kernels>;

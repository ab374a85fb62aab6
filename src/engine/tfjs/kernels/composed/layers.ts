/** Layers and their gradients from stock TensorFlow.js operations. */
import {
  AvgPoolGrad,
  add as addTensors,
  avgPool,
  broadcastTo,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  engine,
  fused,
  type KernelConfig,
  MaxPoolGrad,
  matMul,
  maxPool as maxPoolOf,
  mean,
  mul,
  pad,
  relu as reluOf,
  reshape,
  slice,
  step,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { convolutionAttributes } from '../convolutionAttributes.ts';
import type { Kernels, Shape4D, Stride } from '../kernels.ts';

type Inputs = Readonly<Record<string, Tensor>>;
type Attributes = NonNullable<Parameters<KernelConfig['kernelFunc']>[0]['attrs']>;

/** Runs a kernel that TensorFlow.js keeps to itself: the gradients of its layers. */
function run(name: string, inputs: Inputs, attributes: Attributes): Tensor4D {
  return engine().runKernel(name, { ...inputs }, attributes) as Tensor4D;
}

const window = { filterSize: 2, strides: 2, pad: 'same' } as const;
const everySecond = { filterSize: 1, strides: 2, pad: 'valid' } as const;

function convolution(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  stride: Stride,
  relu: boolean,
): Tensor4D {
  if (bias === null && !relu) return conv2d(x, filter, stride, 1);
  const activation = relu ? 'relu' : 'linear';
  const options = { x, filter, strides: stride, pad: 1, activation } as const;
  return fused.conv2d(bias === null ? options : { ...options, bias });
}

function averagePoolGradient(dy: Tensor2D, shape: Shape4D): Tensor4D {
  const [batch, height, width, channels] = shape;
  return tidy(() => {
    const share = mul(dy, 1 / (height * width));
    return broadcastTo(reshape(share, [batch, 1, 1, channels]), shape);
  });
}

function shortcut(x: Tensor4D, channels: number): Tensor4D {
  const missing = channels - x.shape[3];
  return tidy(() => {
    const kept = avgPool(x, everySecond.filterSize, everySecond.strides, everySecond.pad);
    return pad(kept, [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, missing],
    ]);
  });
}

function shortcutGradient(dy: Tensor4D, x: Tensor4D): Tensor4D {
  const [batch, height, width] = dy.shape;
  return tidy(() => {
    const kept = slice(dy, [0, 0, 0, 0], [batch, height, width, x.shape[3]]);
    return run(AvgPoolGrad, { dy: kept, input: x }, everySecond);
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
  reluGradient: <T extends Tensor>(dy: T, y: T) => tidy(() => mul<T>(dy, step(y))),

  convolution,
  convolutionFilterGradient: (x, dy, stride) =>
    run(
      Conv2DBackpropFilter,
      { x, dy },
      { ...convolutionAttributes(stride), filterShape: [3, 3, x.shape[3], dy.shape[3]] },
    ),
  convolutionInputGradient: (dy, filter, shape, stride) =>
    run(
      Conv2DBackpropInput,
      { dy, filter },
      { ...convolutionAttributes(stride), inputShape: shape },
    ),

  maxPool: (x) => maxPoolOf(x, window.filterSize, window.strides, window.pad),
  maxPoolGradient: (dy, x, y) => run(MaxPoolGrad, { dy, input: x, output: y }, window),
  averagePool: (x) => mean(x, [1, 2]) as Tensor2D,
  averagePoolGradient,

  shortcut,
  shortcutGradient,
  addRelu: (a, b) => tidy(() => reluOf(addTensors(a, b) as Tensor4D)),
  add: <T extends Tensor>(a: T, b: T) => addTensors<T>(a, b),
} satisfies Partial<Kernels>;

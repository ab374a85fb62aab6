/** Layers and their gradients, in the smallest shapes that take all of their ways. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow, Window } from '../../../../spec/networks/windows.ts';
import { layerBits } from '../dropoutMask.ts';
import type { Shape4D } from '../kernels.ts';
import { convolvedShape, pooledShape } from '../windows.ts';
import { randomValues } from './sampleValues.ts';
import type { SelfTestCase } from './selfTestCase.ts';

function convolutionCase(x: Shape4D, outputs: number, window: Window): SelfTestCase {
  const filter: Shape4D = [window.size, window.size, x[3], outputs];
  return {
    inputs: [
      randomValues('x', ...x),
      randomValues('filter', ...filter),
      randomValues('bias', outputs),
      randomValues('dy', ...convolvedShape(x, filter, window)),
    ],
    compute: (kernels, images: Tensor4D, taps: Tensor4D, bias: Tensor1D, dy: Tensor4D) => [
      kernels.convolution(images, taps, null, window, false),
      kernels.convolution(images, taps, bias, window, true),
      kernels.convolutionInputGradient(dy, taps, x, window),
      kernels.convolutionFilterGradient(images, dy, window),
    ],
  };
}

/** Gradients by a pooled value that is handed over, so that each kernel answers for itself. */
function poolingCase(x: Shape4D, window: PoolWindow): SelfTestCase {
  return {
    inputs: [randomValues('x', ...x), randomValues('dy', ...pooledShape(x, window))],
    compute: (kernels, images: Tensor4D, dy: Tensor4D) => {
      const y = kernels.maxPool(images, window);
      return [
        y,
        kernels.maxPoolGradient(dy, images, y, window),
        kernels.meanPool(images, window),
        kernels.meanPoolGradient(dy, x, window),
      ];
    },
  };
}

function denseCase(batch: number, inputs: number, units: number): SelfTestCase {
  return {
    inputs: [
      randomValues('x', batch, inputs),
      randomValues('weights', inputs, units),
      randomValues('bias', units),
      randomValues('dy', batch, units),
    ],
    compute: (kernels, x: Tensor2D, weights: Tensor2D, bias: Tensor1D, dy: Tensor2D) => [
      kernels.dense(x, weights, bias, true),
      kernels.dense(x, weights, bias, false),
      kernels.denseWeightGradient(x, dy),
      kernels.denseInputGradient(dy, weights),
    ],
  };
}

function biasCase(...shape: readonly number[]): SelfTestCase {
  return {
    inputs: [randomValues('dy', ...shape)],
    compute: (kernels, dy: Tensor) => [kernels.biasGradient(dy)],
  };
}

function normCase(shape: Shape4D, relu: boolean): SelfTestCase {
  const channels = shape[3];
  const names = ['scale', 'offset', 'mean', 'variance'];
  return {
    inputs: [
      randomValues('x', ...shape),
      randomValues('dy', ...shape),
      ...names.map((name) => randomValues(name, channels)),
    ],
    compute: (
      kernels,
      x: Tensor4D,
      dy: Tensor4D,
      scale: Tensor1D,
      offset: Tensor1D,
      mean: Tensor1D,
      variance: Tensor1D,
    ) => {
      const { batch, running } = kernels.moments(x, { mean, variance }, 0.9);
      const y = kernels.normalise(x, batch, { scale, offset }, relu);
      const back = kernels.normaliseGradient(dy, x, relu ? y : null, batch, scale);
      const statistics = [batch.mean, batch.variance, running.mean, running.variance];
      return [...statistics, y, back.input, back.scale, back.offset];
    },
  };
}

function meanCase(shape: Shape4D): SelfTestCase {
  return {
    inputs: [randomValues('x', ...shape), randomValues('dy', shape[0], shape[3])],
    compute: (kernels, x: Tensor4D, dy: Tensor2D) => [
      kernels.averagePool(x),
      kernels.averagePoolGradient(dy, shape),
    ],
  };
}

function shortcutCase([images, side, , channels]: Shape4D): SelfTestCase {
  const half = Math.ceil(side / 2);
  return {
    inputs: [
      randomValues('x', images, side, side, channels),
      randomValues('dy', images, half, half, 2 * channels),
    ],
    compute: (kernels, x: Tensor4D, dy: Tensor4D) => [
      kernels.shortcut(x, 2 * channels, 2),
      kernels.shortcutGradient(dy, x, 2),
    ],
  };
}

function elementCase(...shape: Shape4D): SelfTestCase {
  const key = { layer: layerBits(3_000_000_007), step: Float32Array.of(12_345) };
  return {
    inputs: [randomValues('a', ...shape), randomValues('b', ...shape)],
    compute: (kernels, a: Tensor4D, b: Tensor4D) => [
      kernels.add(a, b),
      kernels.addRelu(a, b),
      kernels.relu(a),
      kernels.reluGradient(a, b),
      kernels.dropout(a, 0.3, key),
    ],
  };
}

function branchCase([images, height, width, first]: Shape4D, second: number): SelfTestCase {
  const sides = [images, height, width] as const;
  const joined = randomValues('joined', ...sides, first + second);
  return {
    inputs: [randomValues('a', ...sides, first), randomValues('b', ...sides, second), joined],
    compute: (kernels, a: Tensor4D, b: Tensor4D, x: Tensor4D) => [
      kernels.concatenate(a, b),
      kernels.channels(x, first, second),
    ],
  };
}

const three = (stride: number): Window => ({ size: 3, stride, padding: 1 });
const halving: PoolWindow = { size: 2, stride: 2, padding: 0, keepsPartial: true };
const overlapping: PoolWindow = { size: 3, stride: 2, padding: 1, keepsPartial: false };

/**
 * Channels that come in fours and such as do not, windows at an image's edge, and sums that are cut
 * into parts: those of products (70 terms), of columns and of batch norm (1058 rows).
 */
export const layerCases: readonly SelfTestCase[] = [
  convolutionCase([2, 5, 7, 3], 5, three(1)),
  convolutionCase([2, 7, 6, 4], 8, three(2)),
  convolutionCase([2, 4, 3, 3], 5, { size: 1, stride: 1, padding: 0 }),
  convolutionCase([2, 5, 4, 8], 4, { size: 1, stride: 2, padding: 0 }),
  convolutionCase([1, 7, 6, 4], 4, { size: 5, stride: 1, padding: 2 }),
  convolutionCase([1, 9, 9, 3], 4, { size: 7, stride: 2, padding: 3 }),
  poolingCase([2, 5, 4, 3], halving),
  poolingCase([2, 4, 6, 4], halving),
  poolingCase([2, 7, 6, 3], overlapping),
  poolingCase([1, 7, 6, 4], overlapping),
  denseCase(5, 70, 7),
  denseCase(6, 12, 8),
  biasCase(6, 7),
  biasCase(2, 18, 18, 32),
  normCase([2, 3, 3, 3], true),
  normCase([2, 23, 23, 4], false),
  meanCase([2, 3, 3, 3]),
  meanCase([2, 3, 2, 4]),
  shortcutCase([2, 5, 5, 3]),
  elementCase(3, 5, 5, 3),
  elementCase(2, 2, 3, 4),
  branchCase([2, 3, 2, 3], 5),
  branchCase([2, 3, 2, 4], 8),
];

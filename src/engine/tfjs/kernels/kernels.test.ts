/** Every kernel on every device against its slow twin. */
import {
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  zeros,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PoolWindow, Window } from '../../../spec/networks/windows.ts';
import type { Backend } from '../backends/backend.ts';
import { adamFactors } from '../optimisers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import * as naive from '../testing/naive.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import { expectClose, expectDerivatives, valuesOf } from '../testing/values.ts';
import { fillDropoutMask, layerBits } from './dropoutMask.ts';
import type { Kernels, Shape4D } from './kernels.ts';
import { randomValues, type Values } from './selfTest/sampleValues.ts';
import type { Targets } from './targets.ts';

const { dot, exact } = naive;

type ConvolutionCase = Window & { readonly x: Shape4D; readonly outputs: number };

const three = (x: Shape4D, outputs: number, stride: number): ConvolutionCase => {
  return { x, outputs, size: 3, stride, padding: 1 };
};

const convolutions: readonly ConvolutionCase[] = [
  three([1, 1, 1, 1], 1, 1),
  three([1, 5, 7, 3], 4, 1),
  three([2, 5, 7, 3], 4, 2),
  three([3, 6, 4, 8], 5, 2),
  three([2, 2, 1, 2], 9, 2),
  three([3, 6, 5, 6], 4, 1),
  three([2, 9, 7, 5], 38, 1),
  three([2, 9, 8, 17], 21, 2),
  three([1, 1, 40, 3], 16, 2),
  { x: [1, 1, 1, 1], outputs: 1, size: 1, stride: 1, padding: 0 },
  { x: [2, 3, 5, 3], outputs: 4, size: 1, stride: 1, padding: 0 },
  { x: [2, 9, 7, 12], outputs: 20, size: 1, stride: 1, padding: 0 },
  { x: [3, 5, 4, 6], outputs: 5, size: 1, stride: 2, padding: 0 },
  { x: [2, 4, 6, 8], outputs: 12, size: 1, stride: 2, padding: 0 },
  { x: [2, 5, 6, 3], outputs: 4, size: 3, stride: 1, padding: 0 },
  { x: [2, 7, 6, 4], outputs: 3, size: 3, stride: 4, padding: 2 },
  { x: [2, 6, 5, 3], outputs: 4, size: 5, stride: 1, padding: 2 },
  { x: [1, 8, 9, 4], outputs: 8, size: 5, stride: 2, padding: 1 },
  { x: [2, 11, 10, 5], outputs: 6, size: 5, stride: 3, padding: 2 },
  { x: [1, 12, 13, 2], outputs: 4, size: 7, stride: 3, padding: 3 },
  { x: [1, 12, 11, 3], outputs: 5, size: 7, stride: 2, padding: 3 },
  { x: [2, 4, 3, 2], outputs: 3, size: 7, stride: 1, padding: 3 },
  { x: [1, 19, 16, 3], outputs: 8, size: 11, stride: 4, padding: 2 },
  { x: [1, 3, 2, 1], outputs: 1, size: 11, stride: 4, padding: 5 },
];

type PoolCase = PoolWindow & { readonly x: Shape4D };

/** Windows that overlap, that touch, that leave pixels out, with and without zeros around. */
const windows: readonly PoolCase[] = [
  { x: [2, 7, 8, 4], size: 3, stride: 2, padding: 1, keepsPartial: false },
  { x: [2, 7, 8, 3], size: 3, stride: 2, padding: 0, keepsPartial: false },
  { x: [1, 8, 6, 8], size: 3, stride: 2, padding: 0, keepsPartial: true },
  { x: [1, 6, 8, 5], size: 3, stride: 2, padding: 1, keepsPartial: true },
  { x: [2, 5, 7, 6], size: 2, stride: 2, padding: 0, keepsPartial: false },
  { x: [2, 5, 7, 6], size: 2, stride: 2, padding: 0, keepsPartial: true },
  { x: [2, 4, 6, 5], size: 2, stride: 2, padding: 0, keepsPartial: false },
  { x: [2, 2, 2, 1], size: 2, stride: 2, padding: 0, keepsPartial: false },
  { x: [1, 6, 5, 12], size: 3, stride: 1, padding: 1, keepsPartial: false },
  { x: [1, 8, 7, 2], size: 2, stride: 3, padding: 0, keepsPartial: true },
  { x: [1, 1, 1, 4], size: 3, stride: 2, padding: 1, keepsPartial: true },
  { x: [2, 7, 9, 5], size: 5, stride: 3, padding: 2, keepsPartial: false },
];

const halving: PoolWindow = { size: 2, stride: 2, padding: 0, keepsPartial: true };

const poolings: readonly [string, Values][] = [
  ['random values', randomValues('x', 2, 5, 7, 6)],
  ['one image', randomValues('x', 1, 4, 4, 1)],
  ['one pixel', randomValues('x', 1, 1, 1, 2)],
  ['negative values', mapped(randomValues('x', 2, 6, 5, 2), (value) => -1 - Math.abs(value))],
  ['equal values', mapped(randomValues('x', 1, 5, 4, 5), () => -0.5)],
  ['few different values', mapped(randomValues('x', 3, 6, 6, 8), Math.round)],
];

const labels = Int32Array.of(2, 0, 1, 2);
const right = Float32Array.of(0.5, 0, 0.2, 1.5);
const objectives: readonly [string, Targets, number][] = [
  ['likelihood', { labels, right, wrong: null }, 3],
  ['margin', { labels, right, wrong: Float32Array.of(0.3, 0, 2) }, 3],
  ['margin with clamped classes', { labels, right, wrong: Float32Array.of(0.3, 1, 2) }, 40],
];

describeOnDevices('kernels', (kind) => {
  let backend: Backend;
  let kernels: Kernels;
  beforeAll(async () => {
    backend = await startForTest(kind);
    kernels = backend.kernels;
  });
  afterAll(() => backend?.dispose());

  const onDevice = <Inputs extends Tensor[]>(
    inputs: { readonly [Index in keyof Inputs]: Values },
    compute: (...tensors: Inputs) => Tensor[],
  ) => runOnDevice(backend, inputs, compute);

  it.each([
    [1, 3, 2],
    [5, 17, 9],
    [9, 30, 21],
  ])('dense layer of %i × %i → %i', async (batch, inputs, units) => {
    const x = randomValues('x', batch, inputs);
    const weights = randomValues('weights', inputs, units);
    const bias = randomValues('bias', units);
    const dy = randomValues('dy', batch, units);
    const [y, dx, dWeights, dBias] = await onDevice<[Tensor2D, Tensor2D, Tensor1D, Tensor2D]>(
      [x, weights, bias, dy],
      (images, matrix, row, upstream) => {
        const output = kernels.dense(images, matrix, row, true);
        const before = kernels.reluGradient(upstream, output);
        return [
          output,
          kernels.denseInputGradient(before, matrix),
          kernels.denseWeightGradient(images, before),
          kernels.biasGradient(before),
        ];
      },
    );
    const [X, W, B, D] = [x, weights, bias, dy].map(exact);
    expectClose(y, naive.relu(naive.dense(X, W, B)));
    expectDerivatives(dx, X, (moved) => dot(naive.relu(naive.dense(moved, W, B)), D));
    expectDerivatives(dWeights, W, (moved) => dot(naive.relu(naive.dense(X, moved, B)), D));
    expectDerivatives(dBias, B, (moved) => dot(naive.relu(naive.dense(X, W, moved)), D));
  });

  it.each(convolutions)('convolution: %j', async ({ x: shape, outputs, size, ...steps }) => {
    const x = randomValues('x', ...shape);
    const filter = randomValues('filter', size, size, shape[3], outputs);
    const bias = randomValues('bias', outputs);
    const expected = naive.convolution(exact(x), exact(filter), steps);
    const dy = randomValues('dy', ...expected.shape);
    const [y, fused, dx, dFilter] = await onDevice<[Tensor4D, Tensor4D, Tensor1D, Tensor4D]>(
      [x, filter, bias, dy],
      (images, taps, row, upstream) => [
        kernels.convolution(images, taps, null, steps, false),
        kernels.convolution(images, taps, row, steps, true),
        kernels.convolutionInputGradient(upstream, taps, shape, steps),
        kernels.convolutionFilterGradient(images, upstream, { ...steps, size }),
      ],
    );
    const [X, F, D] = [x, filter, dy].map(exact);
    expectClose(y, expected);
    const shifted = expected.values.map((value, index) => value + bias.values[index % outputs]);
    expectClose(fused, naive.relu({ shape: expected.shape, values: shifted }));
    expectDerivatives(dx, X, (moved) => dot(naive.convolution(moved, F, steps), D));
    expectDerivatives(dFilter, F, (moved) => dot(naive.convolution(X, moved, steps), D));
  });

  it.each([1, 4])('filter gradient of %i channels in several groups', async (channels) => {
    const [x, dy] = [randomValues('x', 7, 40, 41, channels), randomValues('dy', 7, 40, 41, 1)];
    const [found] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => [
      kernels.convolutionFilterGradient(images, upstream, { size: 3, stride: 1, padding: 1 }),
    ]);
    // The gradient is linear in the filter: its values follow from one unit filter each.
    for (const position of [0, 4 * channels, 9 * channels - 1]) {
      const unit = naive.build([3, 3, channels, 1], () => 0);
      unit.values[position] = 1;
      const expected = dot(naive.convolution(exact(x), unit, { stride: 1, padding: 1 }), exact(dy));
      expect(found.values[position]).toBeCloseTo(expected, 3);
    }
  });

  it.each(windows)('pooling: %j', async ({ x: shape, ...window }) => {
    const x = randomValues('x', ...shape);
    const expected = naive.maxPool(exact(x), window);
    const dy = randomValues('dy', ...expected.shape);
    const found = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => {
      const largest = kernels.maxPool(images, window);
      return [
        largest,
        kernels.maxPoolGradient(upstream, images, largest, window),
        kernels.meanPool(images, window),
        kernels.meanPoolGradient(upstream, shape, window),
      ];
    });
    expectClose(found[0], expected);
    expectClose(found[1], naive.maxPoolGradient(exact(dy), exact(x), window));
    expectClose(found[2], naive.meanPool(exact(x), window));
    expectDerivatives(found[3], exact(x), (moved) => dot(naive.meanPool(moved, window), exact(dy)));
  });

  it.each(windows)('pooling with several maxima: %j', async (pooling) => {
    const { x: shape, ...window } = pooling;
    const x = mapped(randomValues('x', ...shape), Math.round);
    const dy = randomValues('dy', ...naive.maxPool(exact(x), window).shape);
    const [dx] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => [
      kernels.maxPoolGradient(upstream, images, kernels.maxPool(images, window), window),
    ]);
    expectClose(dx, naive.maxPoolGradient(exact(dy), exact(x), window));
  });

  it.each([
    [1, 1],
    [3, 5],
    [4, 8],
    [8, 3],
  ])('channels put side by side, %i and %i, and taken apart', async (first, second) => {
    const [a, b] = [randomValues('a', 2, 3, 4, first), randomValues('b', 2, 3, 4, second)];
    const found = await onDevice<[Tensor4D, Tensor4D]>([a, b], (left, right) => {
      const joined = kernels.concatenate(left, right);
      const parts = [kernels.channels(joined, 0, first), kernels.channels(joined, first, second)];
      return [joined, ...parts];
    });
    expectClose(found[0], naive.concatenate(exact(a), exact(b)));
    expect(found.slice(1)).toEqual([a, b]);
  });

  it.each(poolings)('max-pooling of %s', async (_name, x) => {
    const expected = naive.maxPool(exact(x), halving);
    const dy = randomValues('dy', ...expected.shape);
    const [y, dx] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => {
      const output = kernels.maxPool(images, halving);
      return [output, kernels.maxPoolGradient(upstream, images, output, halving)];
    });
    expectClose(y, expected);
    expectClose(dx, naive.maxPoolGradient(exact(dy), exact(x), halving));
  });

  it('average pooling', async () => {
    const [x, dy] = [randomValues('x', 3, 5, 2, 4), randomValues('dy', 3, 4)];
    const [y, dx] = await onDevice<[Tensor4D, Tensor2D]>([x, dy], (images, upstream) => [
      kernels.averagePool(images),
      kernels.averagePoolGradient(upstream, [3, 5, 2, 4]),
    ]);
    expectClose(y, naive.averagePool(exact(x)));
    expectDerivatives(dx, exact(x), (moved) => dot(naive.averagePool(moved), exact(dy)));
  });

  it.each([true, false])('batch norm, ReLU %s', async (hasRelu) => {
    const [x, dy] = [randomValues('x', 3, 5, 2, 6), randomValues('dy', 3, 5, 2, 6)];
    const [scale, offset] = [randomValues('scale', 6), randomValues('offset', 6)];
    const [y, dx, dScale, dOffset] = await onDevice<[Tensor4D, Tensor1D, Tensor1D, Tensor4D]>(
      [x, scale, offset, dy],
      (images, factor, shift, upstream) => {
        const running = { mean: nothing(6), variance: nothing(6) };
        const { batch } = kernels.moments(images, running, 0.9);
        const output = kernels.normalise(images, batch, { scale: factor, offset: shift }, hasRelu);
        const masked = hasRelu ? output : null;
        const back = kernels.normaliseGradient(upstream, images, masked, batch, factor);
        return [output, back.input, back.scale, back.offset];
      },
    );
    const [X, S, O, D] = [x, scale, offset, dy].map(exact);
    const layer = (...inputs: Parameters<typeof naive.batchNorm>) =>
      hasRelu ? naive.relu(naive.batchNorm(...inputs)) : naive.batchNorm(...inputs);
    expectClose(y, layer(X, S, O));
    expectDerivatives(dx, X, (moved) => dot(layer(moved, S, O), D));
    expectDerivatives(dScale, S, (moved) => dot(layer(X, moved, O), D));
    expectDerivatives(dOffset, O, (moved) => dot(layer(X, S, moved), D));
  });

  it('running statistics of batch norm: nine parts of the held ones, one of the batch’s', async () => {
    const x = valuesOf([2, 1, 1, 3], 1, 2, 3, 5, 2, -3);
    const [mean, variance] = [valuesOf([3], 1, -1, 0), valuesOf([3], 1, 1, 0.5)];
    const inputs = [x, mean, variance] as const;
    const found = await onDevice<[Tensor4D, Tensor1D, Tensor1D]>(inputs, (images, held, spread) => {
      const { batch, running } = kernels.moments(images, { mean: held, variance: spread }, 0.9);
      return [batch.mean, batch.variance, mul(running.mean, 1), mul(running.variance, 1)];
    });
    expectClose(found[0], valuesOf([3], 3, 2, 0));
    expectClose(found[1], valuesOf([3], 4, 0, 9));
    expectClose(found[2], valuesOf([3], 1.2, -0.7, 0));
    // The unbiased variance of two values is twice the biased one.
    expectClose(found[3], valuesOf([3], 1.7, 0.9, 2.25));
  });

  it.each([1, 2, 3])('residual shortcut of stride %i', async (stride) => {
    const x = randomValues('x', 2, 5, 4, 3);
    const expected = naive.shortcut(exact(x), 6, stride);
    const dy = randomValues('dy', ...expected.shape);
    const [y, dx] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => [
      kernels.shortcut(images, 6, stride),
      kernels.shortcutGradient(upstream, images, stride),
    ]);
    expectClose(y, expected);
    expectDerivatives(dx, exact(x), (moved) => dot(naive.shortcut(moved, 6, stride), exact(dy)));
  });

  it('ReLU by itself, which keeps NaN', async () => {
    const x = randomValues('x', 3, 2, 2, 7);
    const [y] = await onDevice<[Tensor4D]>([x], (images) => [kernels.relu(images)]);
    expectClose(y, naive.relu(exact(x)));
    const bad = mapped(x, () => NaN);
    const [kept] = await onDevice<[Tensor4D]>([bad], (images) => [kernels.relu(images)]);
    expect(kept.values.every(Number.isNaN)).toBe(true);
  });

  it.each([0, 0.2, 0.5, 0.9])('dropout at rate %d', async (rate) => {
    const x = mapped(randomValues('x', 5, 10, 10, 8), (value) => 2 + value);
    const [first, second] = [keyOf(7, 1), keyOf(7, 2)];
    const found = await onDevice<[Tensor4D]>([x], (images) => [
      kernels.dropout(images, rate, first),
      kernels.dropout(images, rate, first),
      kernels.dropout(images, rate, second),
      kernels.dropout(images, rate, keyOf(8, 1)),
    ]);
    const [y, again, next, other] = found.map(({ values }) => values);
    expect(again).toEqual(y);
    const mask = new Float32Array(x.values.length);
    fillDropoutMask(mask, x.shape[0], rate, first);
    expect(y).toEqual(x.values.map((value, index) => Math.fround(value * mask[index])));
    const dropped = (values: Float32Array) => values.filter((value) => value === 0).length;
    for (const values of [y, next, other]) {
      // Of 4,000 values: five standard deviations are at most 0.04.
      expect(Math.abs(dropped(values) / values.length - rate)).toBeLessThan(0.04);
    }
    if (rate > 0) for (const values of [next, other]) expect(values).not.toEqual(y);
  });

  it('sums', async () => {
    const [a, b] = [randomValues('a', 2, 3, 1, 5), randomValues('b', 2, 3, 1, 5)];
    const [sum, cut] = await onDevice<[Tensor4D, Tensor4D]>([a, b], (left, other) => [
      kernels.add(left, other),
      kernels.addRelu(left, other),
    ]);
    const expected = naive.build(
      a.shape,
      (...i) => naive.at(exact(a), ...i) + naive.at(exact(b), ...i),
    );
    expectClose(sum, expected);
    expectClose(cut, naive.relu(expected));
  });

  it.each(objectives)('objective: %s', async (_name, targets, spread) => {
    const logits = mapped(randomValues('logits', 4, 3), (value) => value * spread);
    const [metrics, gradient] = await onDevice<[Tensor2D]>([logits], (rows) => {
      const result = kernels.objective(rows, targets);
      return [result.metrics, result.gradient];
    });
    const { loss, clamped } = naive.objective(exact(logits), targets);
    expectClose(metrics, valuesOf([2], loss, targets.wrong === null ? 0 : clamped));
    expect(clamped > 0).toBe(spread === 40);
    expectDerivatives(gradient, exact(logits), (moved) => naive.objective(moved, targets).loss);
  });

  it('softmax of large logits', async () => {
    const logits = valuesOf([2, 3], 1000, 0, -1000, -500, -500, -500);
    const [found] = await onDevice<[Tensor2D]>([logits], (rows) => [kernels.softmax(rows)]);
    expectClose(found, valuesOf([2, 3], 1, 0, 0, 1 / 3, 1 / 3, 1 / 3));
  });

  describe('optimiser steps, by hand', () => {
    const value = valuesOf([2], 1, -2);
    const gradient = valuesOf([2], 0.5, 0.25);
    /** A copy: the kernels may return the very tensors that they were given. */
    const copy = (tensor: Tensor | null) => mul(tensor as Tensor, 1);

    it('plain SGD with weight decay: g + 0.5 w is 1, −0.75', async () => {
      const settings = { momentum: 0, rate: Float32Array.of(0.1) };
      const [found] = await onDevice<[Tensor, Tensor]>([value, gradient], (w, g) => {
        const update = { value: w, gradient: g, velocity: null, weightDecay: 0.5 };
        return [copy(kernels.sgd([update], settings)[0].value)];
      });
      expectClose(found, valuesOf([2], 0.9, -1.925));
    });

    it('SGD with momentum: v is 0.9 + g', async () => {
      const settings = { momentum: 0.9, rate: Float32Array.of(0.1) };
      const inputs = [value, gradient, valuesOf([2], 1, 1)] as const;
      const [w, v] = await onDevice<[Tensor, Tensor, Tensor]>(inputs, (...tensors) => {
        const [weights, gradient, velocity] = tensors;
        const update = { value: weights, gradient, velocity, weightDecay: 0 };
        const [next] = kernels.sgd([update], settings);
        return [copy(next.value), copy(next.velocity)];
      });
      expectClose(w, valuesOf([2], 0.86, -2.115));
      expectClose(v, valuesOf([2], 1.4, 1.15));
    });

    it('Adam: the first step is the learning rate against the gradient’s sign', async () => {
      const zeros = valuesOf([2], 0, 0);
      const inputs = [value, gradient, zeros, zeros] as const;
      const found = await onDevice<[Tensor, Tensor, Tensor, Tensor]>(inputs, (...tensors) => {
        const [weights, gradient, mean, square] = tensors;
        const update = { value: weights, gradient, mean, square, weightDecay: 0 };
        const [next] = kernels.adam([update], Float32Array.from(adamFactors(0.1, 1)));
        return [copy(next.value), copy(next.mean), copy(next.square)];
      });
      expectClose(found[0], valuesOf([2], 0.9, -2.1));
      expectClose(found[1], valuesOf([2], 0.05, 0.025));
      expectClose(found[2], valuesOf([2], 0.00025, 0.0000625));
    });

    it('Adam, second step with weight decay', async () => {
      const inputs = [value, gradient, valuesOf([2], 0.1, 0.1), valuesOf([2], 0.01, 0.01)] as const;
      const [w] = await onDevice<[Tensor, Tensor, Tensor, Tensor]>(inputs, (...tensors) => {
        const [weights, gradient, mean, square] = tensors;
        const update = { value: weights, gradient, mean, square, weightDecay: 0.5 };
        const [next] = kernels.adam([update], Float32Array.from(adamFactors(0.1, 2)));
        return [copy(next.value)];
      });
      const expected = [1, -2].map((weight, index) => {
        const pull = gradient.values[index] + 0.5 * weight;
        const mean = (0.9 * 0.1 + 0.1 * pull) / (1 - 0.9 ** 2);
        const square = (0.999 * 0.01 + 0.001 * pull ** 2) / (1 - 0.999 ** 2);
        return weight - (0.1 * mean) / (Math.sqrt(square) + 1e-8);
      });
      expectClose(w, valuesOf([2], ...expected));
    });
  });
});

const nothing = (size: number) => zeros<Tensor1D['rankType']>([size]);

function mapped({ shape, values }: Values, change: (value: number) => number): Values {
  return { shape, values: values.map((value) => change(value)) };
}

const keyOf = (layer: number, step: number) => ({
  layer: layerBits(layer),
  step: Float32Array.of(step),
});

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
import type { Backend } from '../backends/backend.ts';
import { adamFactors } from '../optimisers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import * as naive from '../testing/naive.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import {
  expectClose,
  expectDerivatives,
  randomValues,
  type Values,
  valuesOf,
} from '../testing/values.ts';
import type { Kernels, Shape4D, Stride } from './kernels.ts';
import type { Targets } from './targets.ts';

const { dot, exact } = naive;

const convolutions: readonly { x: Shape4D; outputs: number; stride: Stride }[] = [
  { x: [1, 1, 1, 1], outputs: 1, stride: 1 },
  { x: [1, 5, 7, 3], outputs: 4, stride: 1 },
  { x: [2, 5, 7, 3], outputs: 4, stride: 2 },
  { x: [3, 6, 4, 8], outputs: 5, stride: 2 },
  { x: [2, 2, 1, 2], outputs: 9, stride: 2 },
  { x: [3, 6, 5, 6], outputs: 4, stride: 1 },
  { x: [2, 9, 7, 5], outputs: 38, stride: 1 },
  { x: [2, 9, 8, 17], outputs: 21, stride: 2 },
  { x: [1, 1, 40, 3], outputs: 16, stride: 2 },
];

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

  it.each(convolutions)('convolution of $x → $outputs, stride $stride', async (options) => {
    const { x: shape, outputs, stride } = options;
    const x = randomValues('x', ...shape);
    const filter = randomValues('filter', 3, 3, shape[3], outputs);
    const bias = randomValues('bias', outputs);
    const expected = naive.convolution(exact(x), exact(filter), stride);
    const dy = randomValues('dy', ...expected.shape);
    const [y, fused, dx, dFilter] = await onDevice<[Tensor4D, Tensor4D, Tensor1D, Tensor4D]>(
      [x, filter, bias, dy],
      (images, taps, row, upstream) => [
        kernels.convolution(images, taps, null, stride, false),
        kernels.convolution(images, taps, row, stride, true),
        kernels.convolutionInputGradient(upstream, taps, shape, stride),
        kernels.convolutionFilterGradient(images, upstream, stride),
      ],
    );
    const [X, F, D] = [x, filter, dy].map(exact);
    expectClose(y, expected);
    const shifted = expected.values.map((value, index) => value + bias.values[index % outputs]);
    expectClose(fused, naive.relu({ shape: expected.shape, values: shifted }));
    expectDerivatives(dx, X, (moved) => dot(naive.convolution(moved, F, stride), D));
    expectDerivatives(dFilter, F, (moved) => dot(naive.convolution(X, moved, stride), D));
  });

  it.each([1, 4])('filter gradient of %i channels in several groups', async (channels) => {
    const [x, dy] = [randomValues('x', 7, 40, 41, channels), randomValues('dy', 7, 40, 41, 1)];
    const [found] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => [
      kernels.convolutionFilterGradient(images, upstream, 1),
    ]);
    // The gradient is linear in the filter: its values follow from one unit filter each.
    for (const position of [0, 4 * channels, 9 * channels - 1]) {
      const unit = naive.build([3, 3, channels, 1], () => 0);
      unit.values[position] = 1;
      const expected = dot(naive.convolution(exact(x), unit, 1), exact(dy));
      expect(found.values[position]).toBeCloseTo(expected, 3);
    }
  });

  it.each(poolings)('max-pooling of %s', async (_name, x) => {
    const expected = naive.maxPool(exact(x));
    const dy = randomValues('dy', ...expected.shape);
    const [y, dx] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => {
      const output = kernels.maxPool(images);
      return [output, kernels.maxPoolGradient(upstream, images, output)];
    });
    expectClose(y, expected);
    expectClose(dx, naive.maxPoolGradient(exact(dy), exact(x)));
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

  it('residual shortcut', async () => {
    const [x, dy] = [randomValues('x', 2, 5, 4, 3), randomValues('dy', 2, 3, 2, 6)];
    const [y, dx] = await onDevice<[Tensor4D, Tensor4D]>([x, dy], (images, upstream) => [
      kernels.shortcut(images, 6),
      kernels.shortcutGradient(upstream, images),
    ]);
    expectClose(y, naive.shortcut(exact(x), 6));
    expectDerivatives(dx, exact(x), (moved) => dot(naive.shortcut(moved, 6), exact(dy)));
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

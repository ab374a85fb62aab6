/**
 * Every kernel of WebAssembly and WebGPU against the CPU backend, on shapes that are cut into
 * blocks, parts and groups, and against itself: a second run gives the same bits.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend as activeBackend,
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PoolWindow, Window } from '../../../spec/networks/windows.ts';
import type { Backend } from '../backends/backend.ts';
import { adamFactors } from '../optimisers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import { useOtherVariants } from '../testing/otherVariants.ts';
import { layerBits } from './dropoutMask.ts';
import type { Kernels, NormStatistics, Shape4D } from './kernels.ts';
import { largestMiss, randomValues, type Values } from './selfTest/sampleValues.ts';
import type { Targets } from './targets.ts';
import { hasSubgroups } from './webgpu/laneTree.ts';
import { convolvedShape, pooledShape } from './windows.ts';

/** Largest miss over the largest reference entry. */
const tolerance = 1e-5;

type Case = {
  readonly name: string;
  readonly inputs: readonly Values[];
  readonly compute: (kernels: Kernels, ...tensors: never[]) => Tensor[];
};

const halved = (length: number) => Math.ceil(length / 2);

function convolutionCase(x: Shape4D, outputs: number, window: Window): Case {
  const { size, stride, padding } = window;
  const filter: Shape4D = [size, size, x[3], outputs];
  return {
    name: `${size} × ${size} convolution of ${x.join(' × ')} → ${outputs}, stride ${stride}, padding ${padding}`,
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
      kernels.biasGradient(dy),
    ],
  };
}

/**
 * A 3 × 3 convolution of values that transforms by sums and differences might lose: all about a large
 * mean, neighbours of opposite signs, some far larger than the others.
 */
const trying = {
  'about 30': (value: number) => value + 30,
  'of changing signs': (value: number, index: number) => (index % 2 === 0 ? 5 : -5) + value,
  'with a few large ones': (value: number, index: number) => (index % 37 === 0 ? 1e4 : 1) * value,
} as const;

function tryingCase(kind: keyof typeof trying, x: Shape4D, outputs: number, stride = 1): Case {
  const { name, inputs, compute } = convolutionCase(x, outputs, three(stride));
  return {
    name: `${name}, values ${kind}`,
    inputs: inputs.map(({ shape, values }) => ({ shape, values: values.map(trying[kind]) })),
    compute,
  };
}

/** 3 × 3 with one pixel of zeros around. */
const three = (stride: number): Window => ({ size: 3, stride, padding: 1 });
const pointwise: Window = { size: 1, stride: 1, padding: 0 };

function windowCase(x: Shape4D, window: PoolWindow): Case {
  const { size, stride, padding, keepsPartial } = window;
  return {
    name: `pooling of ${x.join(' × ')} by ${size}, stride ${stride}, padding ${padding}, partial ${keepsPartial}`,
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

function dropoutCase(shape: number[], rate: number): Case {
  const key = { layer: layerBits(3_000_000_007), step: Float32Array.of(12_345) };
  return {
    name: `dropout of ${shape.join(' × ')} at rate ${rate}`,
    inputs: [randomValues('x', ...shape)],
    compute: (kernels, x: Tensor) => [kernels.dropout(x, rate, key), kernels.relu(x)],
  };
}

function joiningCase([images, height, width, first]: Shape4D, second: number): Case {
  const sides = [images, height, width] as const;
  return {
    name: `channels ${first} and ${second} of ${sides.join(' × ')} side by side`,
    inputs: [randomValues('a', ...sides, first), randomValues('b', ...sides, second)],
    compute: (kernels, a: Tensor4D, b: Tensor4D) => {
      const joined = kernels.concatenate(a, b);
      return [joined, kernels.channels(joined, first, second)];
    },
  };
}

function denseCase(batch: number, inputs: number, units: number): Case {
  return {
    name: `dense layer of ${batch} × ${inputs} → ${units}`,
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
      kernels.biasGradient(dy),
    ],
  };
}

function normCase(shape: Shape4D, hasRelu: boolean, shift: number): Case {
  const channels = shape[3];
  const x = randomValues('x', ...shape);
  return {
    name: `batch norm of ${shape.join(' × ')} about ${shift}, ReLU ${hasRelu}`,
    inputs: [
      { ...x, values: x.values.map((value) => value + shift) },
      randomValues('dy', ...shape),
      ...['scale', 'offset', 'mean', 'variance'].map((name) => randomValues(name, channels)),
    ],
    compute: (
      kernels,
      images: Tensor4D,
      dy: Tensor4D,
      scale: Tensor1D,
      offset: Tensor1D,
      mean: Tensor1D,
      variance: Tensor1D,
    ) => {
      const held: NormStatistics = { mean: mul(mean, 1), variance: mul(variance, 1) };
      const { batch, running } = kernels.moments(images, held, 0.9);
      const y = kernels.normalise(images, batch, { scale, offset }, hasRelu);
      const back = kernels.normaliseGradient(dy, images, hasRelu ? y : null, batch, scale);
      const statistics = [batch.mean, batch.variance, running.mean, running.variance];
      return [...statistics, y, back.input, back.scale, back.offset];
    },
  };
}

const halving: PoolWindow = { size: 2, stride: 2, padding: 0, keepsPartial: true };

function poolingCase(shape: Shape4D): Case {
  const [images, height, width, channels] = shape;
  const smaller = [images, halved(height), halved(width)];
  return {
    name: `poolings and sums of ${shape.join(' × ')}`,
    inputs: [
      randomValues('x', ...shape),
      randomValues('dy', ...smaller, channels),
      randomValues('upstream', images, channels),
      randomValues('wide', ...smaller, 2 * channels),
      randomValues('other', ...shape),
    ],
    compute: (
      kernels,
      x: Tensor4D,
      dy: Tensor4D,
      upstream: Tensor2D,
      wide: Tensor4D,
      other: Tensor4D,
    ) => {
      const y = kernels.maxPool(x, halving);
      return [
        y,
        kernels.maxPoolGradient(dy, x, y, halving),
        kernels.averagePool(x),
        kernels.averagePoolGradient(upstream, shape),
        kernels.shortcut(x, 2 * channels, 2),
        kernels.shortcutGradient(wide, x, 2),
        kernels.add(x, other),
        kernels.addRelu(x, other),
        kernels.reluGradient(other, x),
      ];
    },
  };
}

function objectiveCase(count: number, classes: number, spread: number, hasMargin: boolean): Case {
  const logits = randomValues('logits', count, classes);
  const factors = (name: string, size: number) =>
    randomValues(name, size).values.map((value) => Math.abs(value) / count);
  const targets: Targets = {
    labels: Int32Array.from({ length: count }, (_, image) => (7 * image + 1) % classes),
    right: factors('right', count),
    wrong: hasMargin ? factors('wrong', classes) : null,
  };
  return {
    name: `${hasMargin ? 'margin' : 'likelihood'} of ${count} × ${classes} logits to ±${spread}`,
    inputs: [{ ...logits, values: logits.values.map((value) => value * spread) }],
    compute: (kernels, rows: Tensor2D) => {
      const { gradient, metrics } = kernels.objective(rows, targets);
      return [gradient, metrics, kernels.softmax(rows)];
    },
  };
}

function jointCase(networks: number, count: number, classes: number): Case {
  const names = Array.from({ length: networks }, (_, k) => `logits ${k}`);
  return {
    name: `joint logits of ${networks} networks, ${count} × ${classes}`,
    inputs: [...names, 'gradient'].map((name) => randomValues(name, count, classes)),
    compute: (kernels, ...matrices: Tensor2D[]) => {
      const [logits, gradient] = [matrices.slice(0, -1), matrices[networks]];
      const { summed, weights } = kernels.jointLogits(logits);
      return [summed, weights, ...kernels.jointGradients(logits, weights, gradient)];
    },
  };
}

/** The objectives of single networks, with two levels of groups above the classes. */
function classObjectivesCase(count: number, classes: number, spread: number): Case {
  const logits = randomValues('logits', count, classes);
  const positive = (name: string, size: number) =>
    randomValues(name, size).values.map((value) => Math.abs(value) / size);
  const targets = {
    labels: Int32Array.from({ length: count }, (_, image) => (7 * image + 1) % classes),
    right: positive('right', count),
  };
  const groupOf = (size: number) => (_: unknown, l: number) => Math.floor(l / size);
  const groups = [8, 2].flatMap((size) => Array.from({ length: classes }, groupOf(8 * size)));
  return {
    name: `objectives of single networks, ${count} × ${classes} logits to ±${spread}`,
    inputs: [
      { ...logits, values: logits.values.map((value) => value * spread) },
      { shape: [classes], values: positive('q', classes) },
      { shape: [2, classes], values: Float32Array.from(groups) },
      { shape: [classes, 4], values: positive('shares', 4 * classes) },
    ],
    compute: (kernels, rows: Tensor2D, q: Tensor1D, levels: Tensor2D, shares: Tensor2D) => {
      const robust = kernels.robust(rows, targets, mul(q, 1), 0.1);
      const results = [
        kernels.focal(rows, targets, 2),
        kernels.focal(rows, targets, 0.7),
        robust,
        kernels.hierarchical(rows, targets, levels, [0.2, 0.3, 0.5]),
        kernels.softLabelled(rows, targets, levels, shares),
      ];
      return [
        ...results.flatMap(({ gradient, metrics }) => [gradient, metrics]),
        mul(robust.classWeights, 1),
        kernels.adjusted(rows, q),
      ];
    },
  };
}

function optimiserCase(shape: number[], weightDecay: number): Case {
  const names = ['value', 'gradient', 'velocity', 'mean', 'square'];
  const inputs = names.map((name) => randomValues(name, ...shape));
  inputs[4] = { ...inputs[4], values: inputs[4].values.map(Math.abs) };
  return {
    name: `optimisers on ${shape.join(' × ')} weights, decay ${weightDecay}`,
    inputs,
    compute: (
      kernels,
      value: Tensor,
      gradient: Tensor,
      velocity: Tensor,
      mean: Tensor,
      square: Tensor,
    ) => {
      const copy = (tensor: Tensor) => mul(tensor, 1);
      const rate = Float32Array.of(0.1);
      const update = () => ({ value: copy(value), gradient, weightDecay });
      const [plain] = kernels.sgd([{ ...update(), velocity: null }], { momentum: 0, rate });
      const [moved] = kernels.sgd([{ ...update(), velocity }], { momentum: 0.9, rate });
      const factors = Float32Array.from(adamFactors(0.1, 3));
      const [adam] = kernels.adam([{ ...update(), mean, square }], factors);
      const speed = moved.velocity as Tensor;
      return [plain.value, moved.value, speed, adam.value, adam.mean, adam.square].map(copy);
    },
  };
}

const cases: readonly Case[] = [
  convolutionCase([1, 1, 1, 1], 1, three(1)),
  convolutionCase([1, 5, 7, 3], 4, three(1)),
  convolutionCase([2, 5, 7, 3], 5, three(2)),
  convolutionCase([2, 9, 8, 17], 21, three(2)),
  convolutionCase([3, 12, 11, 16], 16, three(1)),
  convolutionCase([2, 11, 11, 16], 32, three(2)),
  convolutionCase([3, 28, 28, 1], 16, three(1)),
  convolutionCase([1, 8, 8, 64], 64, three(1)),
  // By Winograd's method on WebAssembly: odd sides, half panels, parts of a block, several blocks.
  convolutionCase([1, 2, 2, 16], 16, three(1)),
  convolutionCase([3, 7, 9, 12], 28, three(1)),
  convolutionCase([9, 5, 4, 16], 20, three(1)),
  convolutionCase([2, 19, 18, 16], 16, three(1)),
  // And the filter gradient some channels at a time, the last of them fewer.
  convolutionCase([1, 4, 5, 128], 96, three(1)),
  tryingCase('of changing signs', [1, 4, 4, 128], 64),
  tryingCase('about 30', [2, 7, 6, 16], 16),
  tryingCase('of changing signs', [2, 7, 6, 16], 16),
  tryingCase('with a few large ones', [2, 7, 6, 16], 16),
  // In large tiles: one, two and three pixels beyond whole tiles, several blocks, parts, many channels.
  convolutionCase([3, 13, 15, 16], 20, three(1)),
  convolutionCase([2, 14, 12, 12], 28, three(1)),
  convolutionCase([1, 8, 8, 132], 96, three(1)),
  convolutionCase([1, 8, 8, 512], 32, three(1)),
  tryingCase('about 30', [2, 15, 8, 16], 16),
  tryingCase('of changing signs', [2, 15, 8, 16], 16),
  tryingCase('of changing signs', [1, 8, 8, 256], 64),
  tryingCase('with a few large ones', [2, 15, 8, 16], 16),
  // Winograd's at stride 2: images over several blocks, tiles of which one or three lines lie in the image,
  // panels of four, and shapes that only the way back takes.
  convolutionCase([5, 16, 15, 8], 32, three(2)),
  convolutionCase([1, 22, 21, 12], 28, three(2)),
  convolutionCase([1, 33, 32, 8], 36, three(2)),
  convolutionCase([1, 14, 13, 16], 16, three(2)),
  convolutionCase([1, 16, 15, 132], 8, three(2)),
  convolutionCase([1, 16, 15, 256], 8, three(2)),
  tryingCase('about 30', [1, 16, 15, 16], 16, 2),
  tryingCase('of changing signs', [1, 16, 15, 16], 16, 2),
  tryingCase('of changing signs', [1, 16, 15, 64], 8, 2),
  tryingCase('with a few large ones', [1, 16, 15, 16], 16, 2),
  convolutionCase([9, 10, 3, 2], 3, three(1)),
  convolutionCase([2, 5, 7, 3], 5, pointwise),
  convolutionCase([3, 16, 16, 40], 48, pointwise),
  convolutionCase([2, 16, 16, 16], 32, { size: 1, stride: 2, padding: 0 }),
  convolutionCase([2, 9, 7, 3], 8, { size: 5, stride: 1, padding: 2 }),
  convolutionCase([2, 15, 15, 16], 24, { size: 5, stride: 1, padding: 2 }),
  convolutionCase([2, 32, 32, 3], 16, { size: 7, stride: 2, padding: 3 }),
  convolutionCase([2, 39, 35, 3], 16, { size: 11, stride: 4, padding: 2 }),
  convolutionCase([2, 6, 6, 8], 12, { size: 3, stride: 1, padding: 0 }),
  windowCase([2, 16, 16, 16], { size: 3, stride: 2, padding: 1, keepsPartial: false }),
  windowCase([2, 15, 13, 5], { size: 3, stride: 2, padding: 0, keepsPartial: false }),
  windowCase([2, 8, 8, 12], { size: 3, stride: 2, padding: 0, keepsPartial: true }),
  windowCase([2, 9, 7, 24], { size: 2, stride: 2, padding: 0, keepsPartial: false }),
  windowCase([2, 16, 16, 24], { size: 2, stride: 2, padding: 0, keepsPartial: false }),
  dropoutCase([3, 5, 5, 7], 0.2),
  dropoutCase([4, 100], 0.5),
  joiningCase([2, 5, 7, 3], 12),
  joiningCase([3, 16, 16, 24], 12),
  denseCase(1, 3, 2),
  denseCase(64, 784, 40),
  denseCase(33, 41, 10),
  denseCase(130, 64, 100),
  normCase([1, 1, 1, 3], true, 0),
  normCase([1, 1, 1, 4], false, 0),
  normCase([4, 16, 16, 16], true, 0),
  normCase([4, 16, 16, 16], false, 30),
  normCase([20, 32, 32, 4], true, 0),
  normCase([5, 7, 9, 100], false, 0),
  normCase([70, 32, 32, 1], true, 0),
  poolingCase([1, 1, 1, 2]),
  poolingCase([2, 9, 7, 3]),
  poolingCase([3, 28, 28, 16]),
  ...[3, 100, 1000].flatMap((classes) =>
    [1, 40].flatMap((spread) =>
      [false, true].map((hasMargin) => objectiveCase(7, classes, spread, hasMargin)),
    ),
  ),
  objectiveCase(130, 10, 1, true),
  jointCase(1, 7, 10),
  jointCase(3, 130, 100),
  jointCase(12, 5, 1000),
  classObjectivesCase(7, 9, 3),
  classObjectivesCase(130, 200, 30),
  optimiserCase([9], 0),
  optimiserCase([3, 3, 16, 16], 0.01),
];

let reference: Backend;
beforeAll(async () => {
  reference = await startForTest('cpu');
});
afterAll(() => reference?.dispose());

/** What the CPU backend makes of each case, computed once for all devices. */
const references = new Map<Case, Values[]>();

describeOnDevices(
  'agreement with the CPU backend',
  (kind) => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await startForTest(kind);
    });
    afterAll(() => backend?.dispose());

    const runOn = (chosen: Backend, { inputs, compute }: Case) =>
      runOnDevice(chosen, [...inputs], (...tensors) =>
        compute(chosen.kernels, ...(tensors as never[])),
      );

    const expectedOf = async (kernelCase: Case) => {
      const known = references.get(kernelCase) ?? (await runOn(reference, kernelCase));
      references.set(kernelCase, known);
      return known;
    };

    const named = cases.map((one) => [one.name, one] as const);
    const found = new Map<Case, Values[]>();

    it.each(named)('%s', async (_name, kernelCase) => {
      const expected = await expectedOf(kernelCase);
      // The CPU backend's own is there already; it is slow.
      const first = kind === 'cpu' ? expected : await runOn(backend, kernelCase);
      const again = await runOn(backend, kernelCase);
      found.set(kernelCase, first);
      expect(first.length).toBe(expected.length);
      for (const [index, { shape, values }] of expected.entries()) {
        expect(first[index].shape).toEqual(shape);
        expect(largestMiss(first[index].values, values)).toBeLessThanOrEqual(tolerance);
        expect(again[index].values).toEqual(first[index].values);
      }
    });

    if (kind !== 'webgpu') return;
    it('gives the same bits where kernels are computed by their other variant', async () => {
      backend.activate();
      const webgpu = activeBackend() as WebGPUBackend;
      const tuned = await useOtherVariants(webgpu);
      expect(tuned.some((key) => key.startsWith('filterGradient'))).toBe(true);
      // Where the adapter has no subgroups, there is no other variant of exchanging.
      const exchanges = tuned.filter((key) => key.startsWith('exchange'));
      expect(exchanges.length).toBe(hasSubgroups(webgpu.device) ? 1 : 0);
      for (const [kernelCase, first] of found) {
        const other = await runOn(backend, kernelCase);
        for (const [index, { values }] of first.entries()) {
          expect(other[index].values, kernelCase.name).toEqual(values);
        }
      }
      expect(found.size).toBe(cases.length);
    });
  },
  ['wasm-fused'],
);

describe('measure of agreement', () => {
  it('is relative to the largest entry, and no number counts as a miss', () => {
    expect(largestMiss(Float32Array.of(1, 2.5), Float32Array.of(1, 2))).toBe(0.25);
    expect(largestMiss(Float32Array.of(NaN, 2), Float32Array.of(1, 2))).toBe(Infinity);
    expect(largestMiss(Float32Array.of(0), Float32Array.of(0))).toBe(0);
  });
});

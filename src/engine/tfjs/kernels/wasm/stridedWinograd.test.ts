import { memory, slice4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { startForTest } from '../../testing/devices.ts';
import { tensorOf } from '../../testing/values.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import {
  isStridedFilterGradient,
  isStridedInputGradient,
  isStridedWinograd,
} from './stridedWinograd.ts';

const window = { size: 3, stride: 2, padding: 1 };

describe('Winograd’s method at stride 2', () => {
  const image = (side: number, channels: number) => [64, side, side, channels];

  it('is taken by the shape alone: 3 × 3 at stride 2 with channels enough', () => {
    const isTaken = (channels: number, outputs: number, changed = {}) =>
      isStridedWinograd({ ...window, ...changed }, image(16, channels), outputs);
    expect(isTaken(16, 32)).toBe(true);
    expect(isTaken(12, 48)).toBe(true);
    expect(isTaken(8, 16)).toBe(false);
    expect(isTaken(4, 256)).toBe(false);
    expect(isTaken(18, 32)).toBe(false);
    expect(isTaken(32, 18)).toBe(false);
    expect(isTaken(16, 32, { stride: 1 })).toBe(false);
    expect(isTaken(16, 32, { padding: 0 })).toBe(false);
    expect(isTaken(16, 32, { size: 5 })).toBe(false);
  });

  it('where an image has several tiles that cover little beyond it, back to images a bit more', () => {
    const sides = [32, 31, 16, 15, 56, 28, 14, 8, 12, 18];
    const taken = (rule: typeof isStridedWinograd) =>
      sides.filter((side) => rule(window, image(side, 32), 32));
    expect(taken(isStridedWinograd)).toEqual([32, 31, 16, 15, 56]);
    expect(taken(isStridedInputGradient)).toEqual([32, 31, 16, 15, 56, 28, 14]);
    expect(taken(isStridedFilterGradient)).toEqual([32, 31, 16, 15, 56]);
  });

  it('and for the gradient of a filter where its sums are few beside the tiles', () => {
    const isTaken = (side: number, channels: number) =>
      isStridedFilterGradient(window, image(side, channels), 2 * channels);
    expect([isTaken(16, 64), isTaken(16, 128), isTaken(16, 256)]).toEqual([true, true, false]);
    expect([isTaken(32, 128), isTaken(32, 256), isTaken(32, 512)]).toEqual([true, true, false]);
  });
});

describe('convolutions at stride 2 on WebAssembly', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('wasm');
  });
  afterAll(() => backend?.dispose());

  const outputs = 20;
  const bits = (tensor: Tensor4D) => [...new Uint32Array(tensor.dataSync().slice().buffer)];

  it('give each image the bits that it has by itself, and keep no memory', () => {
    backend.activate();
    // Four tiles an image, of which a block has four of seven images.
    const shape = [7, 16, 15, 16] as const;
    const [images, height, width, channels] = shape;
    const x = tensorOf<Tensor4D>(randomValues('x', ...shape));
    const filter = tensorOf<Tensor4D>(randomValues('filter', 3, 3, channels, outputs));
    const dy = tensorOf<Tensor4D>(randomValues('dy', images, 8, 8, outputs));
    const { convolution, convolutionInputGradient, convolutionFilterGradient } = backend.kernels;
    const before = memory().numTensors;
    const whole = convolution(x, filter, null, window, false);
    const gradient = convolutionInputGradient(dy, filter, [...shape], window);
    const ofFilter = convolutionFilterGradient(x, dy, window);
    expect(memory().numTensors).toBe(before + 3);
    for (const [first, count] of [
      [0, 1],
      [3, 2],
      [images - 1, 1],
    ]) {
      const of = (tensor: Tensor4D) => slice4d(tensor, [first, 0, 0, 0], [count, -1, -1, -1]);
      tidy(() => {
        const alone = convolution(of(x), filter, null, window, false);
        expect(bits(alone)).toEqual(bits(of(whole)));
        const back = convolutionInputGradient(
          of(dy),
          filter,
          [count, height, width, channels],
          window,
        );
        expect(bits(back)).toEqual(bits(of(gradient)));
      });
    }
    for (const tensor of [x, filter, dy, whole, gradient, ofFilter]) tensor.dispose();
  });

  it('keep a filter’s gradient over many tiles within 1e-6, signs changing by blocks of pixels', () => {
    backend.activate();
    const [images, side, channels] = [64, 32, 16];
    const ofBlocks = (name: string, along: number, block: number) => {
      const { shape, values } = randomValues(name, images, along, along, channels);
      const signed = values.map((value, at) => {
        const pixel = Math.floor(at / channels) % (along * along);
        const [row, column] = [Math.floor(pixel / along), pixel % along];
        const isEven = (Math.floor(row / block) + Math.floor(column / block)) % 2 === 0;
        return (isEven ? 1 : -1) * (1 + 0.1 * value);
      });
      return { shape, values: signed };
    };
    const half = side / 2;
    const [x, dy] = [ofBlocks('x', side, 4), ofBlocks('dy', half, 2)];
    const found = tidy(() => {
      const both = [tensorOf<Tensor4D>(x), tensorOf<Tensor4D>(dy)] as const;
      return backend.kernels
        .convolutionFilterGradient(...both, window)
        .dataSync()
        .slice();
    });
    const value = (of: Float32Array, image: number, along: number, row: number, column: number) =>
      of[((image * along + row) * along + column) * channels];
    for (const [down, across] of [
      [0, 0],
      [1, 1],
      [2, 1],
    ]) {
      // Of the first channel and the first output, in doubles.
      let sum = 0;
      for (let image = 0; image < images; image++) {
        for (let row = 0; row < half; row++) {
          for (let column = 0; column < half; column++) {
            const [line, pixel] = [2 * row + down - 1, 2 * column + across - 1];
            if (line < 0 || pixel < 0) continue;
            const seen = value(x.values, image, side, line, pixel);
            sum += seen * value(dy.values, image, half, row, column);
          }
        }
      }
      const largest = images * half * half;
      const miss = Math.abs(found[(down * 3 + across) * channels * channels] - sum);
      expect(miss).toBeLessThan(1e-6 * largest);
    }
  });
});

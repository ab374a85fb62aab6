import { memory, slice4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { startForTest } from '../../testing/devices.ts';
import { tensorOf } from '../../testing/values.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import { gradientTileSide, isWinograd, tileSide } from './winograd.ts';

const window = { size: 3, stride: 1, padding: 1 };

describe('Winograd’s method', () => {
  it('is taken by the shape alone: 3 × 3 at stride 1 with channels enough', () => {
    const image = (channels: number) => [64, 8, 8, channels];
    expect(isWinograd(window, image(16), 16)).toBe(true);
    expect(isWinograd(window, image(48), 12)).toBe(true);
    expect(isWinograd(window, image(12), 48)).toBe(true);
    expect(isWinograd(window, image(8), 16)).toBe(false);
    expect(isWinograd(window, image(4), 256)).toBe(false);
    expect(isWinograd(window, image(18), 32)).toBe(false);
    expect(isWinograd(window, image(32), 18)).toBe(false);
    expect(isWinograd(window, [64, 1, 8, 64], 64)).toBe(false);
    expect(isWinograd({ ...window, stride: 2 }, image(64), 64)).toBe(false);
    expect(isWinograd({ ...window, padding: 0 }, image(64), 64)).toBe(false);
    expect(isWinograd({ ...window, size: 5 }, image(64), 64)).toBe(false);
  });

  it('takes large tiles where an image has several and they cover little beyond it', () => {
    const side = (height: number, width: number) => tileSide([64, height, width, 64]);
    expect([side(32, 32), side(28, 28), side(16, 16), side(8, 8), side(7, 7)]).toEqual([
      4, 4, 4, 4, 4,
    ]);
    expect([side(4, 4), side(6, 6), side(14, 14), side(5, 6), side(2, 2)]).toEqual([2, 2, 2, 2, 2]);
  });

  it('and for the gradient of a filter where its sums are few beside the tiles', () => {
    const side = (of: number, channels: number) =>
      gradientTileSide([64, of, of, channels], channels);
    expect([side(8, 64), side(8, 128), side(8, 256)]).toEqual([4, 4, 2]);
    expect([side(16, 256), side(16, 512), side(32, 512)]).toEqual([4, 2, 4]);
    expect(side(4, 16)).toBe(2);
  });
});

describe('convolutions on WebAssembly', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('wasm');
  });
  afterAll(() => backend?.dispose());

  const outputs = 20;
  const bits = (tensor: Tensor4D) => [...new Uint32Array(tensor.dataSync().slice().buffer)];

  // Nine tiles an image, of which a block has seven images, and four, of which it has eight of nine.
  it.each([
    ['small', [8, 5, 6, 16]],
    ['large', [9, 8, 7, 16]],
  ] as const)(
    'in %s tiles give each image the bits that it has by itself, and keep no memory',
    (_, shape) => {
      backend.activate();
      const [images, height, width] = shape;
      const x = tensorOf<Tensor4D>(randomValues('x', ...shape));
      const filter = tensorOf<Tensor4D>(randomValues('filter', 3, 3, 16, outputs));
      const dy = tensorOf<Tensor4D>(randomValues('dy', images, height, width, outputs));
      const { convolution, convolutionInputGradient } = backend.kernels;
      const before = memory().numTensors;
      const whole = convolution(x, filter, null, window, false);
      const gradient = convolutionInputGradient(dy, filter, [...shape], window);
      expect(memory().numTensors).toBe(before + 2);
      for (const [first, count] of [
        [0, 1],
        [3, 2],
        [images - 1, 1],
      ]) {
        const of = (tensor: Tensor4D) => slice4d(tensor, [first, 0, 0, 0], [count, -1, -1, -1]);
        tidy(() => {
          const alone = convolution(of(x), filter, null, window, false);
          expect(bits(alone)).toEqual(bits(of(whole)));
          const back = convolutionInputGradient(of(dy), filter, [count, height, width, 16], window);
          expect(bits(back)).toEqual(bits(of(gradient)));
        });
      }
      for (const tensor of [x, filter, dy, whole, gradient]) tensor.dispose();
    },
  );

  it('keep a filter’s gradient over many tiles within 1e-6, signs changing by blocks of pixels', () => {
    backend.activate();
    const [images, side, channels] = [64, 32, 16];
    const sign = (pixel: number) =>
      (Math.floor(pixel / side / 2) + Math.floor((pixel % side) / 2)) % 2 === 0 ? 1 : -1;
    const ofBlocks = (name: string) => {
      const { shape, values } = randomValues(name, images, side, side, channels);
      const signed = values.map((value, at) => sign(Math.floor(at / channels)) * (1 + 0.1 * value));
      return { shape, values: signed };
    };
    const [x, dy] = [ofBlocks('x'), ofBlocks('dy')];
    const found = tidy(() => {
      const both = [tensorOf<Tensor4D>(x), tensorOf<Tensor4D>(dy)] as const;
      return backend.kernels
        .convolutionFilterGradient(...both, window)
        .dataSync()
        .slice();
    });
    const value = (of: Float32Array, image: number, row: number, column: number) =>
      of[((image * side + row) * side + column) * channels];
    for (const [down, across] of [
      [0, 0],
      [1, 1],
      [2, 1],
    ]) {
      // Of the first channel and the first output, in doubles.
      let sum = 0;
      for (let image = 0; image < images; image++) {
        for (let row = Math.max(0, 1 - down); row < Math.min(side, side + 1 - down); row++) {
          for (let at = Math.max(0, 1 - across); at < Math.min(side, side + 1 - across); at++) {
            const seen = value(x.values, image, row + down - 1, at + across - 1);
            sum += seen * value(dy.values, image, row, at);
          }
        }
      }
      const largest = images * side * side;
      expect(Math.abs(found[(down * 3 + across) * channels * channels] - sum)).toBeLessThan(
        1e-6 * largest,
      );
    }
  });
});

import { memory, slice4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backends/backend.ts';
import { startForTest } from '../../testing/devices.ts';
import { tensorOf } from '../../testing/values.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import { isWinograd } from './winograd.ts';

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
});

describe('convolutions on WebAssembly', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('wasm');
  });
  afterAll(() => backend?.dispose());

  /** Nine tiles an image: a block has seven images, so that the last one stands alone. */
  const shape = [8, 5, 6, 16] as const;
  const outputs = 20;
  const bits = (tensor: Tensor4D) => [...new Uint32Array(tensor.dataSync().slice().buffer)];

  it('give each image the bits that it has by itself, and keep no memory', () => {
    backend.activate();
    const x = tensorOf<Tensor4D>(randomValues('x', ...shape));
    const filter = tensorOf<Tensor4D>(randomValues('filter', 3, 3, 16, outputs));
    const dy = tensorOf<Tensor4D>(randomValues('dy', 8, 5, 6, outputs));
    const { convolution, convolutionInputGradient } = backend.kernels;
    const before = memory().numTensors;
    const whole = convolution(x, filter, null, window, false);
    const gradient = convolutionInputGradient(dy, filter, [...shape], window);
    expect(memory().numTensors).toBe(before + 2);
    for (const [first, count] of [
      [0, 1],
      [3, 2],
      [7, 1],
    ]) {
      const of = (tensor: Tensor4D) => slice4d(tensor, [first, 0, 0, 0], [count, -1, -1, -1]);
      tidy(() => {
        const alone = convolution(of(x), filter, null, window, false);
        expect(bits(alone)).toEqual(bits(of(whole)));
        const back = convolutionInputGradient(of(dy), filter, [count, 5, 6, 16], window);
        expect(bits(back)).toEqual(bits(of(gradient)));
      });
    }
    for (const tensor of [x, filter, dy, whole, gradient]) tensor.dispose();
  });
});

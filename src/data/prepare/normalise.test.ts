import { describe, expect, test } from 'vitest';
import type { ImageShape } from '../../spec/units.ts';
import type { Split } from '../dataset.ts';
import { valuesOf } from './imageSource.ts';
import { createNormaliser, type Normaliser } from './normalise.ts';

const shape = { height: 1, width: 2, channels: 3 };
const split = {
  images: Uint8Array.from([0, 10, 200, 255, 10, 100, 51, 10, 0, 102, 10, 255, 7, 10, 9, 1, 10, 3]),
  labels: Int32Array.from([0, 1, 0]),
};

/** All images of a split, normalised. */
const normaliseAll = ({ images, labels }: Split, shape: ImageShape, normaliser: Normaliser) =>
  valuesOf({
    from: { pixels: images, shape, normaliser, window: null },
    indices: Int32Array.from(labels.keys()),
    moves: null,
  });

describe('createNormaliser', () => {
  test('divides by 255', () => {
    const { table, mean, deviation } = createNormaliser(split, shape, 'unit');
    expect([...table.subarray(0, 256)]).toEqual(
      Array.from({ length: 256 }, (_, byte) => Math.fround(byte / 255)),
    );
    expect([mean, deviation]).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
  });

  test('centres and scales each channel; a constant one is only shifted', () => {
    const normaliser = createNormaliser(split, shape, 'per-channel');
    const images = normaliseAll(split, shape, normaliser);
    for (const channel of [0, 2]) {
      const values = [...images].filter((_, at) => at % 3 === channel);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
      expect(mean).toBeCloseTo(0, 6);
      expect(square).toBeCloseTo(1, 6);
    }
    expect(normaliser.deviation[1]).toBe(1);
    expect(images[1]).toBeCloseTo(0, 12);
  });

  test('takes the mean and deviation that are given, for all channels or for each', () => {
    const mnist = createNormaliser(split, shape, { mean: [0.1307], deviation: [0.3081] });
    expect([mnist.mean, mnist.deviation]).toEqual([
      [0.1307, 0.1307, 0.1307],
      [0.3081, 0.3081, 0.3081],
    ]);
    const cifar = { mean: [0.5071, 0.4867, 0.4408], deviation: [0.2675, 0.2565, 0.2761] };
    const images = normaliseAll(split, shape, createNormaliser(split, shape, cifar));
    expect([...images.subarray(3, 6)]).toEqual(
      [255, 10, 100].map((byte, channel) =>
        Math.fround((byte / 255 - cifar.mean[channel]) / cifar.deviation[channel]),
      ),
    );
  });

  test('is not misled by rounding where a channel is constant', () => {
    // The mean of these differs from 11/255 in its last bit.
    const images = new Uint8Array(48).fill(11);
    const constant = { images, labels: new Int32Array(8) };
    expect(createNormaliser(constant, shape, 'per-channel').deviation).toEqual([1, 1, 1]);
    const grey = { height: 48, width: 1, channels: 1 };
    const { deviation } = createNormaliser(
      { images, labels: Int32Array.of(0) },
      grey,
      'per-channel',
    );
    expect(deviation).toEqual([1]);
  });
});

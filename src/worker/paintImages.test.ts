import { expect, test } from 'vitest';
import { type Pixels, withHash } from '../data/dataset.ts';
import type { ImageShape } from '../spec/units.ts';
import { viewOf } from './datasetView.ts';
import { createPainter } from './paintImages.ts';
import { Showcase } from './showcase.ts';

const dataset = (images: Pixels) =>
  withHash({
    name: 'made',
    format: 'made for tests',
    classes: ['a', 'b'],
    shape: { height: 1, width: 2, channels: 1 },
    train: { images, labels: Int32Array.of(0, 1) },
    test: null,
    notes: [],
  });

test('images are drawn as they are', async () => {
  const images = Uint8Array.of(1, 2, 3, 4);
  const painter = createPainter(dataset(images));
  expect(painter.shape).toEqual({ height: 1, width: 2, channels: 1 });
  expect([...painter.one(images, 1)]).toEqual([3, 4]);
  const drawn = await painter.copies(images, [1, 0]);
  expect([...drawn]).toEqual([3, 4, 1, 2]);
  expect(drawn.buffer).not.toBe(images.buffer);
});

test('vectors become strips from the least to the greatest training value', async () => {
  const painter = createPainter(dataset(Float32Array.of(-1, 0, 1, 3)));
  expect([...(await painter.copies(Float32Array.of(-1, 3, 1, -7), [0, 1]))]).toEqual([
    0, 255, 128, 0,
  ]);
  const flat = createPainter(dataset(new Float32Array(4)));
  expect([...flat.one(Float32Array.of(0, 0), 0)]).toEqual([0, 0]);
});

/** A data set of two images of one shape. */
const large = (shape: ImageShape, images: Uint8Array) => ({ ...dataset(images), shape });

test('large images are drawn smaller, each pixel the mean of a square', async () => {
  const shape = { height: 300, width: 200, channels: 3 } as const;
  const size = 300 * 200 * 3;
  const images = Uint8Array.from({ length: 2 * size }, (_, at) => (at * 7919) % 251);
  const painter = createPainter(large(shape, images));
  // Three pixels a side for one; the last column has two of them.
  expect(painter.shape).toEqual({ height: 100, width: 67, channels: 3 });
  const drawn = painter.one(images, 1);
  const meanAt = (row: number, column: number, channel: number) => {
    const values: number[] = [];
    for (let y = 3 * row; y < 3 * row + 3; y++) {
      for (let x = 3 * column; x < Math.min(200, 3 * column + 3); x++) {
        values.push(images[size + (y * 200 + x) * 3 + channel]);
      }
    }
    return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  for (const [row, column, channel] of [
    [0, 0, 0],
    [99, 66, 2],
    [41, 66, 1],
    [99, 12, 0],
  ]) {
    expect(drawn[(row * 67 + column) * 3 + channel]).toBe(meanAt(row, column, channel));
  }
});

test('the page gets little of a data set of huge images', async () => {
  const side = 2048;
  const shape = { height: side, width: side, channels: 1 } as const;
  const flat = large(shape, new Uint8Array(2 * side * side).fill(90));
  const view = await viewOf(flat, 'local:flat', [], 0);
  expect(view.drawn).toEqual({ height: 128, width: 128, channels: 1 });
  expect(view.shape).toEqual(shape);
  const samples = view.samples.flat();
  expect(samples.map(({ length, buffer }) => [length, buffer.byteLength])).toEqual([
    [16_384, 16_384],
    [16_384, 16_384],
  ]);
  expect(samples[0].every((byte) => byte === 90)).toBe(true);
  const showcase = new Showcase(flat);
  expect((await showcase.pick({ from: 'train', indices: [1, 0] })).images).toHaveLength(2 * 16_384);
  expect((await showcase.summarise()).classes.map((mean) => mean?.length)).toEqual([
    16_384, 16_384,
  ]);
});

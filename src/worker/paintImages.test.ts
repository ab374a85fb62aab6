import { expect, test } from 'vitest';
import { type Pixels, withHash } from '../data/dataset.ts';
import { createPainter } from './paintImages.ts';

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

test('images are drawn as they are', () => {
  const images = Uint8Array.of(1, 2, 3, 4);
  const drawn = createPainter(dataset(images))(images.subarray(2));
  expect([...drawn]).toEqual([3, 4]);
  expect(drawn.buffer).not.toBe(images.buffer);
});

test('vectors become strips from the least to the greatest training value', () => {
  const paint = createPainter(dataset(Float32Array.of(-1, 0, 1, 3)));
  expect([...paint(Float32Array.of(-1, 3, 1, -7, 9))]).toEqual([0, 255, 128, 0, 255]);
  expect([...createPainter(dataset(new Float32Array(4)))(Float32Array.of(0))]).toEqual([0]);
});

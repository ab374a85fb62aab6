import { expect, test } from 'vitest';
import { meanImages } from './meanImages.ts';

test('averages the images of each class, and all', async () => {
  const images = [Uint8Array.of(10, 0), Uint8Array.of(20, 255), Uint8Array.of(0, 255)];
  const means = await meanImages({
    labels: Int32Array.of(0, 0, 2),
    pictures: images,
    classCount: 3,
    size: 2,
  });
  expect(means.classes).toEqual([Uint8Array.of(15, 128), null, Uint8Array.of(0, 255)]);
  expect(means.overall).toEqual(Uint8Array.of(10, 170));
});

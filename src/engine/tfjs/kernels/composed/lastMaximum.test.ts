import { setBackend, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../../lib/random.ts';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import { composedKernels } from './composedKernels.ts';
import { lastMaximumPooling } from './lastMaximum.ts';

beforeAll(async () => void (await setBackend('cpu')));

const random = createRandom(5, 'last maximum');

/** Numbers of which no two are the same, in an order drawn at random. */
function distinct([images, height, width, channels]: Tensor4D['shape']): Tensor4D {
  const values = Float32Array.from(
    { length: images * height * width * channels },
    (_, index) => index,
  );
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [values[last], values[other]] = [values[other], values[last]];
  }
  return tensor4d(values, [images, height, width, channels]);
}

const windows: readonly (PoolWindow & { readonly sides: readonly [number, number] })[] = [
  { size: 2, stride: 2, padding: 0, keepsPartial: true, sides: [7, 4] },
  { size: 2, stride: 2, padding: 0, keepsPartial: false, sides: [7, 5] },
  { size: 3, stride: 2, padding: 0, keepsPartial: false, sides: [8, 9] },
  { size: 3, stride: 2, padding: 0, keepsPartial: true, sides: [8, 10] },
  { size: 3, stride: 2, padding: 1, keepsPartial: false, sides: [8, 11] },
  { size: 3, stride: 1, padding: 1, keepsPartial: false, sides: [5, 6] },
];

// Where no two values are equal the last maximum is the first, and this device gives to the first.
test.each(windows)('where maxima are single it is what others compute: %o', (window) => {
  const x = distinct([2, ...window.sides, 3]);
  const y = composedKernels.maxPool(x, window);
  const dy = distinct(y.shape);
  const first = composedKernels.maxPoolGradient(dy, x, y, window);
  const last = lastMaximumPooling.maxPoolGradient(dy, x, y, window);
  expect(last.shape).toEqual(x.shape);
  expect(Array.from(last.dataSync())).toEqual(Array.from(first.dataSync()));
});

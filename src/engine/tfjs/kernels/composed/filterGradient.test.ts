import { setBackend, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import type { Window } from '../../../../spec/networks/windows.ts';
import type { Shape4D } from '../kernels.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import { convolvedShape } from '../windows.ts';
import { composedKernels } from './composedKernels.ts';
import { hostFilterGradient } from './filterGradient.ts';

beforeAll(async () => void (await setBackend('cpu')));

const windows: readonly (Window & { readonly shape: Shape4D })[] = [
  { size: 1, stride: 1, padding: 0, shape: [2, 4, 3, 5] },
  { size: 1, stride: 2, padding: 0, shape: [2, 5, 4, 3] },
  { size: 3, stride: 1, padding: 1, shape: [3, 7, 6, 4] },
  { size: 3, stride: 2, padding: 1, shape: [2, 7, 8, 3] },
  { size: 3, stride: 1, padding: 0, shape: [1, 5, 6, 2] },
  { size: 5, stride: 1, padding: 2, shape: [2, 3, 4, 2] },
  { size: 11, stride: 4, padding: 2, shape: [1, 19, 23, 3] },
];

function sample(name: string, shape: Shape4D): Tensor4D {
  return tensor4d(Float32Array.from(randomValues(name, ...shape).values), shape);
}

test.each(windows)('is the one of TensorFlow.js to the bit: %o', ({ shape, ...window }) => {
  const x = sample('x', shape);
  const filter: Shape4D = [window.size, window.size, shape[3], 6];
  const dy = sample('dy', convolvedShape(shape, filter, window));
  const stock = composedKernels.convolutionFilterGradient(x, dy, window);
  const own = hostFilterGradient.convolutionFilterGradient(x, dy, window);
  expect(own.shape).toEqual(stock.shape);
  expect(own.dataSync()).toEqual(stock.dataSync());
  expect(own.dataSync().some((value) => value !== 0)).toBe(true);
});

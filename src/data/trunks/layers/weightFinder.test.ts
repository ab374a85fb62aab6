import { expect, test } from 'vitest';
import { weightFinder } from './weightFinder.ts';

const numbers = (value: number) => ({ shape: [1], values: Float32Array.of(value) });

test('finds a weight by its layer, also within models, and none where several would do', () => {
  const find = weightFinder(
    new Map([
      ['conv/kernel', numbers(1)],
      ['outer/conv/kernel', numbers(2)],
      ['outer/inner/dense/kernel', numbers(3)],
      ['one/twice/bias', numbers(4)],
      ['other/twice/bias', numbers(5)],
    ]),
  );
  expect(find('conv', 'kernel')?.values).toEqual(Float32Array.of(1));
  expect(find('dense', 'kernel')?.values).toEqual(Float32Array.of(3));
  expect(find('inner/dense', 'kernel')?.values).toEqual(Float32Array.of(3));
  expect(find('twice', 'bias')).toBeNull();
  expect(find('ense', 'kernel')).toBeNull();
});

import { expect, it } from 'vitest';
import type { SplitOutputs } from '../methods/context.ts';
import { OutputCache } from './outputCache.ts';

const outputsOf = (values: number[], withValidation = true): SplitOutputs => {
  const outputs = { probabilities: Float32Array.from(values), labels: Int32Array.of(0, 1) };
  return { train: outputs, test: outputs, ...(withValidation && { validation: outputs }) };
};

it('gives the outputs of the first networks of a run, split by split', () => {
  const cache = new OutputCache();
  cache.keep('a', 1, outputsOf([1, 0]));
  cache.keep('a', 2, outputsOf([0, 1]));
  const [test, validation] = cache.find('a', 2, ['test', 'validation']) ?? [];
  expect(test.members.map((own) => [...own])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect([validation.split, [...validation.labels]]).toEqual(['validation', [0, 1]]);
  expect(cache.find('a', 1, ['test'])?.[0].members).toHaveLength(1);
});

it('gives none where a round, a split or the run is not there', () => {
  const cache = new OutputCache();
  cache.keep('a', 2, outputsOf([0, 1], false));
  expect(cache.find('a', 2, ['test'])).toBeNull();
  cache.keep('a', 1, outputsOf([0, 1], false));
  expect(cache.find('a', 2, ['test'])).not.toBeNull();
  expect(cache.find('a', 2, ['validation'])).toBeNull();
  expect(cache.find('a', 2, ['train'])).toBeNull();
  expect(cache.find('b', 1, ['test'])).toBeNull();
});

it('lets go of the oldest run where there is no room, and of one that is itself too large', () => {
  const cache = new OutputCache(40);
  cache.keep('a', 1, outputsOf([1, 0]));
  cache.keep('b', 1, outputsOf([1, 0]));
  expect(cache.find('a', 1, ['test'])).not.toBeNull();
  cache.keep('b', 2, outputsOf([1, 0]));
  expect(cache.find('a', 1, ['test'])).toBeNull();
  expect(cache.find('b', 2, ['test'])).not.toBeNull();
  cache.keep('b', 3, outputsOf([1, 0]));
  expect(cache.find('b', 1, ['test'])).toBeNull();
});

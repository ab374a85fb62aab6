import { expect, it } from 'vitest';
import { topPredictionsOf } from './topPredictions.ts';

it('tells the largest probabilities of evenly spaced images', () => {
  const images = 2500;
  const probabilities = new Float32Array(images * 3);
  for (let image = 0; image < images; image++) {
    probabilities.set([0.1, 1 / 3, 0.5], image * 3);
  }
  const told = topPredictionsOf({ probabilities, labels: new Int32Array(images) }, 3);
  expect(told?.images).toHaveLength(1000);
  expect(told?.images.slice(0, 3)).toEqual([0, 2, 5]);
  expect(told?.ranks).toBe(3);
  expect(told?.classes.slice(0, 6)).toEqual([2, 1, 0, 2, 1, 0]);
  expect(told?.probabilities.slice(0, 3)).toEqual([0.5, 0.333333, 0.1]);
  expect(topPredictionsOf(undefined, 3)).toBeNull();
});

import { expect, test } from 'vitest';
import { levelwiseState } from '../../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseSpec } from '../../../spec/methods/levelwise/levelwiseSchema.ts';
import { levelAccuracyLines, levelReadingText } from './levelAccuracyLines.ts';

const state = levelwiseState({ classes: 20 });
const method: LevelwiseSpec = {
  ...(state.spec.method as LevelwiseSpec),
  head: 'path',
  adapt: 'none',
  levelWeights: 'uniform',
};
const path = { ...state, spec: { ...state.spec, method } };
const wholeOf = (run: typeof state) =>
  levelAccuracyLines(run, null).find(({ kind }) => kind === 'mixture')?.name;

test('a product along the path is called no mixture', () => {
  expect(wholeOf(state)).toBe('mixture');
  expect(levelReadingText(state)).toBe('each level by its own softmax');
  expect(wholeOf(path)).toBe('product');
  expect(levelReadingText(path)).toContain('product along the path');
});

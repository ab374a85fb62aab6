import { expect, test } from 'vitest';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import { confusionDescription, confusionPairs, confusionTable } from './confusionPairs.ts';

const glyphs = { data: 'glyphs', rounds: 2, epochs: 3 } as const;
const finished = finishedState(glyphs);
const pairs = confusionPairs(finished, sampleTestLabels(finished));

test('pairs count every wrong image once, most frequent first', () => {
  const wrong = pairs.reduce((sum, { count }) => sum + count, 0);
  const error = finished.rounds[1].outcome?.ensemble.topErrors.test?.['1'] ?? 0;
  expect(wrong / (62 * 60)).toBeCloseTo(error);
  expect(pairs[0].count).toBeGreaterThanOrEqual(pairs[1].count);
  expect(pairs.every(({ truth, readAs }) => truth !== readAs)).toBe(true);
});

test('without labels or outcomes nothing is known', () => {
  expect(confusionPairs(finished, null)).toEqual([]);
  const early = sampleState(glyphs, 1, 1);
  expect(confusionPairs(early, sampleTestLabels(early))).toEqual([]);
  expect(confusionDescription(early, [])).toContain('when the first round ends');
});

test('sentence and table tell the same', () => {
  const [name, readAs] = confusionTable(finished, pairs).rows[0];
  expect(confusionDescription(finished, pairs)).toContain(`reads ${name} as ${readAs}:`);
});

import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { accuracyDescription, accuracyTable, formatGain } from './accuracyWords.ts';

const mnist = { data: 'mnist', rounds: 2, epochs: 3 } as const;

test('one sentence names the hardest and the easiest class', () => {
  expect(accuracyDescription(sampleState(mnist, 1, 0))).toBe(
    'No accuracy is known before the first epoch.',
  );
  expect(accuracyDescription(sampleState(mnist, 1, 2))).toMatch(
    /^Of 10 classes, the first network gets \d+% of the hardest, \d, and \d+% of the easiest, \d\.$/,
  );
  expect(accuracyDescription(finishedState(mnist))).toContain('the ensemble gets');
});

test('the table has all classes, networks and the gain as a number', () => {
  const table = accuracyTable(finishedState(mnist));
  expect(table.columns.map(({ label }) => label)).toEqual([
    'class',
    'net 1',
    'net 2',
    'ensemble',
    'gain in points',
  ]);
  expect(table.rows).toHaveLength(10);
  expect(typeof table.rows[0][4]).toBe('number');
});

test('gains carry their sign', () => {
  expect([0.07, -0.052, 0.001, null].map(formatGain)).toEqual(['+7', '−5', '±0', '–']);
});

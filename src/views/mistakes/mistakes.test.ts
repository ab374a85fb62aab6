import { expect, it } from 'vitest';
import { mistakeList } from '../../analysis/mistakes/mistakeList.ts';
import { modelReadings } from '../../analysis/mistakes/modelReadings.ts';
import { finishedState, sampleTestLabels } from '../../analysis/testing/sampleRun.ts';
import { mistakesDescription, mistakesNote, mistakesTable, severityText } from './mistakesWords.ts';

const state = finishedState({ data: 'glyphs', epochs: 1, rounds: 2 });
const labels = sampleTestLabels(state);
const models = modelReadings(state, null, labels);
const [vote, ...others] = models;
const mistakes = mistakeList('surest', labels, vote, others, [], null);

it('the table has a row a mistake, and what each model makes of it', () => {
  const { columns, rows } = mistakesTable(mistakes, models, state.dataset.classes);
  expect(columns.map(({ label }) => label)).toEqual([
    'test image',
    'class',
    'ensemble',
    'confidence',
    'network 1',
    'confidence',
    'network 2',
    'confidence',
    'severity',
  ]);
  expect(rows).toHaveLength(mistakes.length);
  const [image, truth, readAs] = rows[0];
  expect(truth).toBe(state.dataset.classes[labels[Number(image)]]);
  expect(readAs).not.toBe(truth);
});

it('words tell the order, the number and the first', () => {
  expect(mistakesNote('surest', 12, 3720, vote)).toBe(
    '12 of 3,720 test images, those first that the ensemble is surest of',
  );
  expect(mistakesNote('surest', 12, 3720, others[0])).toMatch(/that network 1 is surest of$/);
  expect(mistakesNote('surest', 12, 3720, vote, 4)).toMatch(
    /surest of; it is equally sure of the first 4, in their order$/,
  );
  expect(mistakesNote('only here', 1, 3720, others[0])).toContain('that network 1 reads wrongly');
  expect(mistakesDescription(mistakes, state.dataset.classes)).toMatch(
    /^\d+ mistakes; first test image \d+, . read as ., \d+% sure\.$/,
  );
  expect(mistakesDescription([], [])).toBe('There is no such mistake.');
  expect(mistakesDescription(null, [])).toContain('not known');
  expect([null, 1, 3].map(severityText)).toEqual([null, 'same group', '3 levels apart']);
});

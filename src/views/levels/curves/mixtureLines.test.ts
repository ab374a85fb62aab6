import { expect, test } from 'vitest';
import { flatTwinState, levelwiseState } from '../../../analysis/testing/sampleLevelwise.ts';
import { epochLineTable } from './epochLine.ts';
import {
  mixtureErrorDescription,
  mixtureErrorExtent,
  mixtureErrors,
  mixtureLossDescription,
  mixtureLossExtent,
  mixtureLosses,
} from './mixtureLines.ts';

test('loss and error are of one run, its flat twin beside it', () => {
  const [state, flat] = [levelwiseState(), flatTwinState()];
  const epochs = state.rounds[0].epochs;
  const losses = mixtureLosses(state, flat);
  expect(losses.map(({ name }) => name)).toEqual(['this run', 'flat twin']);
  expect(losses[0].points).toEqual(
    epochs.map(({ epoch, trainLoss }) => ({ x: epoch, y: trainLoss })),
  );
  const errors = mixtureErrors(state, flat);
  expect(errors.map(({ kind }) => kind)).toContain('mixture');
  expect(errors.at(-1)?.kind).toBe('flat');
  expect(mixtureErrors(state, null).some(({ kind }) => kind === 'flat')).toBe(false);
  expect(mixtureLossDescription(losses)).toMatch(/^Training loss: this run .*, flat twin /);
});

test('axes cover every line and never shrink', () => {
  const flat = flatTwinState();
  let before = { loss: 0, error: 0 };
  for (let until = 1; until <= 12; until++) {
    const state = levelwiseState({ until });
    const now = {
      loss: mixtureLossExtent(state, flat).max,
      error: mixtureErrorExtent(state, flat).max,
    };
    expect(now.loss).toBeGreaterThanOrEqual(before.loss);
    expect(now.error).toBeGreaterThanOrEqual(before.error);
    for (const { points } of mixtureLosses(state, flat)) {
      for (const { y } of points) expect(y).toBeLessThanOrEqual(now.loss);
    }
    before = now;
  }
});

test('before the first epoch there are no lines, and the words say so', () => {
  const state = { ...levelwiseState(), rounds: [] };
  expect(mixtureErrors(state, null)).toEqual([]);
  expect(mixtureErrorDescription([])).toBe('No error is known before the first epoch.');
  expect(mixtureLossDescription([])).toBe('No loss is known before the first epoch.');
});

test('the table has a row an epoch and leaves gaps where a line has no value', () => {
  const lines = [
    {
      name: 'one',
      kind: 'mixture',
      points: [
        { x: 1, y: 0.5 },
        { x: 2, y: 0.25 },
      ],
    },
    { name: 'other', kind: 'flat', points: [{ x: 2, y: 1 }] },
  ] as const;
  const table = epochLineTable(lines, String);
  expect(table.columns.map(({ label }) => label)).toEqual(['epoch', 'one', 'other']);
  expect(table.rows).toEqual([
    ['1', '0.5', null],
    ['2', '0.25', '1'],
  ]);
});

test('the table of a long run lists some of its epochs, the first and the last among them', () => {
  const points = Array.from({ length: 10_000 }, (_, at) => ({ x: at + 1, y: at }));
  const { rows } = epochLineTable([{ name: 'one', kind: 'mixture', points }], String);
  expect(rows.length).toBeLessThan(1003);
  expect(rows.length).toBeGreaterThan(900);
  expect([rows[0], rows.at(-1)]).toEqual([
    ['1', '0'],
    ['10000', '9999'],
  ]);
});

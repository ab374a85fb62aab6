import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { accuracyRows, allAccuracyRows } from './accuracyRows.ts';

test('many classes show ten and two, a handful all', () => {
  const rows = accuracyRows(sampleState({ data: 'glyphs', epochs: 3 }, 2, 2));
  expect([rows.hardest.length, rows.easiest.length, rows.between]).toEqual([10, 2, 50]);
  expect(accuracyRows(finishedState({ data: 'mnist', epochs: 2 })).hardest).toHaveLength(10);
});

test('before the first epoch every number is unknown, and the rows stand already', () => {
  const { hardest } = accuracyRows(sampleState({ data: 'glyphs', epochs: 3 }, 1, 0));
  expect(hardest).toHaveLength(10);
  expect(hardest[0]).toEqual({
    index: 0,
    networks: [{ round: 1, accuracy: null }],
    ensemble: null,
    gain: null,
  });
});

test('the gain is the vote against the first network', () => {
  for (const { networks, ensemble, gain } of allAccuracyRows(finishedState({ data: 'mnist' }))) {
    expect(gain).toBeCloseTo((ensemble ?? 0) - (networks[0].accuracy ?? 0));
  }
});

test('on training images the same classes stand with their accuracy there', () => {
  const state = sampleState({ data: 'glyphs', epochs: 3 }, 1, 2);
  const [test, train] = [accuracyRows(state), accuracyRows(state, 'train')];
  expect(train.hardest.map(({ index }) => index)).toEqual(test.hardest.map(({ index }) => index));
  const [first] = train.hardest;
  const measured = state.rounds[0].epochs.at(-1)?.classAccuracy;
  expect(first.networks[0].accuracy).toBe(measured?.train?.[first.index]);
  expect(first.networks[0].accuracy).not.toBe(measured?.test?.[first.index]);
});

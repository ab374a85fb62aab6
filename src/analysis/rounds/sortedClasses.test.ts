import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { sortedClasses } from './sortedClasses.ts';

const glyphs = { data: 'glyphs', epochs: 2 } as const;

test('names sort as people expect, numbers by their value', () => {
  const state = sampleState({ data: 'many', classes: 12, epochs: 1 }, 1, 0);
  expect(sortedClasses(state, 'name')).toEqual([...state.dataset.classes.keys()]);
});

test('what is not known keeps the order of the data set', () => {
  const state = sampleState(glyphs, 1, 0);
  expect(sortedClasses(state, 'error')).toEqual([...state.dataset.classes.keys()]);
  expect(sortedClasses(state, 'gain')).toEqual([...state.dataset.classes.keys()]);
});

test('errors and gains fall from left to right', () => {
  const state = finishedState(glyphs);
  const first = state.rounds[0].outcome?.classAccuracy.test ?? [];
  const order = sortedClasses(state, 'error').map((index) => 1 - (first[index] ?? 0));
  expect(order).toEqual([...order].sort((a, b) => b - a));
  expect(new Set(sortedClasses(state, 'gain')).size).toBe(62);
});

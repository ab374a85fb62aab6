import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { classesByDifficulty, descending } from './classOrder.ts';

const glyphs = { data: 'glyphs', epochs: 4 } as const;

test('before the first epoch no class is harder than another', () => {
  expect(classesByDifficulty(sampleState(glyphs, 1, 0))).toEqual({ classes: [], by: 'nothing' });
});

test('look-alike letters come first; methods without importance order by error', () => {
  const names = sampleState(glyphs, 3, 4).dataset.classes;
  const hardest = classesByDifficulty(sampleState(glyphs, 3, 4)).classes[0];
  expect('1lIi0Oo').toContain(names[hardest]);
  const averaging = finishedState({ data: 'glyphs', epochs: 2, method: 'averaging' });
  expect(classesByDifficulty(averaging).by).toBe('error');
});

test('equal values keep the order of the classes', () => {
  expect(descending([0.2, 0.5, 0.2, 0.5])).toEqual([1, 3, 0, 2]);
});

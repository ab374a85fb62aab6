import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { accuracyLines, fewImagesNote } from './accuracy/accuracyLines.ts';
import { classHint } from './classHint.ts';
import { importanceSpark, sparkPath } from './importanceSpark.ts';
import { ordinal, rankWords } from './rankWords.ts';

const mnist = { data: 'mnist', epochs: 3, rounds: 3 } as const;

test('characters that look alike are put in words, others need none', () => {
  expect(['l', 'I', '1', '0', 'O'].map(classHint)).toEqual([
    'lower-case L',
    'capital I',
    'digit one',
    'digit zero',
    'capital O',
  ]);
  expect(['e', 'tulip', '', 'ß'].map(classHint)).toEqual([null, null, null, null]);
});

test('a class ranks from its nearer end, or not at all yet', () => {
  expect([1, 2, 3, 4, 11, 12, 21, 103].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 21st 103rd',
  );
  const state = finishedState(mnist);
  const words = state.dataset.classes.map((_, index) => rankWords(state, index));
  expect(words).toContain('the hardest of 10');
  expect(words).toContain('2nd hardest of 10');
  expect(words).toContain('the easiest of 10');
  expect(new Set(words).size).toBe(10);
  expect(rankWords(sampleState(mnist, 1, 0), 3)).toBe('– of 10 classes');
});

test('accuracy comes with its standard error; before the first epoch both are unknown', () => {
  const lines = accuracyLines(finishedState(mnist), 2);
  expect(lines.map(({ round }) => round)).toEqual([1, 2, 3, null]);
  for (const { accuracy, error } of lines) {
    const share = accuracy ?? Number.NaN;
    expect(error).toBeCloseTo(Math.sqrt((share * (1 - share)) / 60));
  }
  expect(accuracyLines(sampleState(mnist, 1, 0), 2)).toEqual([
    { name: 'Network 1', kind: 'network', round: 1, accuracy: null, error: null },
    { name: 'Ensemble', kind: 'vote', round: null, accuracy: null, error: null },
  ]);
});

test('of many networks the first and the newest are shown', () => {
  const state = finishedState({ data: 'mnist', epochs: 1, rounds: 12 });
  expect(accuracyLines(state, 0).map(({ round }) => round)).toEqual([
    1,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    null,
  ]);
});

test('few images are warned of', () => {
  const state = finishedState(mnist);
  const withImages = (count: number) => ({
    ...state,
    dataset: {
      ...state.dataset,
      classCounts: { ...state.dataset.classCounts, test: state.dataset.classes.map(() => count) },
    },
  });
  expect(fewImagesNote(state, 0)).toBeNull();
  expect(fewImagesNote(withImages(9), 0)).toMatch(/^Only 9 test images/);
  expect(fewImagesNote(withImages(1), 0)).toMatch(/^Only 1 test image:/);
  expect(fewImagesNote(withImages(0), 0)).toMatch(/^No test images/);
});

test('importance runs over all rounds to come, with the forecast last', () => {
  const state = sampleState(mnist, 2, 2);
  const room = { width: 272, height: 96 };
  const { points, uniformY } = importanceSpark(state, state, 0, room);
  expect(points.map(({ isForecast }) => isForecast)).toEqual([false, false, true]);
  expect(points.at(-1)?.x).toBeCloseTo(254);
  expect(points[0].y).toBeCloseTo(uniformY);
  expect(sparkPath(points).match(/[ML]/g)).toHaveLength(3);
  const before = importanceSpark(sampleState(mnist, 1, 0), state, 0, room);
  expect(before.points).toHaveLength(1);
  expect(before.uniformY).toBeCloseTo(uniformY);
});

test('with many rounds only some numbers are written, the newest always', () => {
  const state = finishedState({ data: 'mnist', epochs: 1, rounds: 30 });
  const { points } = importanceSpark(state, state, 0, { width: 272, height: 96 });
  const named = points.filter(({ isNamed }) => isNamed);
  expect(points.filter(({ isDotted }) => isDotted)).toEqual(named);
  expect(named.length).toBeLessThan(7);
  expect(named.at(-1)?.round).toBe(30);
  named.forEach(({ x }, at) => {
    if (at > 0) expect(x - named[at - 1].x).toBeGreaterThan(47);
  });
});

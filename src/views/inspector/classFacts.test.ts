import { expect, test } from 'vitest';
import { classesByDifficulty } from '../shared/runFacts.ts';
import { finishedState, sampleState, sampleTestLabels } from '../testing/sampleRun.ts';
import {
  characterKind,
  firstRightCounts,
  firstRightOf,
  importanceOf,
  misreadingsOf,
  rankText,
  testImagesOf,
} from './classFacts.ts';

const glyphs = { data: 'glyphs', epochs: 4 } as const;
const finished = finishedState(glyphs);
const labels = sampleTestLabels(finished);
const l = finished.dataset.classes.indexOf('l');
const images = testImagesOf(labels, l);

test('ranks are counted from the nearer end', () => {
  const { classes } = classesByDifficulty(finished);
  expect(rankText(finished, classes[0])).toBe('hardest of 62');
  expect(rankText(finished, classes[1])).toBe('2nd hardest of 62');
  expect(rankText(finished, classes[61])).toBe('easiest of 62');
  expect(rankText(finished, classes[59])).toBe('3rd easiest of 62');
  expect(rankText(sampleState(glyphs, 1, 0), 0)).toBe('one of 62 classes');
});

test('characters that look alike are told apart in words', () => {
  expect(['l', 'I', '1', 'tulip', 'é'].map(characterKind)).toEqual([
    'lower-case L',
    'capital I',
    'digit 1',
    null,
    null,
  ]);
});

test('misreadings and right readings add up to all images', () => {
  const misread = misreadingsOf(finished, l, images);
  const wrong = misread.reduce((sum, { images: read }) => sum + read.length, 0);
  const accuracy = finished.rounds[3].outcome?.ensemble.classAccuracy.test?.[l] ?? 0;
  expect(wrong / 60).toBeCloseTo(1 - accuracy);
  expect(misread[0].images.length).toBeGreaterThanOrEqual(misread[1].images.length);
  expect(misread.every(({ as }) => as !== l)).toBe(true);
});

test('each image is counted for the network that first got it, or for nobody', () => {
  const firsts = firstRightOf(finished, l, images);
  const { byRound, nobody } = firstRightCounts(firsts, 4);
  expect(byRound.reduce((sum, count) => sum + count, nobody)).toBe(60);
  const first = finished.rounds[0].outcome?.classAccuracy.test?.[l] ?? 0;
  expect(byRound[0]).toBe(Math.round(first * 60));
});

test('without labels or outcomes there is nothing to say', () => {
  expect(testImagesOf(null, l)).toEqual([]);
  expect(misreadingsOf(sampleState(glyphs, 1, 2), l, images)).toEqual([]);
  expect(firstRightOf(sampleState(glyphs, 1, 2), l, images)).toEqual([]);
});

test('importance ends with its forecast', () => {
  expect(importanceOf(sampleState(glyphs, 2, 2), l).map(({ forecast }) => forecast)).toEqual([
    false,
    false,
    true,
  ]);
  expect(importanceOf(finished, l)).toHaveLength(4);
});

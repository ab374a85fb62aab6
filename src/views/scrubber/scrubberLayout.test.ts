import { expect, test } from 'vitest';
import { sampleState } from '../../analysis/testing/sampleRun.ts';
import { headX, positionAt, positionText, scrubberLayout } from './scrubberLayout.ts';

const options = { data: 'mnist', epochs: 10 } as const;
const state = sampleState(options, 3, 4);
const layout = scrubberLayout(state, 409);

test('rounds stand side by side over the whole width', () => {
  expect(layout.segments.map(({ left }) => left)).toEqual([0, 103, 206, 309]);
  expect(layout.segments.map(({ begun }) => begun)).toEqual([true, true, true, false]);
  expect(layout.segments[3].area).toBe('');
});

test('the head stands at the live end or at the position', () => {
  expect(headX(layout, 3, 4)).toBeCloseTo(206 + 40);
  expect(headX(layout, 1, 5)).toBeCloseTo(50);
  expect(headX(layout, 0, 0)).toBe(0);
});

test('points of the track are finished epochs', () => {
  expect(positionAt(state, layout, 48)).toEqual({ round: 1, epoch: 5 });
  expect(positionAt(state, layout, -20)).toEqual({ round: 1, epoch: 1 });
  expect(positionAt(state, layout, 400)).toEqual({ round: 3, epoch: 4 });
  expect(positionAt(sampleState(options, 1, 0), layout, 40)).toBeNull();
});

test('the position is told in words', () => {
  expect(positionText(state, null)).toBe('round 3, epoch 4, live');
  expect(positionText(state, { round: 2, epoch: 7 })).toBe('round 2, epoch 7');
  expect(positionText(sampleState(options, 1, 0), null)).toBe('before the first epoch');
});

test('sixty-four rounds fit', () => {
  const many = scrubberLayout(sampleState({ data: 'mnist', rounds: 64, epochs: 1 }, 3, 1), 400);
  const last = many.segments[63];
  expect(last.left + last.width).toBeCloseTo(400);
});

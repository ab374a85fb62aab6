import { expect, test } from 'vitest';
import { givenFirst } from '../testing/givenFirst.ts';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import {
  epochOfRun,
  heldWithin,
  movedBy,
  movedByRound,
  positionOf,
  samePosition,
} from './runPosition.ts';

const options = { data: 'mnist', epochs: 10 } as const;
const state = sampleState(options, 3, 4);

test('a run stands at its last finished epoch', () => {
  expect(positionOf(sampleState(options, 1, 0))).toBeNull();
  expect(positionOf(sampleState(options, 2, 0))).toEqual({ round: 1, epoch: 10 });
  expect(positionOf(state)).toEqual({ round: 3, epoch: 4 });
  expect(positionOf(finishedState(options))).toEqual({ round: 4, epoch: 10 });
});

test('steps cross rounds and stop at the ends', () => {
  expect(movedBy(state, { round: 1, epoch: 10 }, 1)).toEqual({ round: 2, epoch: 1 });
  expect(movedBy(state, { round: 1, epoch: 1 }, -1)).toEqual({ round: 1, epoch: 1 });
  expect(movedByRound(state, { round: 2, epoch: 7 }, 1)).toEqual({ round: 3, epoch: 4 });
  expect(movedByRound(state, { round: 1, epoch: 7 }, -1)).toEqual({ round: 1, epoch: 7 });
});

test('positions are held within what is finished', () => {
  expect(heldWithin(state, { round: 9, epoch: 1 })).toEqual({ round: 3, epoch: 4 });
  expect(heldWithin(state, { round: 2, epoch: 99 })).toEqual({ round: 2, epoch: 10 });
  expect(heldWithin(sampleState(options, 1, 0), { round: 1, epoch: 1 })).toBeNull();
});

test('epochs are counted through the whole run', () => {
  expect(epochOfRun(state, null)).toBe(0);
  expect(epochOfRun(state, { round: 3, epoch: 4 })).toBe(24);
  expect(samePosition({ round: 3, epoch: 4 }, positionOf(state))).toBe(true);
  expect(samePosition(null, positionOf(state))).toBe(false);
});

test('a network that was given has no epoch to look back on, and none that counts', () => {
  const given = givenFirst(state);
  expect(heldWithin(given, { round: 1, epoch: 5 })).toEqual({ round: 2, epoch: 1 });
  expect(movedByRound(given, { round: 2, epoch: 7 }, -1)).toEqual({ round: 2, epoch: 1 });
  expect(movedBy(given, { round: 2, epoch: 1 }, -1)).toEqual({ round: 2, epoch: 1 });
  expect(epochOfRun(given, { round: 3, epoch: 4 })).toBe(14);
});

import { expect, it } from 'vitest';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { flightsBetween } from './treeMotion.ts';

const live = (state: RunState) => ({ state, isLookingBack: false });
const at = (until: number, classes = 100) => levelwiseState({ classes, until });

it('plays the moves of the next epoch one after another', () => {
  const [before, now] = [at(12), at(13)];
  const flights = flightsBetween(live(before), live(now)) ?? [];
  const fresh =
    now.levelwise?.moves.filter(({ epoch, level }) => epoch === 13 && level === 1) ?? [];
  expect(flights).toEqual(fresh.map(({ class: index, from, to }) => [{ index, from, to }]));
  expect(flights.length).toBeGreaterThan(0);
});

it('plays more than five at once', () => {
  const flights = flightsBetween(live(at(12, 1000)), live(at(13, 1000)));
  expect(flights).toHaveLength(1);
  expect(flights?.[0].length).toBeGreaterThan(5);
});

it('plays nothing for an event without moves', () => {
  const state = at(12);
  expect(flightsBetween(live(state), live({ ...state, seq: state.seq + 1 }))).toEqual([]);
});

it('never plays a jump, a way back, another run, or a moment looked back at', () => {
  const [early, before, now] = [at(8), at(12), at(13)];
  expect(flightsBetween(null, live(now))).toBeNull();
  expect(flightsBetween(live(early), live(now))).toBeNull();
  expect(flightsBetween(live(now), live(before))).toBeNull();
  expect(flightsBetween(live({ ...before, runId: 'other' }), live(now))).toBeNull();
  expect(flightsBetween(live(before), { state: now, isLookingBack: true })).toBeNull();
  expect(flightsBetween({ state: before, isLookingBack: true }, live(now))).toBeNull();
});

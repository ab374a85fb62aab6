import { describe, expect, test } from 'vitest';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { chanceFacts, divergingLoss, newestTrouble, troublesOf } from './troubles.ts';

const mnist = { data: 'mnist', epochs: 4, rounds: 2 } as const;

/** The state with another error of the network of round 1. */
function erring(state: RunState, error: number): RunState {
  const [first, ...others] = state.rounds;
  if (first.outcome === null) throw new Error('round 1 is not finished');
  const outcome = { ...first.outcome, topErrors: { test: { '1': error } } };
  return { ...state, rounds: [{ ...first, outcome }, ...others] };
}

describe('a network that is no better than chance', () => {
  test('is named as such at the end of its round, and beside the round after it', () => {
    const state = erring(finishedState(mnist), 0.9);
    expect(chanceFacts(state, state.rounds[0])).toEqual({ error: 0.9, chance: 0.9 });
    expect(troublesOf(state)[0]).toMatch(/^Network 1 is no better than chance: it errs on 90\.0%/);
    expect(newestTrouble(erring(sampleState(mnist, 2, 1), 0.9))).toContain(
      'Network 1 is no better',
    );
  });

  test('is none that is a little better, nor one that is still trained', () => {
    const state = erring(finishedState(mnist), 0.87);
    expect(chanceFacts(state, state.rounds[0])).toBeNull();
    expect(troublesOf(state)).toEqual([]);
    const training = sampleState(mnist, 1, 1);
    expect(chanceFacts(training, training.rounds[0])).toBeNull();
  });

  test('is judged by the commonest class where classes differ in size', () => {
    const state = erring(finishedState(mnist), 0.5);
    const test = [500, 100, 100, 50, 50, 50, 50, 50, 25, 25];
    const dataset = { ...state.dataset, classCounts: { ...state.dataset.classCounts, test } };
    expect(chanceFacts({ dataset }, state.rounds[0])).toEqual({ error: 0.5, chance: 0.5 });
  });
});

describe('a loss that grows', () => {
  const round = sampleState(mnist, 1, 1).rounds[0];
  const losing = (...losses: number[]): RoundState => ({
    ...round,
    epochs: losses.map((trainLoss, index) => ({ ...round.epochs[0], epoch: index + 1, trainLoss })),
  });

  test('far above guessing is told at once', () => {
    expect(divergingLoss(losing(24), 10)).toBe(24);
    expect(divergingLoss(losing(2.5), 10)).toBeNull();
  });

  test('by an order over three epochs is told, and a small one that doubles is not', () => {
    expect(divergingLoss(losing(0.5, 1, 3, 6), 10)).toBe(6);
    expect(divergingLoss(losing(0.5, 1, 0.9, 6), 10)).toBeNull();
    expect(divergingLoss(losing(0.001, 0.01, 0.1, 1), 10)).toBeNull();
    const state = { ...sampleState(mnist, 1, 1), rounds: [losing(0.5, 1, 3, 6)] };
    expect(newestTrouble(state)).toMatch(
      /^The loss of network 1 grows: 6\.0 after epoch 4, where guessing has 2\.30/,
    );
  });
});

import { expect, test } from 'vitest';
import { finishedState, sampleLog, sampleState } from '../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RoundOutcome, RunState } from '../spec/run/runState.ts';
import { progressLine } from './progressLine.ts';

const glyphs = { data: 'glyphs', epochs: 4, rounds: 1 } as const;
const lastOf = (log: readonly RunEvent[], type: RunEvent['type']) =>
  log.findLast((event) => event.type === type) as RunEvent;

/** What is said at the end of a round whose outcome is another. */
function roundLine(change: Partial<RoundOutcome>): string {
  const state = finishedState(glyphs);
  const [round] = state.rounds;
  const outcome = round.outcome && { ...round.outcome, ...change };
  const event = lastOf(sampleLog(glyphs), 'round-finished');
  return progressLine(event, { ...state, rounds: [{ ...round, outcome }] }) ?? '';
}

test('a round’s end names a guessing network, and importance that stays as it was', () => {
  expect(roundLine({})).not.toContain('note:');
  expect(roundLine({ topErrors: { test: { '1': 61 / 62 } } })).toContain(
    '\n  note: The network is no better than chance: it errs on 98.4%',
  );
  const frozen = { gamma: 1 - 1e-6, gammaClamped: true, weightedError: 0.9 };
  expect(roundLine(frozen)).toContain('\n  note: After round 1 importance stayed as it was');
});

test('a loss is told in the epoch in which it begins to grow, and not again', () => {
  const state = sampleState(glyphs, 1, 2);
  const event = lastOf(sampleLog(glyphs), 'epoch-finished');
  const losing = (...losses: readonly number[]): RunState => {
    const [round] = state.rounds;
    const epochs = losses.map((trainLoss, at) => ({
      ...round.epochs[0],
      epoch: at + 1,
      trainLoss,
    }));
    return { ...state, rounds: [{ ...round, epochs }] };
  };
  const growing = progressLine(event, losing(3, 90));
  expect(growing).toContain('\n  note: The loss grows: 90.0 after epoch 2');
  expect(progressLine(event, losing(3, 3.1))).not.toContain('note:');
  expect(progressLine(event, losing(3, 90, 91))).not.toContain('note:');
});

test('boosting tells on how many images the next network leans', () => {
  const boosting = { data: 'mnist', epochs: 2, rounds: 2, method: 'deep-boosting' } as const;
  const state = finishedState(boosting);
  const event = lastOf(sampleLog(boosting), 'images-weighed');
  expect(progressLine(event, state)).toMatch(/weights of 3000 images count as [\d,]+ of equal/);
  const reset = { ...event, isReset: true } as RunEvent;
  expect(progressLine(reset, state)).toContain('is no better than chance: no vote');
});

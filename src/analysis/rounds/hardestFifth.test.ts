import { expect, it } from 'vitest';
import type { AccuracyBySplit } from '../../spec/run/events/eventFields.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { sampleState } from '../testing/sampleRun.ts';
import { hardestFifthError } from './hardestFifth.ts';

const begun = sampleState({ data: 'mnist', rounds: 1, epochs: 2 }, 1, 1);

function withAccuracy(classAccuracy: AccuracyBySplit): Pick<RunState, 'rounds'> {
  const rounds = begun.rounds.map((round) => ({
    ...round,
    epochs: round.epochs.map((epoch) => ({ ...epoch, classAccuracy })),
  }));
  return { rounds };
}

it('is measured on test images, of the classes that are hardest on others', () => {
  const test = [0.5, 0.25, 1, 1, 1, 1];
  expect(hardestFifthError(withAccuracy({ validation: [0.1, 0.9, 0.2, 1, 1, 1], test }))).toBe(
    0.25,
  );
  expect(hardestFifthError(withAccuracy({ train: [1, 0.5, 0.6, 1, 1, 1], test }))).toBe(0.375);
  expect(hardestFifthError(withAccuracy({ test }))).toBe(1 - 0.375);
});

it('is unknown before the first epoch and without test images', () => {
  expect(hardestFifthError({ rounds: [] })).toBeNull();
  expect(hardestFifthError(withAccuracy({ train: [0.5] }))).toBeNull();
});

import { expect, it } from 'vitest';
import type { RoundState } from '../../spec/run/runState.ts';
import { finishedState, followedBy, sampleState } from '../testing/sampleRun.ts';
import { wholeResult } from './wholeResult.ts';

const options = { data: 'mnist', method: 'single', epochs: 4 } as const;

it('has nothing to tell of a run in which all went well', () => {
  const { failure, troubles, resumptions, deviceNotes } = wholeResult(finishedState(options));
  expect({ failure, troubles, resumptions, deviceNotes }).toEqual({
    failure: null,
    troubles: [],
    resumptions: [],
    deviceNotes: [],
  });
});

it('tells what a run failed of, where it was cut off, and what the device said', () => {
  const state = sampleState(options, 1, 2);
  const device = { ...state.device, kind: 'wasm' as const };
  const told = followedBy(
    state,
    { type: 'device-note', note: 'The device was lost.' },
    { type: 'run-restored', espalier: '1', device, onOtherDevice: true },
    { type: 'run-failed', message: 'The loss is not a number.', remedy: 'Lower the rate.' },
  );
  expect(wholeResult(told)).toMatchObject({
    phase: 'failed',
    failure: { message: 'The loss is not a number.', remedy: 'Lower the rate.' },
    resumptions: [{ round: 1, epoch: 2, device: 'wasm', onOtherDevice: true }],
    deviceNotes: ['The device was lost.'],
  });
});

it('tells of a network that only guesses', () => {
  const state = finishedState(options);
  const [round] = state.rounds;
  const topErrors = { test: { '1': 0.9 } };
  const guessing: RoundState = {
    ...round,
    outcome: round.outcome && { ...round.outcome, topErrors },
  };
  expect(wholeResult({ ...state, rounds: [guessing] }).troubles).toEqual([
    expect.stringMatching(/^The network is no better than chance/),
  ]);
});

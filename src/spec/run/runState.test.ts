import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../presets/presets.ts';
import { foldRun } from '../testing/foldRun.ts';
import { LogOrderError } from './logOrderError.ts';
import type { RunEvent, RunEventBody } from './runEvent.ts';
import { reduceRun } from './runState.ts';

const bodies: RunEventBody[] = [
  {
    type: 'run-started',
    espalier: '0',
    spec: defaultSpec,
    specHash: 'h',
    dataset: {
      name: 'd',
      hash: 'h',
      classes: ['a', 'b'],
      shape: { height: 1, width: 1, channels: 1 },
      counts: { train: 2, validation: 0, test: 2 },
      classCounts: { train: [1, 1], validation: [0, 0], test: [1, 1] },
    },
    device: { kind: 'cpu', adapter: 'x', isFallback: false },
    stepsPerEpoch: 1,
  },
  { type: 'round-started', round: 1, parameters: 4, classImportance: [0.5, 0.5] },
  { type: 'progress', round: 1, epoch: 1, step: 1, trainLoss: 0.7, imagesPerSecond: 9 },
  { type: 'run-paused' },
  { type: 'run-resumed' },
  {
    type: 'epoch-finished',
    round: 1,
    epoch: 1,
    learningRate: 0.1,
    trainLoss: 0.5,
    clampedShare: null,
    errors: { test: 0.5 },
    topErrors: { test: { '1': 0.5 } },
    classAccuracy: { test: [1, 0] },
    forecast: null,
    seconds: 1,
  },
];

const stamped = (list: readonly RunEventBody[]): RunEvent[] =>
  list.map((body, seq) => ({ ...body, runId: 'r', seq, at: seq * 1000 }));
const log = stamped(bodies);

describe('reduceRun', () => {
  it('shows any prefix of a log, and never changes a state it gave', () => {
    const states = log.map((_, last) => foldRun(log.slice(0, last + 1)));
    expect(states.map((state) => state?.phase)).toEqual([
      'training',
      'training',
      'training',
      'paused',
      'training',
      'training',
    ]);
    expect(states[2]?.progress?.trainLoss).toBe(0.7);
    expect(states[4]?.pausedFor).toBe(1000);
    expect(states[4]?.rounds[0].epochs).toEqual([]);
    expect(states[5]?.rounds[0].epochs).toHaveLength(1);
    expect(states[5]?.progress).toBeNull();
  });

  it('shows how far the device is until it trains, and keeps what it notes', () => {
    const said: RunEventBody[] = [
      ...bodies.slice(0, 2),
      { type: 'device-preparing', done: 1, total: 3 },
      { type: 'device-note', note: 'slower' },
      { type: 'device-note', note: 'slower' },
      { type: 'progress', round: 1, epoch: 1, step: 1, trainLoss: 0.7, imagesPerSecond: 9 },
    ];
    const states = stamped(said).map((_, last, all) => foldRun(all.slice(0, last + 1)));
    expect(states[1]?.preparing).toBeNull();
    expect(states[4]?.preparing).toMatchObject({ done: 1, total: 3 });
    expect(states[5]?.preparing).toBeNull();
    expect(states[5]?.deviceNotes).toEqual(['slower']);
  });

  it('refuses events that cannot follow', () => {
    const state = foldRun(log);
    const next = (change: Partial<RunEvent>) =>
      ({ type: 'run-paused', runId: 'r', seq: 6, at: 0, ...change }) as RunEvent;
    expect(() => reduceRun(state, next({ seq: 9 }))).toThrow('a line is missing');
    expect(() => reduceRun(state, next({ runId: 'q' }))).toThrow('another run');
    expect(() => reduceRun(state, { ...log[0], seq: 6 })).toThrow('two logs');
    expect(() => reduceRun(null, log[1])).toThrow(LogOrderError);
    const skipped = { ...log[1], seq: 6, round: 3 } as RunEvent;
    expect(() => reduceRun(state, skipped)).toThrow('Round 3');
  });
});

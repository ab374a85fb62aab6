import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { positionOf } from '../progress/runPosition.ts';
import { longLog } from '../testing/longLog.ts';
import { levelwiseLog } from '../testing/sampleLevelwise.ts';
import { sampleLog, stateAt } from '../testing/sampleRun.ts';
import { readLog } from './readLog.ts';
import { RunLog } from './runLog.ts';

function logOf(events: readonly RunEvent[]): RunLog {
  const log = new RunLog();
  log.append(events);
  return log;
}

describe('a run’s log', () => {
  const events = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 });
  const log = logOf(events);
  const { moments } = log;

  it('ends in the state that the whole log folds to', () => {
    expect(log.newest).toEqual(foldRun(events));
    expect(log.events).toEqual(events);
  });

  it('shows any epoch as the prefix of the log up to it', () => {
    const moment = moments.atOrBefore({ round: 2, epoch: 2 });
    expect(moment).toEqual(stateAt(events, 2, 2));
    expect(moment && positionOf(moment)).toEqual({ round: 2, epoch: 2 });
  });

  it('counts a round’s outcome to its last epoch', () => {
    const moment = moments.atOrBefore({ round: 1, epoch: 3 });
    expect(moment?.rounds[0].outcome).not.toBeNull();
    expect(moment?.rounds).toHaveLength(1);
    expect(moments.length).toBe(6);
  });

  it('falls back to the last moment before, and to nothing before the first', () => {
    expect(moments.atOrBefore({ round: 1, epoch: 99 })).toBe(moments.at(2));
    expect(moments.atOrBefore({ round: 1, epoch: 0 })).toBeNull();
    expect(() => moments.at(6)).toThrow(RangeError);
  });

  it('gives the same state again while it is looked at, so that nothing is drawn anew', () => {
    expect(moments.atOrBefore({ round: 1, epoch: 2 })).toBe(moments.at(1));
  });

  it('goes on after it was left, where the run goes on', () => {
    const begun = events.slice(0, 4);
    const left = logOf(begun);
    left.leave();
    expect(left.newest).toEqual({ ...foldRun(begun), phase: 'interrupted' });
  });
});

/** Bytes in use once what is not is collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('a long log', () => {
  it('shows every epoch as the prefix of the log up to it', () => {
    for (const events of [longLog(2, 150), levelwiseLog({ classes: 10, epochs: 80 })]) {
      const log = logOf(events);
      const ends = events.flatMap(({ type }, at) => (type === 'epoch-finished' ? [at] : []));
      expect(log.moments.length).toBe(ends.length);
      const order = ends.map((_, moment) => (moment * 37) % ends.length);
      for (const moment of order.slice(0, 60)) {
        const state = log.moments.at(moment);
        expect(state.seq).toBeGreaterThanOrEqual(ends[moment]);
        expect(state).toEqual(foldRun(events.slice(0, state.seq + 1)));
        expect(state.seq).toBeLessThan(ends[moment + 1] ?? events.length);
      }
    }
  });

  it('leaves every state that was handed out as it was', () => {
    const events = longLog(2, 40);
    const log = new RunLog();
    const seen = events.map((event, at) => {
      log.append([event]);
      return at % 7 < 2 ? { at, state: log.newest } : null;
    });
    for (const one of seen) {
      if (one !== null) expect(one.state).toEqual(foldRun(events.slice(0, one.at + 1)));
    }
  });

  it.each([
    [16, 10_000],
    [1, 50_000],
  ])('of %i × %i epochs is held in memory that grows with its events', (rounds, epochs) => {
    const events = longLog(rounds, epochs);
    const before = heapUsed();
    const log = logOf(events);
    const early = log.moments.atOrBefore({ round: 1, epoch: 1234 });
    const late = log.moments.atOrBefore({ round: rounds, epoch: epochs });
    expect((heapUsed() - before) / (rounds * epochs)).toBeLessThan(2000);
    expect(log.moments.length).toBe(rounds * epochs);
    expect(early?.rounds[0].epochs.at(-1)).toMatchObject({ epoch: 1234, trainLoss: 1234 });
    expect(late?.rounds).toHaveLength(rounds);
  });

  it('is read from a file of 50,000 epochs', async () => {
    const text = longLog(1, 50_000)
      .map((event) => JSON.stringify(event))
      .join('\n');
    const reading = await readLog({ size: text.length, text: async () => text });
    if (!reading.ok) throw new Error(reading.refusal.found);
    expect(reading.log.moments.length).toBe(50_000);
    expect(reading.log.moments.at(49_999)).toEqual(reading.log.newest);
  });
});

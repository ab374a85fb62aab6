import { describe, expect, it } from 'vitest';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { momentAt, positionOf } from '../progress/runPosition.ts';
import { sampleLog, stateAt } from '../testing/sampleRun.ts';
import { RunLog } from './runLog.ts';

describe('a run’s log', () => {
  const events = sampleLog({ data: 'mnist', rounds: 2, epochs: 3 });
  const log = new RunLog();
  log.append(events);
  const moments = log.momentsSoFar();

  it('ends in the state that the whole log folds to', () => {
    expect(log.newest).toEqual(foldRun(events));
    expect(log.events).toEqual(events);
  });

  it('shows any epoch as the prefix of the log up to it', () => {
    const moment = momentAt(moments, { round: 2, epoch: 2 });
    expect(moment).toEqual(stateAt(events, 2, 2));
    expect(moment && positionOf(moment)).toEqual({ round: 2, epoch: 2 });
  });

  it('counts a round’s outcome to its last epoch', () => {
    const moment = momentAt(moments, { round: 1, epoch: 3 });
    expect(moment?.rounds[0].outcome).not.toBeNull();
    expect(moment?.rounds).toHaveLength(1);
    expect(moments).toHaveLength(6);
  });

  it('falls back to the last moment before, and to nothing before the first', () => {
    expect(momentAt(moments, { round: 1, epoch: 99 })).toBe(moments[2]);
    expect(momentAt(moments, { round: 1, epoch: 0 })).toBeNull();
  });
});

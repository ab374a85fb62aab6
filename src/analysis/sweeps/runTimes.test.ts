import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { costKey, runTimes, totalTime } from './runTimes.ts';

const base = defaultSpec;
const muOf = (mu: number, seed = 1) =>
  ({ ...base, seed, method: { ...base.method, mu } }) as typeof base;
const longer = { ...base, training: { ...base.training, epochs: base.training.epochs + 1 } };

describe('the time of a run', () => {
  it('is the median of runs that differ in the seed alone', () => {
    const timed = [3, 9, 4].map((seconds, at) => ({ spec: muOf(0.7, at + 1), seconds }));
    const times = runTimes([...timed, { spec: muOf(0.9), seconds: 100 }]);
    expect(times(muOf(0.7, 20))).toBe(4);
    expect(times({ ...muOf(0.7, 20), name: 'Another name' })).toBe(4);
    expect(times(muOf(0.9, 20))).toBe(100);
  });

  it('is else that of runs of the same cost, the data named by hash or not', () => {
    const times = runTimes([{ spec: muOf(0.7), seconds: 6 }]);
    const dataset = { ...base.dataset, hash: 'a'.repeat(64) };
    expect(times({ ...muOf(0.3), dataset })).toBe(6);
    expect(times(longer)).toBeNull();
  });

  it('is else what was guessed, and what nobody knows is counted', () => {
    const times = runTimes([], new Map([[costKey(base), 8]]));
    expect(totalTime([base, muOf(0.2), longer], times)).toEqual({ seconds: 16, unknown: 1 });
  });
});

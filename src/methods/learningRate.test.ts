import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { ScheduleSpec } from '../spec/sections/trainingSpec.ts';
import { learningRateOf } from './learningRate.ts';

const training = { ...defaultSpec.training, epochs: 10, learningRate: 0.8 };
const stepsPerEpoch = 4;

function rateOf(schedule: ScheduleSpec, epoch: number, step = 0, epochs = 10): number {
  return learningRateOf({ ...training, epochs, schedule }, { epoch, step, stepsPerEpoch });
}

describe('the learning rate', () => {
  it('falls after the epochs named, not in them', () => {
    const schedule = { kind: 'steps' as const, at: [2, 4], factor: 0.5 };
    const rates = [1, 2, 3, 4, 5, 10].map((epoch) => rateOf(schedule, epoch));
    expect(rates).toEqual([0.8, 0.8, 0.4, 0.4, 0.2, 0.2]);
  });

  it('follows half a cosine from the full rate towards 0', () => {
    const rate = (epoch: number) => rateOf({ kind: 'cosine' }, epoch);
    expect(rate(1)).toBe(0.8);
    expect(rate(6)).toBeCloseTo(0.4, 12);
    expect(rate(10)).toBeGreaterThan(0);
    expect(rate(10)).toBeLessThan(rate(9));
  });

  it('follows a cosine in each cycle, step by step', () => {
    const schedule = { kind: 'cyclic-cosine', cycles: 2 } as const;
    // 40 steps, cycles of 20: a quarter, a half and the last step of a cycle.
    for (const first of [1, 6]) {
      expect(rateOf(schedule, first)).toBe(0.8);
      expect(rateOf(schedule, first + 1, 1)).toBeCloseTo(0.4 * (1 + Math.SQRT1_2), 12);
      expect(rateOf(schedule, first + 2, 2)).toBeCloseTo(0.4, 12);
      expect(rateOf(schedule, first + 4, 3)).toBeCloseTo(0.4 * (1 - Math.cos(Math.PI / 20)), 12);
    }
  });

  it('restarts every ⌈T/M⌉ steps where cycles do not divide them', () => {
    const schedule = { kind: 'cyclic-cosine', cycles: 3 } as const;
    // 40 steps in cycles of 14.
    expect(rateOf(schedule, 4, 1)).toBeLessThan(0.02);
    expect(rateOf(schedule, 4, 2)).toBe(0.8);
    expect(rateOf(schedule, 8, 0)).toBe(0.8);
  });

  it('has the tail of the authors’ code for SWA', () => {
    const schedule = { kind: 'constant-tail', tailFrom: 161, tailFactor: 0.5 } as const;
    const rate = (epoch: number) => rateOf(schedule, epoch, 0, 200);
    expect([rate(1), rate(81)]).toEqual([0.8, 0.8]);
    // 113 epochs are finished: t = 113/161, about half-way down.
    expect(rate(114)).toBeCloseTo(0.8 * (1 - (0.5 * (113 / 161 - 0.5)) / 0.4), 12);
    expect([rate(147), rate(161), rate(200)]).toEqual([0.4, 0.4, 0.4]);
    expect(rate(145)).toBeGreaterThan(0.4);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../spec/presets/presets.ts';
import { learningRateOf } from './learningRate.ts';

const training = { ...defaultSpec.training, epochs: 10, learningRate: 0.8 };

describe('the learning rate', () => {
  it('falls after the epochs named, not in them', () => {
    const schedule = { kind: 'steps' as const, at: [2, 4], factor: 0.5 };
    const rates = [1, 2, 3, 4, 5, 10].map((epoch) =>
      learningRateOf({ ...training, schedule }, epoch),
    );
    expect(rates).toEqual([0.8, 0.8, 0.4, 0.4, 0.2, 0.2]);
  });

  it('follows half a cosine from the full rate towards 0', () => {
    const rate = (epoch: number) =>
      learningRateOf({ ...training, schedule: { kind: 'cosine' } }, epoch);
    expect(rate(1)).toBe(0.8);
    expect(rate(6)).toBeCloseTo(0.4, 12);
    expect(rate(10)).toBeGreaterThan(0);
    expect(rate(10)).toBeLessThan(rate(9));
  });
});

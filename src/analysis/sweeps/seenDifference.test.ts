import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { pairedDeviation, seenDifference } from './seenDifference.ts';

const run = (mu: number, seed: number, testError: number, datasetHash = 'd') => ({
  spec: { ...defaultSpec, seed, method: { ...defaultSpec.method, mu } } as typeof defaultSpec,
  datasetHash,
  testError,
});

describe('the deviation of paired differences', () => {
  it('is that of two settings over the seeds that they share', () => {
    const runs = [
      ...[0.1, 0.12, 0.14, 0.3].map((error, seed) => run(0.5, seed, error)),
      // Differences 0.01, 0.03, 0.05: deviation 0.02. The fourth seed is not shared.
      ...[0.09, 0.09, 0.09].map((error, seed) => run(0.7, seed, error)),
      ...[0.9, 0.1, 0.5].map((error, seed) => run(0.9, seed, error, 'other data')),
    ];
    expect(pairedDeviation(runs, 'd')).toBeCloseTo(0.02, 12);
    expect(pairedDeviation(runs, 'nothing')).toBeNull();
  });

  it('is unknown below three pairs', () => {
    const runs = [0, 1].flatMap((seed) => [run(0.5, seed, seed / 10), run(0.7, seed, 0.2)]);
    expect(pairedDeviation(runs, 'd')).toBeNull();
  });
});

describe('the difference that is seen four times in five', () => {
  it('is (t₀.₉₇₅ + t₀.₈) s/√n by the tables of Student’s t', () => {
    // 19 degrees of freedom: 2.093024 and 0.860951.
    expect(seenDifference(1, 20)).toBeCloseTo((2.093024 + 0.860951) / Math.sqrt(20), 5);
    // 2 degrees: 4.302653 and 1.060660.
    expect(seenDifference(0.01, 3)).toBeCloseTo((0.01 * (4.302653 + 1.06066)) / Math.sqrt(3), 7);
    expect(seenDifference(1, 1)).toBeNull();
  });
});

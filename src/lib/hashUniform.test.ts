import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashUniform } from './hashUniform.ts';

const count = 40_000;
const draws = (key: (index: number) => [number, number, number, number]) =>
  Float64Array.from({ length: count }, (_, index) => hashUniform(...key(index)));

/** Keys as sampling uses them: one number runs on, or two draws of neighbouring keys are compared. */
const sequences = {
  images: draws((index) => [1, 5, index, 0]),
  levels: draws((index) => [1, 5, index, 1]),
  epochs: draws((index) => [1, 6, index, 0]),
  seeds: draws((index) => [2, 5, index, 0]),
  'a seed beyond 32 bits': draws((index) => [1 + 2 ** 32, 5, index, 0]),
  'next image': draws((index) => [1, 5, index + 1, 0]),
  'one image over the epochs': draws((index) => [1, index, 7, 2]),
};

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / count;

function correlation(a: Float64Array, b: Float64Array): number {
  return mean(a.map((value, index) => (value - 0.5) * (b[index] - 0.5))) * 12;
}

describe('hashed uniform draws', () => {
  it.each(Object.entries(sequences))('%s: have the moments of U(0, 1)', (_name, values) => {
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(0.006);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1 / 3)).toBeLessThan(0.006);
    expect(Math.abs(mean(values.map((value) => value ** 3)) - 1 / 4)).toBeLessThan(0.006);
  });

  it.each(Object.entries(sequences))(
    '%s: fill bins and follow one another evenly',
    (_n, values) => {
      const bins = new Array<number>(100).fill(0);
      for (const value of values) bins[Math.floor(value * 100)]++;
      const expected = count / 100;
      const chiSquare = bins.reduce((sum, bin) => sum + (bin - expected) ** 2 / expected, 0);
      // 99 degrees of freedom: 148 is passed by one in a thousand.
      expect(chiSquare).toBeLessThan(160);
      const shifted = values.map((_, index) => values[(index + 1) % count]);
      expect(Math.abs(correlation(values, shifted))).toBeLessThan(0.025);
    },
  );

  it('are uncorrelated between levels, epochs, seeds and images', () => {
    const names = ['images', 'levels', 'epochs', 'seeds', 'a seed beyond 32 bits'] as const;
    for (const a of names) {
      for (const b of [...names, 'next image'] as const) {
        const value = correlation(sequences[a], sequences[b]);
        if (a === b) expect(value).toBeCloseTo(1, 1);
        else expect(Math.abs(value), `${a} and ${b}`).toBeLessThan(0.025);
      }
    }
  });

  it('repeat, lie in [0, 1) and are exact in single precision', () => {
    const whole = fc.nat(2 ** 31 - 1);
    const seed = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(seed, whole, whole, whole, (one, a, b, c) => {
        const value = hashUniform(one, a, b, c);
        expect(value).toBe(hashUniform(one, a, b, c));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(Math.fround(value)).toBe(value);
        expect(Number.isInteger(value * 2 ** 24)).toBe(true);
      }),
    );
  });
});

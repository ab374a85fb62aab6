import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, permutation } from './random.ts';

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);

describe('random streams', () => {
  it('repeat for equal keys and differ for others', () => {
    const draws = (...key: (string | number)[]) => take(8, createRandom(1, ...key).uniform);
    expect(draws('init', 2)).toEqual(draws('init', 2));
    expect(draws('init', 2)).not.toEqual(draws('init', 3));
    expect(draws('init', 2)).not.toEqual(draws('init2'));
    expect(take(3, createRandom(0).uniform)).not.toEqual(take(3, createRandom(1).uniform));
  });

  it('have the moments of their distributions', () => {
    const random = createRandom(5, 'moments');
    const normals = take(20_000, random.normal);
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + value ** 2, 0) / normals.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    const counts = new Array<number>(10).fill(0);
    for (const value of take(20_000, () => random.integer(10))) counts[value]++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('permute: every index once', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (length, seed) => {
        const order = permutation(length, createRandom(seed, 'order'));
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(length).keys()]);
      }),
    );
  });
});

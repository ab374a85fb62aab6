import fc from 'fast-check';
import { expect, it } from 'vitest';
import { permutedImportance } from './permutedImportance.ts';

it('has the same sorted values, whatever they are', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.nat(), fc.integer({ min: 1, max: 64 }), (list, seed, round) => {
      const importance = Float64Array.from(list);
      const permuted = permutedImportance(importance, seed, round);
      expect(permuted.toSorted()).toEqual(importance.toSorted());
      expect(permutedImportance(importance, seed, round)).toEqual(permuted);
    }),
  );
});

it('differs between rounds and seeds', () => {
  const importance = Float64Array.from({ length: 40 }, (_, index) => index / 780);
  const first = permutedImportance(importance, 3, 2);
  expect(first).not.toEqual(importance);
  expect(permutedImportance(importance, 3, 3)).not.toEqual(first);
  expect(permutedImportance(importance, 4, 2)).not.toEqual(first);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import { expandAssignment } from '../../spec/run/sparseAssignment.ts';
import { sparseAssignment } from './sparse.ts';

it('expands to the Ψ that it was made of', () => {
  const image = fc.tuple(fc.nat(2), fc.nat(4));
  fc.assert(
    fc.property(
      fc.array(image, { maxLength: 40 }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (images, b) => {
        const groups = Int32Array.from(images, ([group]) => group);
        const labels = Int32Array.from(images, ([, label]) => label);
        const counts = GroupCounts.of(groups, labels, 3, 5);
        const assignment = counts.assignment(new Float64Array(5).fill(b));
        const sparse = sparseAssignment(assignment, counts.values, 5);
        expect(sparse.counts.reduce((sum, count) => sum + count, 0)).toBe(images.length);
        expandAssignment(sparse, 5)
          .flat()
          .forEach((value, at) => {
            expect(value).toBeCloseTo(assignment[at], 7);
          });
      },
    ),
  );
});

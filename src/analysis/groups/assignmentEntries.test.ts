import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import { denseStrengths } from '../../algorithms/levelwise/testing/denseStrengths.ts';
import { entriesByClass, groupStrength, imageShare } from './assignmentEntries.ts';

const assignment = {
  base: [0, 0],
  groups: [0, 0, 1, 1],
  classes: [0, 1, 1, 2],
  counts: [10, 6, 2, 8],
  values: [0.6, 0.3, 0.2, 0.8],
};

describe('the facts of a level', () => {
  it('lists the entries of a class, the largest first', () => {
    expect(entriesByClass(assignment).get(1)).toEqual([
      { group: 0, value: 0.3, share: 0.75 },
      { group: 1, value: 0.2, share: 0.25 },
    ]);
  });

  it('gives a group the mean share of its classes’ images', () => {
    expect(groupStrength(assignment, 0, [0, 1])).toBeCloseTo((1 + 0.75) / 2);
    expect(groupStrength(assignment, 1, [0])).toBe(0);
    expect(groupStrength(assignment, 1, [])).toBeNull();
  });

  it('gives each class the shares that full tables of counts give', () => {
    const table = fc.array(fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(table, (rows) => {
        const counts = new GroupCounts(rows.length, 4);
        rows.forEach((row, group) => {
          row.forEach((count, index) => {
            counts.add(group, index, count);
          });
        });
        const entries = rows.flatMap((row, group) =>
          row.flatMap((count, index) => (count === 0 ? [] : [{ group, index, count }])),
        );
        const sparse = {
          base: rows.map(() => 0),
          groups: entries.map(({ group }) => group),
          classes: entries.map(({ index }) => index),
          counts: entries.map(({ count }) => count),
          values: entries.map(({ count }) => count),
        };
        const dense = denseStrengths(counts);
        rows.forEach((row, group) => {
          row.forEach((_, index) => {
            expect(imageShare(sparse, group, index) ?? 0).toBe(dense[group * 4 + index]);
          });
        });
      }),
    );
  });
});

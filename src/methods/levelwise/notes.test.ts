import { expect, it } from 'vitest';
import { confidenceNotes, groupNotes } from './notes.ts';

const level = (groupCount: number, ...groupOf: number[]) => ({
  groupCount,
  groupOf: Int32Array.from(groupOf),
});

it('warns of a group with more than half of the classes, and of empty ones', () => {
  const average = { from: 'features', linkage: 'average' } as const;
  const uneven = [level(3, 0, 0, 0, 1, 1), level(2, 0, 0, 1, 1, 1)];
  const [large, empty, ...more] = groupNotes(uneven, 5, average);
  expect(large).toContain('Level 1: one of 3 groups holds 3 of 5 classes');
  expect(empty).toContain('Level 1: one group holds no class');
  expect(more).toHaveLength(1);
  expect(groupNotes([level(2, 0, 0, 1, 1)], 4, average)).toEqual([]);
  expect(large).toContain('Ward');
  for (const other of [
    { from: 'features', linkage: 'ward' },
    { from: 'import', linkage: 'average' },
  ] as const) {
    expect(groupNotes(uneven, 5, other)[0]).not.toContain('Ward');
  }
});

it('tells how level weights limit confidence, where they do', () => {
  const levels = [level(2, 0, 0, 1, 1)];
  // ½ for the classes' own level and ½ · ½ for the group of two.
  expect(confidenceNotes(levels, Float64Array.of(0.5, 0.5), 4)[0]).toContain('75%');
  expect(confidenceNotes(levels, Float64Array.of(0.1, 0.9), 4)).toEqual([]);
});

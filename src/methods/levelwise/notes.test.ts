import { expect, it } from 'vitest';
import { confidenceNotes, groupNotes } from './notes.ts';

const level = (groupCount: number, ...groupOf: number[]) => ({
  groupCount,
  groupOf: Int32Array.from(groupOf),
});

it('warns of a group with more than half of the classes, and of empty ones', () => {
  const [large, empty, ...more] = groupNotes([level(3, 0, 0, 0, 1, 1), level(2, 0, 0, 1, 1, 1)], 5);
  expect(large).toContain('Level 1: one of 3 groups holds 3 of 5 classes');
  expect(empty).toContain('Level 1: one group holds no class');
  expect(more).toHaveLength(1);
  expect(groupNotes([level(2, 0, 0, 1, 1)], 4)).toEqual([]);
});

it('tells how level weights limit confidence, where they do', () => {
  const levels = [level(2, 0, 0, 1, 1)];
  // ½ for the classes' own level and ½ · ½ for the group of two.
  expect(confidenceNotes(levels, Float64Array.of(0.5, 0.5), 4)[0]).toContain('75%');
  expect(confidenceNotes(levels, Float64Array.of(0.1, 0.9), 4)).toEqual([]);
});

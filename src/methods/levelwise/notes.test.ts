import { describe, expect, it } from 'vitest';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
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

describe('how level weights limit confidence', () => {
  const levels = [level(2, 0, 0, 1, 1)];
  const notes = (levelWeights: LevelwiseSpec['levelWeights'], levelWeightMinimum = 0) =>
    confidenceNotes(levels, { levelWeights, levelWeightMinimum }, 4);

  it('is told of weights that stay, where they do', () => {
    // ½ for the classes' own level and ½ · ½ for the group of two.
    expect(notes('uniform')[0]).toContain('With these level weights');
    expect(notes('uniform')[0]).toContain('75% at most');
    expect(notes([0.4, 0.6])[0]).toContain('80% at most');
    expect(notes([0.1, 0.9])).toEqual([]);
  });

  it('is told of weights that are found as they begin, and as they can become', () => {
    expect(notes('learned', 0.2)[0]).toContain(
      '75% at most on average, with those learned up to 90%',
    );
    expect(notes('fitted')[0]).toContain('with those fitted up to 100%');
  });
});

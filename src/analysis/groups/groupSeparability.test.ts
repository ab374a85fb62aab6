import { describe, expect, it } from 'vitest';
import type { GeometryState } from '../../spec/run/runState.ts';
import { flatTwinState, levelwiseState } from '../testing/sampleLevelwise.ts';
import { geometryMoments, groupSeparabilities, membersOf } from './groupSeparability.ts';

const own = levelwiseState();
const baseline = flatTwinState();

const geometry: GeometryState = {
  epoch: 3,
  dimensions: 2,
  varianceKept: 0.8,
  means: [0, 0, 3, 4, 0, 1, 6, 0],
  spreads: [1, 2, 1, 0],
};

describe('separability of groups', () => {
  it('is the mean over pairs of squared distance over squared spreads', () => {
    const rows = groupSeparabilities([0, 0, 0, 1], { before: geometry, after: null, other: null });
    // 25/5, 1/2 and 18/5.
    expect(rows).toEqual([
      { group: 0, members: [0, 1, 2], before: (5 + 0.5 + 3.6) / 3, after: null, other: null },
    ]);
  });

  it('compares the moments of both runs, the greatest change first', () => {
    const moments = geometryMoments(own, baseline);
    expect([moments.before?.epoch, moments.after?.epoch, moments.other?.epoch]).toEqual([
      3, 24, 24,
    ]);
    const rows = groupSeparabilities(own.levelwise!.groupOf[1], moments);
    expect(rows).toHaveLength(20);
    const change = rows.map(({ before, after }) => after! - before!);
    expect(change).toEqual(change.toSorted((a, b) => b - a));
    expect(geometryMoments(levelwiseState({ until: 6 }), baseline).after).toBeNull();
  });

  it('keeps empty groups in their places', () => {
    expect(membersOf([2, 0, 2])).toEqual([[1], [], [0, 2]]);
  });
});

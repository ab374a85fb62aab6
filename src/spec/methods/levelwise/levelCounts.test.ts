import { describe, expect, it } from 'vitest';
import { levelCounts } from './levelCounts.ts';

const features = { from: 'features', levels: null, branching: null } as const;

describe('the number of groups of each level', () => {
  it('is what the spec lists', () => {
    expect(levelCounts({ ...features, levels: [6, 20] }, 100)).toEqual([6, 20]);
  });

  it.each([
    [100, 10, [10]],
    [100, 4, [2, 7, 25]],
    [7756, 100, [78]],
    [1000, 2, [32, 63, 125, 250, 500]],
    [10, 10, []],
  ])('branches %d classes by %d into %j', (classes, branching, counts) => {
    expect(levelCounts({ ...features, branching }, classes)).toEqual(counts);
  });

  it('is left to labels and trees, and none for confusions', () => {
    expect(levelCounts({ ...features, from: 'labels' }, 100)).toBeNull();
    expect(levelCounts({ ...features, from: 'import' }, 100)).toBeNull();
    expect(levelCounts({ ...features, from: 'confusion' }, 100)).toEqual([]);
  });
});

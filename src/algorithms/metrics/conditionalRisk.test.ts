import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LevelGroups, treeDistance } from '../levelwise/levels.ts';
import { leastRiskClasses } from './conditionalRisk.ts';

/** {0, 1, 2} and {3}. */
const two: readonly LevelGroups[] = [{ groupCount: 2, groupOf: Int32Array.of(0, 0, 0, 1) }];

/** Σ_j d(k, j) p_j of each class, as it is written. */
function risks(row: readonly number[], levels: readonly LevelGroups[]): number[] {
  return row.map((_, k) => row.reduce((sum, p, j) => sum + p * treeDistance(levels, k, j), 0));
}

describe('the class of least conditional risk', () => {
  it('by hand: the most probable class alone in its group loses to the best of the other', () => {
    const row = [0.3, 0.2, 0.1, 0.4];
    // 0: 0.2 + 0.1 + 2·0.4; 3: 2·(0.3 + 0.2 + 0.1).
    expect(risks(row, two)[0]).toBeCloseTo(1.1, 12);
    expect(risks(row, two)[3]).toBeCloseTo(1.2, 12);
    expect([...leastRiskClasses(Float64Array.from(row), two, 4)]).toEqual([0]);
  });

  it('is the most probable one without a tree, the lower of equals', () => {
    const rows = Float32Array.of(0.25, 0.5, 0.25, 0.4, 0.4, 0.2);
    expect([...leastRiskClasses(rows, [], 3)]).toEqual([1, 0]);
  });

  it('has the least risk as it is written, in nested trees', () => {
    const levels: readonly LevelGroups[] = [
      { groupCount: 2, groupOf: Int32Array.of(0, 0, 0, 1, 1, 1) },
      { groupCount: 4, groupOf: Int32Array.of(0, 0, 1, 2, 2, 3) },
    ];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 }),
        (parts) => {
          const sum = parts.reduce((total, part) => total + part, 0);
          const row = parts.map((part) => part / sum);
          const [chosen] = leastRiskClasses(Float64Array.from(row), levels, 6);
          const all = risks(row, levels);
          expect(all[chosen]).toBeLessThanOrEqual(Math.min(...all) + 1e-9);
        },
      ),
    );
  });
});

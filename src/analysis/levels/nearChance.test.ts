import { describe, expect, it } from 'vitest';
import type { RunState } from '../../spec/run/runState.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { nearChance, nearChanceText } from './nearChance.ts';

/** A run whose two levels above the classes had these accuracies before adaptation. */
function withAccuracy(accuracy: readonly number[], until = 4): RunState {
  const state = levelwiseState({ until });
  const { levelwise } = state;
  if (levelwise === null) throw new Error('no levels');
  const epochs = levelwise.epochs.map((epoch) =>
    epoch.epoch === 4
      ? {
          ...epoch,
          levelAccuracy: Object.fromEntries(
            Object.keys(epoch.levelAccuracy).map((split) => [split, [...accuracy, 0.9]]),
          ),
          levelShares: [0.02, 0.03, 0.95],
        }
      : epoch,
  );
  return { ...state, levelwise: { ...levelwise, epochs } };
}

describe('a level near chance', () => {
  it('is named with its accuracy, chance and share of the gradient', () => {
    // Five groups of about a fifth of the classes each, and twenty.
    const [coarse, ...others] = nearChance(withAccuracy([0.25, 0.6]));
    expect(others).toEqual([]);
    expect(coarse).toMatchObject({ level: 0, accuracy: 0.25, share: 0.02 });
    expect(coarse.chance).toBeGreaterThan(0.19);
    expect(coarse.chance).toBeLessThan(0.3);
    expect(nearChanceText(withAccuracy([0.25, 0.6]))).toMatch(
      /^Level 1 is near chance when adaptation begins: 25% right, 2\d% by chance, 2% of the gradient\./,
    );
  });

  it('is warned of from the epoch before adaptation on, and not where levels have learned', () => {
    expect(nearChance(withAccuracy([0.1, 0.05], 12)).map(({ level }) => level)).toEqual([0, 1]);
    expect(nearChance(withAccuracy([0.8, 0.7]))).toEqual([]);
    expect(nearChanceText(withAccuracy([0.8, 0.7]))).toBeNull();
    expect(nearChance(levelwiseState({ until: 3 }))).toEqual([]);
    const fixed = levelwiseState({ until: 4, adapt: 'none' });
    expect(nearChance({ ...withAccuracy([0.1, 0.05]), spec: fixed.spec })).toEqual([]);
  });
});

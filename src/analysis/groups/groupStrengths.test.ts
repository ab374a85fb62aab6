import { describe, expect, it } from 'vitest';
import { classDifferences } from '../comparison/classDifferences.ts';
import { testPairing } from '../comparison/testPairing.ts';
import { flatTwinState, levelwiseState, levelwiseTestLabels } from '../testing/sampleLevelwise.ts';
import { groupStrengths, strengthCorrelation, strengthPoints } from './groupStrengths.ts';

const own = levelwiseState();
const baseline = flatTwinState();
const levelwise = own.levelwise!;

describe('groupStrengths', () => {
  it('is the share of a class that its first group still holds after the first adaptation', () => {
    const level = 1;
    const strengths = groupStrengths(levelwise, level)!;
    expect(strengths.epoch).toBe(5);
    const { assignment } = levelwise.epochs.find(({ isAdapting }) => isAdapting)!.levels[level];
    strengths.strengths.forEach((strength, index) => {
      const entries = assignment.classes.flatMap((one, entry) => (one === index ? [entry] : []));
      const all = entries.reduce((sum, entry) => sum + assignment.counts[entry], 0);
      const kept = entries.find(
        (entry) => assignment.groups[entry] === levelwise.built.levels[level].groupOf[index],
      );
      expect(strength).toBeCloseTo((kept === undefined ? 0 : assignment.counts[kept]) / all, 12);
    });
  });

  it('is not known of a tree that stays as it is', () => {
    expect(groupStrengths(levelwiseState({ adapt: 'none' }).levelwise!, 1)).toBeNull();
    expect(groupStrengths(levelwise, 7)).toBeNull();
  });

  it('stands against the gain of the level-wise run, also where that is the baseline', () => {
    const pairing = testPairing(own, baseline, levelwiseTestLabels(own));
    const strengths = groupStrengths(levelwise, 1)!;
    const there = strengthPoints(strengths, classDifferences(own, baseline, 'test', pairing), 1);
    const back = strengthPoints(strengths, classDifferences(baseline, own, 'test', pairing), -1);
    expect(there).toHaveLength(100);
    there.forEach(({ gain }, at) => {
      expect(gain).toBeCloseTo(back[at].gain, 14);
    });
  });

  it('goes with gain only where three classes or more are known', () => {
    const points = [1, 2, 4].map((step, index) => ({
      index,
      group: 0,
      strength: step / 4,
      gain: -step,
    }));
    expect(strengthCorrelation(points)).toBeCloseTo(-1, 12);
    expect(strengthCorrelation(points.slice(1))).toBeNull();
  });
});

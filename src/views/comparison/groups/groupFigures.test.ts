import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classDifferences } from '../../../analysis/comparison/classDifferences.ts';
import { testPairing } from '../../../analysis/comparison/testPairing.ts';
import {
  geometryMoments,
  groupSeparabilities,
  membersOf,
} from '../../../analysis/groups/groupSeparability.ts';
import {
  correlation,
  groupStrengths,
  type StrengthPoint,
  strengthPoints,
} from '../../../analysis/groups/groupStrengths.ts';
import {
  flatTwinState,
  levelwiseState,
  levelwiseTestLabels,
} from '../../../analysis/testing/sampleLevelwise.ts';
import type { GeometryState } from '../../../spec/run/runState.ts';
import { planeShare, projectionLayout } from './projectionLayout.ts';
import { dotsPath, nearestClass } from './scatterLayout.ts';
import { geometryGap, separabilityText } from './separabilityWords.ts';
import { strengthLayout } from './strengthLayout.ts';
import { correlationInterval, correlationText } from './strengthWords.ts';

const own = levelwiseState();
const baseline = flatTwinState();
const levelwise = own.levelwise!;

const geometry: GeometryState = {
  epoch: 3,
  dimensions: 2,
  varianceKept: 0.8,
  means: [0, 0, 3, 4, 0, 1, 6, 0],
  spreads: [1, 2, 1, 0],
};

function pointsOf(pairs: readonly (readonly [number, number])[]): StrengthPoint[] {
  return pairs.map(([strength, gain], index) => ({ index, group: 0, strength, gain }));
}

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
});

describe('correlation', () => {
  it('agrees with values known by hand', () => {
    expect(
      correlation(
        pointsOf([
          [0, 0],
          [1, 2],
          [2, 4],
        ]),
      ),
    ).toBeCloseTo(1, 12);
    expect(
      correlation(
        pointsOf([
          [0, 4],
          [1, 2],
          [2, 0],
        ]),
      ),
    ).toBeCloseTo(-1, 12);
    // Deviations (−1, 0, 1) and (−2, 1, 1): 3 / sqrt(2 · 6).
    expect(
      correlation(
        pointsOf([
          [1, 1],
          [2, 4],
          [3, 4],
        ]),
      ),
    ).toBeCloseTo(3 / Math.sqrt(12), 12);
  });

  it('is none of two points, nor where nothing varies', () => {
    expect(
      correlation(
        pointsOf([
          [0, 0],
          [1, 2],
        ]),
      ),
    ).toBeNull();
    expect(
      correlation(
        pointsOf([
          [0.8, 0],
          [0.8, 2],
          [0.8, 1],
        ]),
      ),
    ).toBeNull();
  });

  it('stays the same when both are scaled and moved', () => {
    const values = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
      { minLength: 3 },
    );
    fc.assert(
      fc.property(values, (pairs) => {
        const plain = correlation(pointsOf(pairs));
        const moved = correlation(pointsOf(pairs.map(([x, y]) => [3 * x + 1, 2 * y - 5])));
        if (plain === null || moved === null) expect(moved).toBe(plain);
        else expect(moved).toBeCloseTo(plain, 9);
      }),
    );
  });

  it('has Fisher’s interval', () => {
    // atanh 0.5 = 0.549306; 1.96 / sqrt(25) = 0.392.
    const [low, high] = correlationInterval(0.5, 28)!;
    expect(low).toBeCloseTo(Math.tanh(0.549306 - 0.392), 5);
    expect(high).toBeCloseTo(Math.tanh(0.549306 + 0.392), 5);
    expect(correlationInterval(1, 28)).toBeNull();
  });

  it('is said with care', () => {
    const line = (n: number) => pointsOf(Array.from({ length: n }, (_, x) => [x, -x + (x % 3)]));
    expect(correlationText(line(2))).toMatch(/^Only 2/);
    expect(correlationText(line(5))).toMatch(/n = 5 classes, too few/);
    expect(correlationText(line(30))).toMatch(/gain less\. That says nothing of why\.$/);
    const loose = pointsOf(Array.from({ length: 30 }, (_, x) => [x, (x * 7) % 5]));
    expect(correlationText(loose)).toMatch(/no clear connection/);
  });
});

describe('separability', () => {
  it('is the mean over pairs of squared distance over squared spreads', () => {
    const rows = groupSeparabilities([0, 0, 0, 1], { before: geometry, after: null, other: null });
    // 25/5, 1/2 and 18/5.
    expect(rows).toEqual([
      { group: 0, members: [0, 1, 2], before: (5 + 0.5 + 3.6) / 3, after: null, other: null },
    ]);
  });

  it('compares the moments of both runs', () => {
    const moments = geometryMoments(own, baseline);
    expect([moments.before?.epoch, moments.after?.epoch, moments.other?.epoch]).toEqual([
      3, 24, 24,
    ]);
    expect(geometryGap(moments)).toBeNull();
    const rows = groupSeparabilities(levelwise.groupOf[1], moments);
    const change = rows.map(({ before, after }) => after! - before!);
    expect(change).toEqual(change.toSorted((a, b) => b - a));
    expect(separabilityText(rows)).toMatch(/^Separability grew in 20 of 20 groups/);
  });

  it('says what is missing', () => {
    const without = { ...own, geometry: [] };
    expect(geometryGap(geometryMoments(without, baseline))).toMatch(/was not measured/);
    expect(geometryGap(geometryMoments(own, { ...baseline, geometry: [] }))).toMatch(/other run/);
    const early = levelwiseState({ until: 6 });
    expect(geometryMoments(early, baseline).after).toBeNull();
    expect(geometryGap(geometryMoments(early, baseline))).toMatch(/when the run ends/);
  });

  it('keeps empty groups in their places', () => {
    expect(membersOf([2, 0, 2])).toEqual([[1], [], [0, 2]]);
  });
});

describe('projectionLayout', () => {
  it('keeps distances in proportion and all points within the panel', () => {
    const { points } = projectionLayout(geometry, [0, 1], 300, 200);
    const apart = (one: number, two: number) =>
      Math.hypot(points[one].x - points[two].x, points[one].y - points[two].y);
    expect(apart(0, 1) / apart(0, 2)).toBeCloseTo(5, 9);
    expect(points[1].y).toBeLessThan(points[0].y);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(300);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(200);
    }
  });

  it('pushes the names of one side apart', () => {
    const close = { ...geometry, means: [0, 0, 0, 0.01, 0, 0.02, 9, 9] };
    const { labels } = projectionLayout(close, [0, 1, 2], 300, 200);
    const rows = labels.map(({ y }) => y).toSorted((a, b) => a - b);
    expect(rows[1] - rows[0]).toBeGreaterThanOrEqual(12.9);
    expect(rows[2] - rows[1]).toBeGreaterThanOrEqual(12.9);
  });

  it('tells the share of the variance in the plane', () => {
    expect(planeShare(geometry)).toBeCloseTo(0.8, 12);
    // Variances 2, 0 and 2 of three components: half of what was kept.
    const deep = { ...geometry, dimensions: 3, means: [1, 0, 1, -1, 0, -1] };
    expect(planeShare(deep)).toBeCloseTo(0.4, 12);
  });

  it('lays out a single component in a line', () => {
    const flat = { ...geometry, dimensions: 1, means: [0, 1, 2, 3] };
    const { points } = projectionLayout(flat, [], 300, 200);
    expect(new Set(points.map(({ y }) => y)).size).toBe(1);
  });
});

describe('scatter', () => {
  const points = [
    { index: 4, x: 10, y: 10 },
    { index: 7, x: 20, y: 10 },
  ];

  it('finds the nearest class within reach', () => {
    expect(nearestClass(points, 13, 10, 8)).toBe(4);
    expect(nearestClass(points, 17, 10, 8)).toBe(7);
    expect(nearestClass(points, 40, 10, 8)).toBeNull();
  });

  it('is one path', () => {
    expect(dotsPath(points)).toBe('M10.0 10.0h0M20.0 10.0h0');
  });

  it('places stronger classes further right, gains further up', () => {
    const { points: placed } = strengthLayout(
      pointsOf([
        [0.3, 0.1],
        [0.9, -0.05],
      ]),
      400,
      280,
    );
    expect(placed[1].x).toBeGreaterThan(placed[0].x);
    expect(placed[1].y).toBeGreaterThan(placed[0].y);
  });
});

import { describe, expect, it } from 'vitest';
import {
  geometryMoments,
  groupSeparabilities,
} from '../../../analysis/groups/groupSeparability.ts';
import type { StrengthPoint } from '../../../analysis/groups/groupStrengths.ts';
import { flatTwinState, levelwiseState } from '../../../analysis/testing/sampleLevelwise.ts';
import type { GeometryState } from '../../../spec/run/runState.ts';
import { projectionLayout } from './projectionLayout.ts';
import { dotsPath, nearestClass } from './scatterLayout.ts';
import { geometryGap, separabilityText } from './separabilityWords.ts';
import { strengthLayout } from './strengthLayout.ts';
import { correlationText } from './strengthWords.ts';

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

describe('correlation', () => {
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
  it('tells what changed between the moments of both runs', () => {
    const moments = geometryMoments(own, baseline);
    expect(geometryGap(moments)).toBeNull();
    const rows = groupSeparabilities(levelwise.groupOf[1], moments);
    expect(separabilityText(rows)).toMatch(/^Separability grew in 20 of 20 groups/);
  });

  it('says what is missing', () => {
    const without = { ...own, geometry: [] };
    expect(geometryGap(geometryMoments(without, baseline))).toMatch(/was not measured/);
    expect(geometryGap(geometryMoments(own, { ...baseline, geometry: [] }))).toMatch(/other run/);
    const early = levelwiseState({ until: 6 });
    expect(geometryGap(geometryMoments(early, baseline))).toMatch(/when the run ends/);
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

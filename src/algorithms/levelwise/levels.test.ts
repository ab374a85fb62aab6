import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { ClassMoments } from './classMoments.ts';
import { condensedIndex } from './condensed.ts';
import {
  buildLevels,
  entryLevel,
  groupSizes,
  type LevelGroups,
  parentGroups,
  treeDistance,
} from './levels.ts';
import { classDistances, dissimilarities, selfTunedScales } from './similarity.ts';

const level = (...groupOf: number[]): LevelGroups => ({
  groupCount: Math.max(...groupOf) + 1,
  groupOf: Int32Array.from(groupOf),
});

describe('class moments', () => {
  const features = Float32Array.from([1, 2, 3, 4, 5, 9, -1, 0]);
  const labels = Int32Array.from([0, 0, 2, 2]);

  it('are the mean and the root mean square distance to it', () => {
    const moments = new ClassMoments(3, 2);
    moments.add(features, labels);
    expect([...moments.means()]).toEqual([2, 3, 2, 3.75, 2, 4.5]);
    const [first, second, third] = moments.spreads();
    expect(first).toBeCloseTo(Math.SQRT2, 12);
    expect(second).toBe(0);
    expect(third).toBeCloseTo(Math.sqrt(9 + 4.5 ** 2), 12);
  });

  it('do not depend on how the images are divided', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 20 }), (seed, cut) => {
        const random = createRandom(seed, 'features');
        const many = Float32Array.from({ length: 60 }, () => 1000 + random.normal());
        const classes = Int32Array.from({ length: 20 }, () => random.integer(4));
        const pieces = new ClassMoments(4, 3);
        pieces.add(many.subarray(0, cut * 3), classes.subarray(0, cut));
        pieces.add(many.subarray(cut * 3), classes.subarray(cut));
        const whole = new ClassMoments(4, 3);
        whole.add(many, classes);
        expect(pieces.means()).toEqual(whole.means());
        // Far from the origin, differences of large squares would have lost the spread.
        pieces.spreads().forEach((spread) => {
          expect(spread).toBeLessThan(8);
        });
      }),
    );
  });
});

describe('similarity', () => {
  it('with few classes is scaled by the farthest, and never by 0', () => {
    const distances = classDistances(Float64Array.from([0, 1, 4]), 3);
    expect([...distances]).toEqual([1, 4, 3]);
    expect([...selfTunedScales(distances, 3)]).toEqual([4, 3, 4]);
    expect([...selfTunedScales(distances, 3, 1)]).toEqual([1, 1, 3]);
    const equal = classDistances(new Float64Array(6), 3);
    expect([...selfTunedScales(equal, 3)]).toEqual([1e-12, 1e-12, 1e-12]);
    expect([...dissimilarities(equal, 3, 'self-tuned')]).toEqual([0, 0, 0]);
  });

  it('with one σ for all is exp(−d/σ)', () => {
    const apart = dissimilarities(Float64Array.from([0, 2, 5]), 3, 2);
    [0, 2, 5].forEach((distance, entry) => {
      expect(apart[entry]).toBeCloseTo(1 - Math.exp(-distance / 2), 14);
    });
  });

  it('measures all pairs of more classes than are handled together', () => {
    const random = createRandom(3, 'means');
    const [size, length] = [71, 5];
    const means = Float64Array.from({ length: size * length }, () => random.normal());
    const distances = classDistances(means, size);
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) {
        const parts = Array.from(
          { length },
          (_, k) => means[i * length + k] - means[j * length + k],
        );
        expect(distances[condensedIndex(size, i, j)]).toBeCloseTo(Math.hypot(...parts), 12);
      }
    }
    const sorted = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => j)
        .filter((j) => j !== i)
        .map((j) => distances[condensedIndex(size, Math.min(i, j), Math.max(i, j))])
        .sort((a, b) => a - b),
    );
    expect([...selfTunedScales(distances, size)]).toEqual(sorted.map((row) => row[6]));
  });
});

describe('levels', () => {
  it('find clear groups by every linkage, and nest', () => {
    const random = createRandom(7, 'groups');
    const truth = Array.from({ length: 40 }, (_, index) => index % 5);
    const means = Float64Array.from(
      truth.flatMap((group) => [
        group * 6 + random.normal() / 2,
        (group % 2) * 60 + random.normal() / 2,
      ]),
    );
    for (const linkage of ['average', 'complete', 'ward'] as const) {
      for (const sigma of ['self-tuned', 5] as const) {
        const levels = buildLevels(means, 40, 2, { counts: [2, 5], linkage, sigma });
        expect([...levels[1].groupOf]).toEqual(truth);
        expect([...levels[0].groupOf]).toEqual(truth.map((group) => group % 2));
        expect([...groupSizes(levels[1])]).toEqual([8, 8, 8, 8, 8]);
        expect(parentGroups(levels[0], levels[1]).strays.length).toBe(0);
      }
    }
    expect(() => buildLevels(means, 40, 3, { counts: [2], linkage: 'ward', sigma: 1 })).toThrow(
      RangeError,
    );
  });

  it('are refused for means that are not finite', () => {
    const options = { counts: [2], linkage: 'average', sigma: 'self-tuned' } as const;
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const means = Float64Array.from([0, 1, value, 3]);
      expect(() => buildLevels(means, 4, 1, options)).toThrow('not all finite');
    }
  });

  it('hang groups under the coarser one with most of their classes', () => {
    const upper = level(0, 0, 1, 1, 1, 0);
    const lower = { groupCount: 4, groupOf: Int32Array.from([0, 0, 0, 1, 1, 2]) };
    const { parentOf, strays } = parentGroups(upper, lower);
    // Group 3 has lost every class.
    expect([...parentOf]).toEqual([0, 1, 0, 0]);
    expect([...strays]).toEqual([2]);
    const tied = parentGroups(level(0, 1), level(0, 0));
    expect([...tied.parentOf]).toEqual([0]);
    expect([...tied.strays]).toEqual([1]);
  });

  it('tell where an error enters, and how far up it reaches', () => {
    const levels = [level(0, 0, 0, 0, 1), level(0, 0, 0, 1, 2), level(0, 0, 1, 2, 3)];
    const pairs = [0, 1, 2, 3, 4].map((other) => [
      entryLevel(levels, 0, other),
      treeDistance(levels, 0, other),
    ]);
    expect(pairs).toEqual([
      [-1, 0],
      [3, 1],
      [2, 2],
      [1, 3],
      [0, 4],
    ]);
    expect([entryLevel([], 0, 1), treeDistance([], 0, 1)]).toEqual([0, 1]);
  });
});

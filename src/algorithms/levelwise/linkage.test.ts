import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { condensedIndex, condensedLength } from './condensed.ts';
import { cutMerges } from './cut.ts';
import { agglomerate, type Linkage, type Merge } from './linkage.ts';

const linkages: readonly Linkage[] = ['average', 'complete', 'ward'];

/** Distance between two clusters by definition, from the classes' own distances. */
function clusterDistance(
  table: Float64Array,
  size: number,
  a: readonly number[],
  b: readonly number[],
  linkage: 'average' | 'complete',
): number {
  const values = a.flatMap((i) =>
    b.map((j) => table[condensedIndex(size, Math.min(i, j), Math.max(i, j))]),
  );
  return linkage === 'complete'
    ? Math.max(...values)
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Growth of the sum of squares within clusters, as a distance: √(2ab/(a+b)) |m_a − m_b|. */
function wardDistance(points: readonly number[][], a: readonly number[], b: readonly number[]) {
  const centre = (members: readonly number[]) =>
    points[0].map((_, k) => members.reduce((sum, i) => sum + points[i][k], 0) / members.length);
  const [p, q] = [centre(a), centre(b)];
  const square = p.reduce((sum, value, k) => sum + (value - q[k]) ** 2, 0);
  return Math.sqrt(((2 * a.length * b.length) / (a.length + b.length)) * square);
}

/** Merges the closest pair again and again, in O(N³) and more: the chain's slow twin. */
function naive(size: number, distance: (a: number[], b: number[]) => number): Merge[] {
  const clusters = Array.from({ length: size }, (_, index) => [index]);
  const merges: Merge[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, height: Number.POSITIVE_INFINITY };
    // Clusters stay in the order of their lowest members, so the first of equals is the one meant.
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const height = distance(clusters[a], clusters[b]);
        if (height < best.height) best = { a, b, height };
      }
    }
    const [other] = clusters.splice(best.b, 1);
    const into = clusters[best.a];
    merges.push({ into: into[0], from: other[0], height: best.height });
    into.push(...other);
  }
  return merges;
}

function randomPoints(seed: number, size: number): number[][] {
  const random = createRandom(seed, 'points');
  return Array.from({ length: size }, () => [random.normal(), random.normal(), random.normal()]);
}

function distancesOf(points: readonly number[][]): Float64Array {
  const size = points.length;
  const table = new Float64Array(condensedLength(size));
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      table[condensedIndex(size, i, j)] = Math.hypot(
        ...points[i].map((value, k) => value - points[j][k]),
      );
    }
  }
  return table;
}

const sizes = fc.integer({ min: 1, max: 24 });

describe.each(linkages)('the chain, %s linkage', (linkage) => {
  it('merges as the closest pair first does', () => {
    fc.assert(
      fc.property(fc.nat(), sizes, (seed, size) => {
        const points = randomPoints(seed, size);
        const table = distancesOf(points);
        const expected = naive(size, (a, b) =>
          linkage === 'ward'
            ? wardDistance(points, a, b)
            : clusterDistance(table, size, a, b, linkage),
        );
        const merges = agglomerate(table.slice(), size, linkage);
        expect(merges.map(({ into, from }) => [into, from])).toEqual(
          expected.map(({ into, from }) => [into, from]),
        );
        merges.forEach(({ height }, index) => {
          expect(height).toBeCloseTo(expected[index].height, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('has heights that never fall, and merges every class but the first into a lower one', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, size, values) => {
          const random = createRandom(seed, 'ties');
          const table = Float64Array.from({ length: condensedLength(size) }, () =>
            random.integer(values),
          );
          const merges = agglomerate(table, size, linkage);
          expect(merges.map(({ from }) => from).sort((a, b) => a - b)).toEqual(
            Array.from({ length: size - 1 }, (_, index) => index + 1),
          );
          merges.forEach(({ into, from, height }, index) => {
            expect(into).toBeLessThan(from);
            if (index > 0) expect(height).toBeGreaterThanOrEqual(merges[index - 1].height);
          });
          const gone = new Set<number>();
          for (const { into, from } of merges) {
            expect(gone.has(into)).toBe(false);
            expect(gone.has(from)).toBe(false);
            gone.add(from);
          }
        },
      ),
    );
  });
});

describe('ties', () => {
  it('merge the pair with the smallest lowest members first, as the slow twin does', () => {
    fc.assert(
      fc.property(fc.nat(), sizes, fc.integer({ min: 1, max: 4 }), (seed, size, values) => {
        const random = createRandom(seed, 'equal');
        const table = Float64Array.from({ length: condensedLength(size) }, () =>
          random.integer(values),
        );
        const expected = naive(size, (a, b) => clusterDistance(table, size, a, b, 'complete'));
        expect(agglomerate(table.slice(), size, 'complete')).toEqual(expected);
      }),
    );
  });

  it('of classes that are all equally far apart go up by index', () => {
    for (const linkage of ['average', 'complete'] as const) {
      const merges = agglomerate(new Float64Array(condensedLength(5)).fill(0.3), 5, linkage);
      expect(merges).toEqual([1, 2, 3, 4].map((from) => ({ into: 0, from, height: 0.3 })));
    }
  });
});

describe('cuts', () => {
  it('have the groups asked for, numbered by first member, nested for falling numbers', () => {
    fc.assert(
      fc.property(fc.nat(), sizes, fc.constantFrom(...linkages), (seed, size, linkage) => {
        const merges = agglomerate(distancesOf(randomPoints(seed, size)), size, linkage);
        let finer = cutMerges(merges, size, size);
        expect([...finer]).toEqual([...finer.keys()]);
        for (let count = size - 1; count >= 1; count--) {
          const groupOf = cutMerges(merges, size, count);
          const firsts = Array.from({ length: count }, (_, group) => groupOf.indexOf(group));
          expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
          expect(new Set(groupOf).size).toBe(count);
          const parents = new Map<number, number>();
          finer.forEach((group, index) => {
            expect(parents.get(group) ?? groupOf[index]).toBe(groupOf[index]);
            parents.set(group, groupOf[index]);
          });
          finer = groupOf;
        }
      }),
      { numRuns: 40 },
    );
  });
});

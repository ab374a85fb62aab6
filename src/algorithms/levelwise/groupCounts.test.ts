import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../lib/random.ts';
import { confusionAssignment } from './confusionAssignment.ts';
import { GroupCounts, initialAssignment } from './groupCounts.ts';
import { pruneLargest, pruneToGroups } from './pruning.ts';
import { denseStrengths } from './testing/denseStrengths.ts';
import { posterior, sampleBatch, sampleGroup } from './testing/groupSampling.ts';
import { bestGroups, movesOf } from './treeUpdate.ts';

/** Images of N classes in random groups, with some groups that may be empty. */
function randomImages(seed: number) {
  const random = createRandom(seed, 'images');
  const groupCount = 2 + random.integer(5);
  const classCount = 2 + random.integer(8);
  const images = 1 + random.integer(60);
  const labels = Int32Array.from({ length: images }, () => random.integer(classCount));
  const groups = Int32Array.from({ length: images }, () => random.integer(groupCount));
  const beta = Float64Array.from({ length: classCount }, () => 0.01 + random.uniform());
  return { random, groupCount, classCount, images, labels, groups, beta };
}

function softmaxRows(random: Random, rows: number, columns: number): Float64Array {
  const values = Float64Array.from({ length: rows * columns }, () => Math.exp(random.normal()));
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const sum = own.reduce((a, b) => a + b, 0);
    own.forEach((value, place) => {
      own[place] = value / sum;
    });
  }
  return values;
}

const rowSums = (values: Float64Array, columns: number) =>
  Array.from({ length: values.length / columns }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );

const seeds = fc.nat(100_000);

describe('Ψ', () => {
  it('has rows that sum to 1, before and after pruning, with any counts', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { groups, labels, groupCount, classCount, beta, random } = randomImages(seed);
        const counts = GroupCounts.of(groups, labels, groupCount, classCount);
        const assignment = counts.assignment(beta);
        const groupOf = Int32Array.from({ length: classCount }, () => random.integer(groupCount));
        const tables = [
          assignment,
          pruneLargest(assignment, groupCount, classCount, beta),
          pruneToGroups(assignment, groupOf, groupCount, classCount, beta),
          confusionAssignment(labels, labels, beta),
        ];
        for (const table of tables) {
          for (const sum of rowSums(table, classCount)) expect(sum).toBeCloseTo(1, 12);
          expect(table.every((value) => value >= 0)).toBe(true);
        }
      }),
    );
  });

  it('at first is 1/C_t for the classes of a group, and nothing for an empty group', () => {
    const level = { groupCount: 3, groupOf: Int32Array.from([0, 2, 0, 0]) };
    const third = 1 / 3;
    expect([...initialAssignment(level, 4)]).toEqual([
      ...[third, 0, third, third],
      ...[0, 0, 0, 0],
      ...[0, 1, 0, 0],
    ]);
  });

  it('of a group without images is β_y / β_0', () => {
    const beta = Float64Array.from([1, 3]);
    const counts = GroupCounts.of(Int32Array.from([0, 0]), Int32Array.from([0, 1]), 2, 2);
    expect([...counts.assignment(beta)]).toEqual([2 / 6, 4 / 6, 1 / 4, 3 / 4]);
  });

  it('pruned keeps one entry a column, the first of equals, and refills empty rows', () => {
    const beta = Float64Array.from([1, 1, 2]);
    const assignment = Float64Array.from([0.5, 0.2, 0.3, 0.5, 0.1, 0.4, 0.2, 0.2, 0.1]);
    const largest = pruneLargest(assignment, 3, 3, beta);
    expect([...largest.subarray(0, 6)].map((value) => Number(value.toFixed(12)))).toEqual([
      ...[0.714285714286, 0.285714285714, 0],
      ...[0, 0, 1],
    ]);
    expect([...largest.subarray(6)]).toEqual([0.25, 0.25, 0.5]);
    const own = pruneToGroups(assignment, Int32Array.from([1, 1, 2]), 3, 3, beta);
    expect([...own.subarray(0, 3)]).toEqual([0.25, 0.25, 0.5]);
    expect(own[3]).toBeCloseTo(5 / 6, 12);
    expect([...own.subarray(6)]).toEqual([0, 0, 1]);
  });
});

describe('sampling', () => {
  it('keeps counts equal to the labels held, and pinned images where they are', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { groups, labels, groupCount, classCount, beta, random, images } = randomImages(seed);
        const counts = GroupCounts.of(groups, labels, groupCount, classCount);
        let held: Int32Array = groups;
        for (let batch = 0; batch < 3; batch++) {
          const free = Uint8Array.from({ length: images }, () => random.integer(2));
          const drawn = sampleBatch(
            {
              groupProbabilities: softmaxRows(random, images, groupCount),
              labels,
              groups: held,
              uniforms: Float64Array.from({ length: images }, () => random.uniform()),
              free,
            },
            counts,
            beta,
          );
          drawn.forEach((group, image) => {
            expect(group).toBeGreaterThanOrEqual(0);
            expect(group).toBeLessThan(groupCount);
            if (free[image] === 0) expect(group).toBe(held[image]);
          });
          held = drawn;
          expect(counts).toEqual(GroupCounts.of(held, labels, groupCount, classCount));
        }
      }),
    );
  });

  it('is by Eq. 4 with the image’s own count out, which sums to 1', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { groups, labels, groupCount, classCount, beta, random } = randomImages(seed);
        const counts = GroupCounts.of(groups, labels, groupCount, classCount);
        const z = softmaxRows(random, 1, groupCount);
        const chances = posterior(z, counts, beta, labels[0], groups[0]);
        const without = GroupCounts.of(groups, labels, groupCount, classCount);
        without.add(groups[0], labels[0], -1);
        const psi = without.assignment(beta);
        const weights = z.map((value, group) => value * psi[group * classCount + labels[0]]);
        const sum = weights.reduce((a, b) => a + b, 0);
        chances.forEach((chance, group) => {
          expect(chance).toBeCloseTo(weights[group] / sum, 12);
        });
      }),
    );
  });

  it('draws each group as often as its probability says', () => {
    const random = createRandom(11, 'draws');
    const chances = Float64Array.from([0.1, 0, 0.6, 0.3]);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 20_000; draw++) counts[sampleGroup(chances, random.uniform())]++;
    counts.forEach((count, group) => {
      expect(Math.abs(count / 20_000 - chances[group])).toBeLessThan(0.012);
    });
    expect(sampleGroup(chances, 0)).toBe(0);
    // Sums that rounding leaves below the draw end at the last group that can be drawn.
    expect(sampleGroup(Float64Array.from([0.3, 0.3, 0]), 0.999)).toBe(1);
  });

  it('leaves an image in its group where no group can be drawn', () => {
    const counts = GroupCounts.of(Int32Array.of(1), Int32Array.of(0), 3, 1);
    const chances = posterior(new Float64Array(3), counts, Float64Array.of(1), 0, 1);
    expect([...chances]).toEqual([0, 1, 0]);
  });
});

describe('the tree update', () => {
  const counts = new GroupCounts(3, 3);
  // Group 0 is large, group 2 small.
  for (const [group, index, n] of [
    [0, 0, 6],
    [0, 1, 30],
    [2, 0, 4],
    [1, 2, 5],
    [2, 2, 5],
  ]) {
    counts.add(group, index, n);
  }
  const assignment = counts.assignment(new Float64Array(3).fill(1 / 3));
  const current = Int32Array.from([1, 0, 2]);

  it('goes by images or by Ψ, which favours small groups', () => {
    expect([...bestGroups(counts, assignment, 'counts', current)]).toEqual([0, 0, 2]);
    expect([...bestGroups(counts, assignment, 'assignment', current)]).toEqual([2, 0, 1]);
  });

  it('of equals keeps the group the class is in, else takes the lowest', () => {
    const equal = new GroupCounts(3, 1);
    equal.add(1, 0, 2);
    equal.add(2, 0, 2);
    const psi = equal.assignment(Float64Array.of(1));
    const best = (own: number) => bestGroups(equal, psi, 'counts', Int32Array.of(own))[0];
    expect([0, 1, 2].map(best)).toEqual([1, 1, 2]);
  });

  it('tells moves, not of pinned classes', () => {
    const after = Int32Array.from([0, 0, 1]);
    expect(movesOf(current, after, new Set())).toEqual([
      { class: 0, from: 1, to: 0 },
      { class: 2, from: 2, to: 1 },
    ]);
    expect(movesOf(current, after, new Set([0]))).toEqual([{ class: 2, from: 2, to: 1 }]);
  });

  it('has strengths that sum to 1 over the groups', () => {
    const strength = denseStrengths(counts);
    expect([...strength]).toEqual([0.6, 1, 0, 0, 0, 0.5, 0.4, 0, 0.5]);
    expect([...denseStrengths(new GroupCounts(1, 2))]).toEqual([0, 0]);
  });
});

/** The arithmetic against values computed independently from the same equations. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { condensedIndex } from './condensed.ts';
import { GroupCounts, initialAssignment } from './groupCounts.ts';
import { buildLevels, type LevelGroups } from './levels.ts';
import { pruneLargest } from './pruning.ts';
import { classDistances, dissimilarities, selfTunedScales } from './similarity.ts';
import { posterior, sampleGroup } from './testing/groupSampling.ts';
import { mixtureLoss, mixtureProbabilities } from './testing/mixtureReference.ts';

interface HierarchyCase {
  readonly features: number[][];
  readonly neighbour: number;
  readonly sigma: number[];
  readonly similarity: number[][];
  readonly groups: Record<string, number[][]>;
}
interface GoldenLevel {
  readonly groups: number[][];
  readonly psiInitial: number[][];
  readonly counts: number[][];
  readonly beta: number[];
  readonly psi: number[][];
  readonly psiNonOverlapping: number[][];
  readonly psiPruned: number[][];
}
interface MixtureCase {
  readonly classes: number;
  readonly theta: number[];
  readonly logits: number[][];
  readonly label: number;
  readonly levels: GoldenLevel[];
  readonly levelProbabilities: number[][];
  readonly classProbabilities: number[];
  readonly loss: number;
  readonly logitGradients: number[][];
  readonly levelShares: number[];
  readonly thetaGradients: number[];
  readonly posteriors: {
    readonly level: number;
    readonly image: { readonly group: number; readonly label: number };
    readonly groupProbabilities: number[];
    readonly posterior: number[];
    readonly uniform: number;
    readonly sampledGroup: number;
  }[];
}

function readGolden<Case>(name: string): readonly Case[] {
  const text = readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index] - value), `entry ${index}`).toBeLessThanOrEqual(1e-9);
  });
}

const table = (rows: number[][]) => Float64Array.from(rows.flat());

/** Members of each group. */
function membersOf({ groupCount, groupOf }: LevelGroups): number[][] {
  return Array.from({ length: groupCount }, (_, group) =>
    [...groupOf.keys()].filter((index) => groupOf[index] === group),
  );
}

describe.each(readGolden<HierarchyCase>('hierarchy'))(
  'hierarchy, $features.length classes',
  (one) => {
    const size = one.features.length;
    const means = table(one.features);

    it('scales and similarities (Eq. 3)', () => {
      const distances = classDistances(means, size);
      expectClose(selfTunedScales(distances, size, one.neighbour), one.sigma);
      const apart = dissimilarities(distances, size, 'self-tuned');
      for (let i = 0; i < size; i++) {
        const row = one.similarity[i].slice(i + 1);
        expectClose(
          row.map((_, place) => 1 - apart[condensedIndex(size, i, i + 1 + place)]),
          row,
        );
      }
    });

    it.each(Object.entries(one.groups))('%s groups by average linkage', (count, groups) => {
      const featureCount = one.features[0].length;
      const counts = [Number(count)];
      const [level] = buildLevels(means, size, featureCount, {
        counts,
        linkage: 'average',
        sigma: 'self-tuned',
      });
      expect(membersOf(level)).toEqual(groups);
    });
  },
);

describe.each(readGolden<MixtureCase>('mixture'))('mixture, $classes classes', (one) => {
  const betas = one.levels.map(({ beta }) => Float64Array.from(beta));
  const counted = one.levels.map((level) => countsOf(level, one.classes));

  it('Ψ at first, from counts (Eq. 6), and pruned', () => {
    one.levels.forEach((level, place) => {
      const beta = betas[place];
      const groupCount = level.groups.length;
      const groupOf = new Int32Array(one.classes);
      level.groups.forEach((members, group) => {
        for (const index of members) groupOf[index] = group;
      });
      expectClose(initialAssignment({ groupCount, groupOf }, one.classes), level.psiInitial.flat());
      const assignment = counted[place].assignment(beta);
      expectClose(assignment, level.psi.flat());
      const pruned = pruneLargest(assignment, groupCount, one.classes, beta);
      expectClose(pruned, level.psiPruned.flat());
      const kept = level.psiNonOverlapping.map((row) => row.some((value) => value > 0));
      const isKept = (entry: number) => kept[Math.floor(entry / one.classes)];
      expect(pruned.map((value, entry) => (isKept(entry) && value > 0 ? 1 : 0))).toEqual(
        table(level.psiNonOverlapping).map((value) => (value > 0 ? 1 : 0)),
      );
    });
  });

  it('posterior (Eq. 4) and the group drawn', () => {
    for (const { level, image, groupProbabilities, uniform, ...expected } of one.posteriors) {
      const z = Float64Array.from(groupProbabilities);
      const chances = posterior(z, counted[level], betas[level], image.label, image.group);
      expectClose(chances, expected.posterior);
      expect(sampleGroup(chances, uniform)).toBe(expected.sampledGroup);
    }
  });

  it('loss, gradients, shares and class probabilities', () => {
    const assignments = [...mixtureAssignments(one), null];
    const theta = Float64Array.from(one.theta);
    const outcome = mixtureLoss({
      logits: one.logits.map((values) => Float64Array.from(values)),
      assignments,
      levelWeights: theta,
      label: one.label,
    });
    expect(Math.abs(outcome.loss - one.loss)).toBeLessThanOrEqual(1e-9);
    one.logitGradients.forEach((gradient, level) => {
      expectClose(outcome.logitGradients[level], gradient);
    });
    expectClose(outcome.levelShares, one.levelShares);
    expectClose(outcome.levelWeightGradients, one.thetaGradients);
    expectClose(outcome.classProbabilities, one.classProbabilities);
    const levelProbabilities = one.levelProbabilities.map((values) => Float64Array.from(values));
    expectClose(
      mixtureProbabilities(levelProbabilities, assignments, theta),
      one.classProbabilities,
    );
  });
});

function countsOf(level: GoldenLevel, classCount: number): GroupCounts {
  const counts = new GroupCounts(level.counts.length, classCount);
  level.counts.forEach((row, group) => {
    row.forEach((count, index) => {
      counts.add(group, index, count);
    });
  });
  return counts;
}

const mixtureAssignments = (one: MixtureCase) => one.levels.map(({ psi }) => table(psi));

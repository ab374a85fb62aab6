/** The level-wise mixture's kernels on every device, against reference values and slow twins. */
import { readFileSync } from 'node:fs';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../lib/random.ts';
import type { Backend } from '../backends/backend.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import { type Exact, exact } from '../testing/naive.ts';
import * as naive from '../testing/naiveMixture.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import { expectClose, expectDerivatives, valuesOf } from '../testing/values.ts';
import type { Kernels } from './kernels.ts';
import type { GroupDraw } from './mixtureKernels.ts';
import { randomValues, type Values } from './selfTest/sampleValues.ts';
import type { Targets } from './targets.ts';

type Matrix = readonly (readonly number[])[];

interface GoldenLevel {
  readonly counts: Matrix;
  readonly beta: readonly number[];
  readonly psi: Matrix;
  readonly psiNonOverlapping: Matrix;
  readonly psiPruned: Matrix;
}

interface GoldenCase {
  readonly classes: number;
  readonly theta: readonly number[];
  readonly logits: Matrix;
  readonly label: number;
  readonly levels: readonly GoldenLevel[];
  readonly classProbabilities: readonly number[];
  readonly loss: number;
  readonly logitGradients: Matrix;
  readonly levelShares: readonly number[];
  readonly posteriors: readonly {
    readonly level: number;
    readonly image: { readonly group: number; readonly label: number };
    readonly groupProbabilities: readonly number[];
    readonly uniform: number;
    readonly sampledGroup: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(
    new URL('../../../algorithms/levelwise/fixtures/mixture.json', import.meta.url),
    'utf8',
  ),
) as { readonly cases: readonly GoldenCase[] };

function matrixOf(rows: Matrix): Values {
  return valuesOf([rows.length, rows[0].length], ...rows.flat());
}

function rowOf(values: readonly number[]): Values {
  return valuesOf([values.length], ...values);
}

/** A mixture as values; null is the identity. */
interface ValuesOfMixture {
  readonly logits: readonly Values[];
  readonly assignments: readonly (Values | null)[];
  readonly levelWeights: readonly number[];
}

function naiveOf({ logits, assignments, levelWeights }: ValuesOfMixture): naive.NaiveMixture {
  return {
    logits: logits.map(exact),
    assignments: assignments.map((values) => (values === null ? null : exact(values))),
    levelWeights: Float64Array.from(levelWeights),
  };
}

/** Counts of `images` images in random groups; the last group is left empty where asked for. */
function randomCounts(shape: readonly [number, number], images: number, filled = shape[0]) {
  const random = createRandom(4, 'counts', ...shape);
  const draw = (count: number) => Math.floor(random.uniform() * count);
  const labels = Int32Array.from({ length: images }, () => draw(shape[1]));
  const groups = labels.map((label) => (random.uniform() < 0.6 ? label % filled : draw(filled)));
  return { labels, groups, counts: naive.countsOf(groups, labels, shape) };
}

function singlePrecision({ shape, values }: { shape: readonly number[]; values: Float64Array }) {
  return { shape, values: Float32Array.from(values) };
}

describeOnDevices('level-wise mixture', (kind) => {
  let backend: Backend;
  let kernels: Kernels;
  beforeAll(async () => {
    backend = await startForTest(kind);
    kernels = backend.kernels;
  });
  afterAll(() => backend?.dispose());

  /** The loss with mean shares, each level's gradient, and z. */
  async function compute(mixture: ValuesOfMixture, targets: Targets) {
    const { logits, assignments, levelWeights } = mixture;
    const stored = assignments.filter((values) => values !== null);
    const inputs = [...logits, ...stored, rowOf(levelWeights)];
    const [metrics, z, ...gradients] = await runOnDevice<Tensor[]>(backend, inputs, (...all) => {
      const matrices = all as Tensor2D[];
      let next = logits.length;
      const onDevice = {
        logits: matrices.slice(0, logits.length),
        assignments: assignments.map((values) => (values === null ? null : matrices[next++])),
        levelWeights: all[all.length - 1] as Tensor1D,
      };
      const result = kernels.mixture(onDevice, targets);
      return [result.metrics, kernels.mixtureProbabilities(onDevice), ...result.gradients];
    });
    return { metrics, z, gradients };
  }

  function targetsFor(labels: readonly number[], right: readonly number[]): Targets {
    return { labels: Int32Array.from(labels), right: Float32Array.from(right), wrong: null };
  }

  it.each(golden.cases)('agrees with the reference for $classes classes', async (reference) => {
    const { theta, logits, label, levels, loss, levelShares } = reference;
    const mixture = {
      logits: logits.map((row) => matrixOf([row])),
      assignments: [...levels.map(({ psi }) => matrixOf(psi)), null],
      levelWeights: theta,
    };
    const { metrics, z, gradients } = await compute(mixture, targetsFor([label], [1]));
    expectClose(metrics, rowOf([loss, ...levelShares]));
    expectClose(z, matrixOf([reference.classProbabilities]));
    for (const [level, gradient] of gradients.entries()) {
      expectClose(gradient, matrixOf([reference.logitGradients[level]]));
    }
  });

  const labels = [2, 0, 5, 2];
  const right = [0.5, 0.25, 0, 1.5];
  const cases: readonly [string, number, readonly number[], boolean][] = [
    ['moderate logits', 3, [0.2, 0.3, 0.5], true],
    ['logits of ±60', 60, [0.2, 0.3, 0.5], true],
    ['a level that weighs nothing', 3, [0, 0.4, 0.6], true],
    ['a Ψ between classes', 3, [0.2, 0.3, 0.5], false],
  ];
  it.each(cases)(
    'has the derivatives of its loss: %s',
    async (_name, spread, levelWeights, hasId) => {
      const shapes = [2, 4, 6].map((groups) => [groups, 6] as const);
      const assignments = shapes.map(([groups]) => {
        const { counts } = randomCounts([groups, 6], 60);
        const beta = new Float64Array(6).fill(0.1);
        // Pruned: five of six classes' entries are 0 in the rows of the finest groups.
        const own = groups === 4 ? Array.from({ length: 6 }, (_, y) => y % groups) : undefined;
        return singlePrecision(naive.assignment(counts, beta, own));
      });
      const logits = shapes.map(([groups]) => {
        const { shape, values } = randomValues('logits', 4, groups);
        return { shape, values: values.map((value) => value * spread) };
      });
      const used = [...assignments.slice(0, 2), hasId ? null : assignments[2]];
      const mixture = { logits, assignments: used, levelWeights };
      const targets = targetsFor(labels, right);
      const twin = naiveOf(mixture);
      const { metrics, z, gradients } = await compute(mixture, targets);
      const [y, a] = [targets.labels, targets.right];
      const shares = naive.levelShares(twin, y, a);
      expectClose(metrics, rowOf([naive.mixtureLoss(twin, y, a), ...shares]));
      expectClose(z, naive.mixtureProbabilities(twin));
      for (const [level, gradient] of gradients.entries()) {
        expectDerivatives(gradient, twin.logits[level], (moved) => {
          const logitsMoved = twin.logits.with(level, moved);
          return naive.mixtureLoss({ ...twin, logits: logitsMoved }, y, a);
        });
      }
    },
  );

  it('has the derivatives of its loss with more groups than one thread goes over', async () => {
    const counts = randomCounts([600, 6], 2000).counts;
    const psi = naive.assignment(counts, new Float64Array(6).fill(1));
    const mixture = {
      logits: [randomValues('wide', 4, 600), randomValues('narrow', 4, 6)],
      assignments: [singlePrecision(psi), null],
      levelWeights: [0.7, 0.3],
    };
    const targets = targetsFor(labels, right);
    const twin = naiveOf(mixture);
    const lossOf = (moved: Exact) =>
      naive.mixtureLoss(
        { ...twin, logits: twin.logits.with(0, moved) },
        targets.labels,
        targets.right,
      );
    const { metrics, gradients } = await compute(mixture, targets);
    expect(metrics.values[0]).toBeCloseTo(lossOf(twin.logits[0]), 4);
    expectDerivatives(gradients[0], twin.logits[0], lossOf);
  });

  it('stays finite where the groups give a class nothing and the logits nearly nothing', async () => {
    const mixture = {
      logits: [valuesOf([2, 2], 500, -500, -500, 500), valuesOf([2, 3], 500, 0, -500, 0, 0, 0)],
      assignments: [valuesOf([2, 3], 0, 1, 0, 0, 0.5, 0.5), null],
      levelWeights: [0.5, 0.5],
    };
    const { metrics, gradients } = await compute(mixture, targetsFor([2, 0], [0.5, 0.5]));
    const all = [metrics, ...gradients].flatMap(({ values }) => [...values]);
    expect(all.every(Number.isFinite)).toBe(true);
    // −½ ln(¾ e^−1000) − ½ ln(½ · ⅓)
    expect(metrics.values[0]).toBeCloseTo(500 + Math.log(8) / 2, 3);
  });

  it.each([3, 60])(
    'is the flat softmax where the classes weigh all, logits of ±%i',
    async (spread) => {
      const { shape, values } = randomValues('flat', 4, 6);
      const logits = { shape, values: values.map((value) => value * spread) };
      const targets = targetsFor(labels, right);
      const psi = valuesOf([2, 6], ...new Array<number>(12).fill(1 / 6));
      const mixture = {
        logits: [randomValues('groups', 4, 2), logits],
        assignments: [psi, null],
        levelWeights: [0, 1],
      };
      const { metrics, gradients } = await compute(mixture, targets);
      const [loss, gradient] = await runOnDevice<[Tensor2D]>(backend, [logits], (rows) => {
        const flat = kernels.objective(rows, targets);
        return [flat.metrics, flat.gradient];
      });
      expectClose(valuesOf([1], metrics.values[0]), valuesOf([1], loss.values[0]), 1e-6);
      expectClose(gradients[1], gradient, 1e-6);
      expectClose(gradients[0], valuesOf([4, 2], ...new Array<number>(8).fill(0)), 1e-6);
    },
  );

  describe('Ψ from Ω', () => {
    async function assignmentOf(
      counts: Values,
      beta: readonly number[],
      keep: 'all' | 'largest' | readonly number[],
    ): Promise<Values> {
      const betaSum = beta.reduce((sum, value) => sum + value, 0);
      const own = typeof keep === 'string' ? [] : [rowOf(keep)];
      const inputs = [counts, rowOf(beta), ...own];
      const [found] = await runOnDevice<Tensor[]>(backend, inputs, (table, prior, groups) => {
        const kept = typeof keep === 'string' ? keep : (groups as Tensor1D);
        const rule = { beta: prior as Tensor1D, betaSum, keep: kept };
        return [kernels.assignment(table as Tensor2D, rule)];
      });
      return found;
    }

    const levels = golden.cases.flatMap((reference) => reference.levels);
    it.each(levels)('agrees with the reference, level %#', async (level) => {
      const counts = matrixOf(level.counts);
      expectClose(await assignmentOf(counts, level.beta, 'all'), matrixOf(level.psi));
      expectClose(await assignmentOf(counts, level.beta, 'largest'), matrixOf(level.psiPruned));
      const kept = level.beta.map((_, y) => level.psiNonOverlapping.findIndex((row) => row[y] > 0));
      expectClose(await assignmentOf(counts, level.beta, kept), matrixOf(level.psiPruned));
    });

    it('keeps the first of equal entries, and β for the group that keeps none', async () => {
      const counts = matrixOf([
        [4, 1, 0],
        [4, 1, 0],
        [0, 0, 9],
      ]);
      const found = await assignmentOf(counts, [0.5, 0.25, 0.25], 'largest');
      // By hand: rows of (4.5, 1.25, 0.25)/6 twice and (0.5, 0.25, 9.25)/10.
      const first = [4.5 / 5.75, 1.25 / 5.75, 0];
      expectClose(found, matrixOf([first, [0.5, 0.25, 0.25], [0, 0, 1]]));
    });

    it('keeps the groups given, whichever is largest', async () => {
      const { counts } = randomCounts([3, 7], 80, 2);
      const beta = [1, 2, 3, 4, 5, 6, 7].map((value) => value / 10);
      const own = [1, 1, 0, 2, 0, 0, 1];
      const found = await assignmentOf(singlePrecision(counts), beta, own);
      expectClose(found, naive.assignment(counts, Float64Array.from(beta), own));
    });
  });

  describe('drawing groups', () => {
    async function drawGroups(
      logits: Values,
      counts: Values,
      beta: readonly number[],
      draw: GroupDraw,
    ): Promise<[Values, Values]> {
      const betaSum = beta.reduce((sum, value) => sum + value, 0);
      const inputs = [logits, counts, rowOf(beta)] as const;
      const [groups, next] = await runOnDevice<[Tensor2D, Tensor2D, Tensor1D]>(
        backend,
        inputs,
        (scores, table, prior) => {
          const drawn = kernels.sampleGroups(scores, table, { beta: prior, betaSum }, draw);
          return [drawn.groups, drawn.counts.clone()];
        },
      );
      return [groups, next];
    }

    it.each(golden.cases)('agrees with the reference for $classes classes', async (reference) => {
      for (const {
        level,
        image,
        groupProbabilities,
        uniform,
        sampledGroup,
      } of reference.posteriors) {
        const { counts, beta } = reference.levels[level];
        const logits = matrixOf([groupProbabilities.map((value) => Math.log(value))]);
        const [groups] = await drawGroups(logits, matrixOf(counts), beta, {
          labels: Int32Array.of(image.label),
          groups: Int32Array.of(image.group),
          uniforms: Float32Array.of(uniform),
          free: Uint8Array.of(1),
        });
        expect([...groups.values]).toEqual([sampledGroup]);
      }
    });

    it.each([3, 60])('equals its slow twin, logits of ±%i', async (spread) => {
      const shape = [5, 12] as const;
      const { labels: y, groups: held, counts } = randomCounts(shape, 64);
      const { values } = randomValues('logits', 64, 5);
      const logits = valuesOf([64, 5], ...values.map((value) => value * spread));
      const beta = new Array<number>(12).fill(1 / 12);
      const random = createRandom(2, 'draws');
      const draw = {
        labels: y,
        groups: held,
        uniforms: Float32Array.from(held, () => random.uniform()),
        free: Uint8Array.from(y, (label) => (label % 4 === 0 ? 0 : 1)),
      };
      const twin = naive.sampleGroups(exact(logits), counts, Float64Array.from(beta), draw);
      const [groups, next] = await drawGroups(logits, singlePrecision(counts), beta, draw);
      for (const [image, group] of groups.values.entries()) {
        if (twin.margins[image] > 1e-4) expect([image, group]).toEqual([image, twin.groups[image]]);
        if (draw.free[image] === 0) expect(group).toBe(held[image]);
      }
      expect([...groups.values]).not.toEqual([...held]);
      const expected = naive.countsOf(Int32Array.from(groups.values), y, shape);
      expect([...next.values]).toEqual([...expected.values]);
    });

    it('never passes the last possible group, though a draw rounds to 1', async () => {
      const logits = valuesOf([1, 4], 1, 2, 1, -1000);
      const counts = matrixOf([[3], [2], [2], [1]]);
      const [groups] = await drawGroups(logits, counts, [0.5], {
        labels: Int32Array.of(0),
        groups: Int32Array.of(0),
        uniforms: Float32Array.of(1),
        free: Uint8Array.of(1),
      });
      expect([...groups.values]).toEqual([2]);
    });

    it('leaves an image where no group is possible', async () => {
      // The only image of its class, and β says nothing of the class.
      const counts = matrixOf([
        [4, 0],
        [3, 1],
      ]);
      const [groups, next] = await drawGroups(valuesOf([1, 2], 0, 0), counts, [1, 0], {
        labels: Int32Array.of(1),
        groups: Int32Array.of(1),
        uniforms: Float32Array.of(0),
        free: Uint8Array.of(1),
      });
      expect([...groups.values]).toEqual([1]);
      expect([...next.values]).toEqual([...counts.values]);
    });
  });
});

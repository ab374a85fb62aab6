/** The hierarchical softmax, a product along the path, on every device. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathProbabilities, pathTree } from '../../../algorithms/levelwise/pathSoftmax.ts';
import {
  type LevelwiseTrainer,
  type LevelwiseTrainerOptions,
  plainObjective,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createLevelwiseTrainer, createTrainer } from '../createTrainers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import {
  batchOf,
  classCount,
  largestMiss,
  levelwiseOptions,
  type Tensors,
} from '../testing/levelwise.ts';

/** Six classes in three groups, and these in two. */
const groups = [Int32Array.of(0, 0, 0, 0, 1, 1), Int32Array.of(0, 1, 0, 1, 2, 2)];
const classWeights = Float64Array.of(0.5, 2, 1, 1, 3, 1);

describeOnDevices('a product along the path', (kind) => {
  let backend: Backend;
  const open: { dispose(): void }[] = [];
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => {
    for (const trainer of open) trainer.dispose();
    backend?.dispose();
  });

  function trainerOf(changes: Partial<LevelwiseTrainerOptions> = {}): LevelwiseTrainer {
    const trainer = createLevelwiseTrainer(backend, levelwiseOptions({ path: true, ...changes }));
    open.push(trainer);
    trainer.setClassWeights(classWeights);
    return trainer;
  }

  function nested(): LevelwiseTrainer {
    const trainer = trainerOf();
    for (const [level, groupOf] of groups.entries()) trainer.setGroups(level, groupOf);
    return trainer;
  }

  /** −Σ_i a_i ln p of a batch at given tensors, from the probabilities that the network tells. */
  async function lossAt(trainer: LevelwiseTrainer, tensors: Tensors): Promise<number> {
    const { images, labels } = batchOf(0);
    trainer.load({ tensors });
    const { classes } = await trainer.predictLevels(images);
    const total = labels.reduce((sum, label) => sum + classWeights[label], 0);
    return labels.reduce(
      (sum, label, image) =>
        sum - (classWeights[label] / total) * Math.log(classes[image * classCount + label]),
      0,
    );
  }

  it('has the loss of its probabilities, and its derivatives', async () => {
    const trainer = nested();
    for (let step = 0; step < 5; step++) trainer.step(batchOf(0), 0.2);
    await trainer.takeMetrics();
    const start = await trainer.save();
    const expected = await lossAt(trainer, start.tensors);
    trainer.step(batchOf(0), 1);
    const { losses, levelShares } = await trainer.takeMetrics();
    expect(losses[0]).toBeCloseTo(expected, 5);
    expect(levelShares).toHaveLength(3);
    expect(levelShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    const after = (await trainer.save()).tensors;
    for (const prefix of ['', 'level0/', 'level1/']) {
      const along = Object.entries(start.tensors)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { values }]) => {
          return [name, values.map((value, i) => value - after[name].values[i])] as const;
        });
      const length = Math.hypot(...along.flatMap(([, values]) => [...values]));
      const by = 5e-3 / length;
      const at = (step: number) => {
        const changed = along.map(([name, direction]) => {
          const { shape, values } = start.tensors[name];
          return [name, { shape, values: values.map((v, i) => v + step * direction[i]) }] as const;
        });
        return lossAt(trainer, { ...start.tensors, ...Object.fromEntries(changed) });
      };
      const slope = ((await at(by)) - (await at(-by))) / (2 * by) / length ** 2;
      expect(slope, prefix).toBeCloseTo(1, prefix === '' ? 1 : 2);
    }
  });

  it('gives every node the probability of its parent times its softmax among siblings', async () => {
    const trainer = nested();
    const { images } = batchOf(0);
    const { classes, levels } = await trainer.predictLevels(images);
    expect(levels.map((values) => values.length / 8)).toEqual([2, 3, 6]);
    expect(classes).toEqual(levels[2]);
    expect(await trainer.predict(images)).toEqual(classes);
    for (const [above, below, parents] of [
      [levels[0], levels[1], [0, 0, 1]],
      [levels[1], classes, [0, 1, 0, 1, 2, 2]],
    ] as const) {
      const sums = new Float64Array(above.length);
      below.forEach((share, at) => {
        const [image, node] = [Math.floor(at / parents.length), at % parents.length];
        sums[image * (above.length / 8) + parents[node]] += share;
      });
      for (const [at, share] of above.entries()) expect(sums[at]).toBeCloseTo(share, 5);
    }
  });

  it('of a tree whose single group holds all classes is the flat softmax', async () => {
    // The other has no class.
    const one = { groupCounts: [2], levelWeights: Float64Array.of(0.5, 0.5) };
    const trainer = trainerOf(one);
    trainer.setGroups(0, new Int32Array(classCount));
    const flat = createTrainer(backend, { ...levelwiseOptions(), objective: plainObjective });
    open.push(flat);
    flat.setClassWeights(classWeights);
    for (const [step, each] of [trainer, flat, trainer, flat].entries()) {
      each.step(batchOf(step >> 1), 0.2);
    }
    const [found, expected] = [await trainer.takeMetrics(), await flat.takeMetrics()];
    for (const [step, loss] of found.losses.entries()) {
      expect(Math.abs(loss - expected.losses[step])).toBeLessThan(1e-6);
    }
    const saved = (await flat.save()).tensors;
    expect(largestMiss((await trainer.save()).tensors, saved)).toBeLessThan(1e-6);
    const { images } = batchOf(1);
    const [own, other] = [await trainer.predict(images), await flat.predict(images)];
    for (const [at, share] of own.entries()) {
      expect(Math.abs(share - other[at])).toBeLessThan(1e-6);
    }
  });

  it('asks for a nested tree', () => {
    const unknown = trainerOf();
    expect(() => unknown.step(batchOf(0), 0.1)).toThrow('no groups of classes');
    const crossed = trainerOf();
    crossed.setGroups(0, Int32Array.of(0, 1, 0, 1, 0, 1));
    crossed.setGroups(1, Int32Array.of(0, 0, 1, 1, 2, 2));
    expect(() => crossed.step(batchOf(0), 0.1)).toThrow('classes of two coarser groups');
  });
});

describe('probabilities along the path', () => {
  it('of a small tree are those computed by hand', () => {
    // Two groups: classes 0 and 1, and class 2 alone.
    const tree = pathTree([{ groupCount: 2, groupOf: Int32Array.of(0, 0, 1) }], 3);
    const ln = Math.log;
    const logits = [Float32Array.of(ln(3), 0), Float32Array.of(ln(4), 0, 7)];
    const [groupsOf, classes] = pathProbabilities(tree, logits, 1);
    expect([...groupsOf]).toEqual([0.75, 0.25].map((share) => expect.closeTo(share, 6)));
    expect([...classes]).toEqual([0.6, 0.15, 0.25].map((share) => expect.closeTo(share, 6)));
  });

  it('leave out groups without classes, and hold far logits of other branches', () => {
    const tree = pathTree([{ groupCount: 3, groupOf: Int32Array.of(0, 0, 2) }], 3);
    const logits = [Float32Array.of(0, 500, 0), Float32Array.of(-300, -300, 300)];
    const [groupsOf, classes] = pathProbabilities(tree, logits, 1);
    expect([...groupsOf]).toEqual([0.5, 0, 0.5]);
    expect([...classes]).toEqual([0.25, 0.25, 0.5]);
  });
});

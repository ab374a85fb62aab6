/** The loss on the images' group labels, and levels of one class a group, on every device. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LevelwiseTrainer, LevelwiseTrainerOptions } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createLevelwiseTrainer } from '../createTrainers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import {
  batchOf,
  batchSize,
  beta,
  classCount,
  groupCounts,
  groupsOfClasses,
  HeldGroups,
  largestMiss,
  levelwiseOptions,
  setCounts,
  setFixed,
  type Tensors,
} from '../testing/levelwise.ts';

const auxiliaryWeight = 0.7;
const classWeights = Float64Array.of(0.5, 2, 1, 1, 3, 1);

describeOnDevices('the auxiliary loss', (kind) => {
  let backend: Backend;
  const open: LevelwiseTrainer[] = [];
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => {
    for (const trainer of open) trainer.dispose();
    backend?.dispose();
  });

  function trainerOf(changes?: Partial<LevelwiseTrainerOptions>): LevelwiseTrainer {
    const trainer = createLevelwiseTrainer(backend, levelwiseOptions(changes));
    open.push(trainer);
    trainer.setClassWeights(classWeights);
    return trainer;
  }

  function taughtOf(changes?: Partial<LevelwiseTrainerOptions>): LevelwiseTrainer {
    const trainer = trainerOf({ auxiliaryWeight, ...changes });
    for (const [level, groupOf] of groupsOfClasses.entries()) trainer.setGroups(level, groupOf);
    return trainer;
  }

  /** The mixture's loss and −w Σ_i a_i Σ_l ln z^l_t at given tensors. */
  async function lossAt(trainer: LevelwiseTrainer, tensors: Tensors): Promise<number> {
    const { images, labels } = batchOf(0);
    trainer.load({ tensors });
    trainer.step({ images, labels }, 0);
    const [mixture] = (await trainer.takeMetrics()).losses;
    const { levels } = await trainer.predictLevels(images);
    const total = labels.reduce((sum, label) => sum + classWeights[label], 0);
    let auxiliary = 0;
    for (const [level, groupOf] of groupsOfClasses.entries()) {
      labels.forEach((label, image) => {
        const z = levels[level][image * groupCounts[level] + groupOf[label]];
        auxiliary -= ((auxiliaryWeight * classWeights[label]) / total) * Math.log(z);
      });
    }
    return mixture + auxiliary;
  }

  it('has the derivatives of its loss', async () => {
    const trainer = taughtOf();
    setFixed(trainer);
    for (let step = 0; step < 5; step++) trainer.step(batchOf(0), 0.2);
    await trainer.takeMetrics();
    const start = await trainer.save();
    trainer.step(batchOf(0), 1);
    const after = (await trainer.save()).tensors;
    await trainer.takeMetrics();
    for (const prefix of ['', 'level0/', 'level1/', 'classifier']) {
      const along = Object.entries(start.tensors)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { values }]) => {
          return [name, values.map((value, i) => value - after[name].values[i])] as const;
        });
      const length = Math.hypot(...along.flatMap(([, values]) => [...values]));
      if (prefix === 'classifier' && along.length === 0) continue;
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

  it('of weight 0 is none, to the bit', async () => {
    const [plain, none] = [trainerOf(), trainerOf({ auxiliaryWeight: 0 })];
    for (const trainer of [plain, none]) {
      setFixed(trainer);
      for (let step = 0; step < 3; step++) trainer.step(batchOf(step), 0.2);
    }
    expect(largestMiss((await plain.save()).tensors, (await none.save()).tensors)).toBe(0);
  });

  it('teaches images their own labels where these are drawn', async () => {
    const held = new HeldGroups(1);
    const [plain, drawn, elsewhere] = [taughtOf(), taughtOf(), taughtOf()];
    for (const trainer of [plain, drawn, elsewhere]) setCounts(trainer, held);
    const sampling = held.batch(0);
    plain.step({ images: sampling.images, labels: sampling.labels }, 0.3);
    drawn.step(sampling, 0.3);
    const [first] = sampling.sampling.groups;
    const groups = sampling.sampling.groups.with(
      0,
      Int32Array.from(first, (group) => 1 - group),
    );
    elsewhere.step({ ...sampling, sampling: { ...sampling.sampling, groups } }, 0.3);
    const expected = (await plain.save()).tensors;
    expect(largestMiss((await drawn.save()).tensors, expected)).toBeLessThan(1e-7);
    expect(largestMiss((await elsewhere.save()).tensors, expected)).toBeGreaterThan(1e-3);
  });

  it('asks for the classes’ groups', () => {
    const trainer = trainerOf({ auxiliaryWeight });
    setFixed(trainer);
    expect(() => trainer.step(batchOf(0), 0.1)).toThrow('no groups of classes');
    expect(() => trainer.setGroups(0, new Int32Array(classCount).fill(2))).toThrow(
      'one of 2 groups',
    );
    expect(() => trainer.setGroups(0, new Int32Array(2))).toThrow('for each class');
  });

  it('levels of one class a group are drawn too where they are to be', async () => {
    const single = { groupCounts: [], levelWeights: Float64Array.of(1), drawnClasses: true };
    const trainer = trainerOf(single);
    const { images, labels } = batchOf(0);
    const counts = new Float64Array(classCount * classCount);
    for (const label of labels) counts[label * classCount + label] += 1;
    trainer.setCounts(0, counts, { beta, keep: 'all' });
    const uniforms = [new Float32Array(batchSize).fill(0.999)];
    const sampling = { groups: [labels], uniforms, free: new Uint8Array(batchSize).fill(1) };
    trainer.step({ images, labels, sampling }, 0.1);
    const [groups] = await trainer.takeSampledGroups();
    // Its last group with any weight is drawn by a draw near 1.
    expect([...groups]).toEqual([...labels].map(() => classCount - 1));
    const after = await trainer.counts(0);
    expect(after.reduce((sum, count) => sum + count, 0)).toBe(batchSize);
    labels.forEach((label, image) => {
      expect(after[groups[image] * classCount + label]).toBeGreaterThan(0);
    });
    expect(() => trainerOf().setCounts(2, counts, { beta, keep: 'all' })).toThrow('no Ω');
  });
});

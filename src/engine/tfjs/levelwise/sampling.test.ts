/** What a level-wise trainer says of images, with Ψ given and following from Ω. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LevelwiseTrainer, LevelwiseTrainerOptions } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createLevelwiseTrainer } from '../createTrainers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import {
  assignmentsOf,
  batchOf,
  batchSize,
  beta,
  classCount,
  groupCounts,
  groupsOfClasses,
  HeldGroups,
  levelwiseOptions,
  setCounts,
  setFixed,
} from '../testing/levelwise.ts';
import { type Exact, exact } from '../testing/naive.ts';
import * as naive from '../testing/naiveMixture.ts';
import { expectClose, valuesOf } from '../testing/values.ts';

const levelWeights = Float64Array.of(0.2, 0.3, 0.5);
const ones = new Float32Array(batchSize).fill(1 / batchSize);

describeOnDevices('predictions and sampling of a level-wise trainer', (kind) => {
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
    return trainer;
  }

  /** Logits of each level, from features and classifiers. */
  async function logitsOf(trainer: LevelwiseTrainer, images: Float32Array): Promise<Exact[]> {
    const features = await trainer.features(images);
    const depth = trainer.featureCount;
    const classifiers = await trainer.classifiers();
    return classifiers.map(({ weights, bias }) => {
      const units = bias.length;
      const values = Float32Array.from({ length: (features.length / depth) * units }, (_, i) => {
        const [image, unit] = [Math.floor(i / units), i % units];
        let sum = bias[unit];
        for (let k = 0; k < depth; k++)
          sum += features[image * depth + k] * weights[k * units + unit];
        return sum;
      });
      return exact({ shape: [features.length / depth, units], values });
    });
  }

  it.each([5, 300])('predicts the mixture of its levels for %i images', async (count) => {
    const trainer = trainerOf();
    const held = new HeldGroups(3);
    setCounts(trainer, held);
    for (let step = 0; step < 3; step++) trainer.step(batchOf(step), 0.5);
    const { images } = batchOf(9, count);
    const { classes, levels } = await trainer.predictLevels(images);
    const logits = await logitsOf(trainer, images);
    const expected = { logits, assignments: assignmentsOf(held), levelWeights };
    const z = naive.mixtureProbabilities(expected);
    expectClose(valuesOf([count, classCount], ...classes), z);
    expect(await trainer.predict(images)).toEqual(classes);
    expect(levels.map(({ length }) => length / count)).toEqual([...groupCounts, classCount]);
    const only = naive.mixtureProbabilities({
      ...expected,
      levelWeights: Float64Array.of(0, 0, 1),
    });
    expectClose(valuesOf([count, classCount], ...levels[2]), only);
  });

  it.each([
    ['all', undefined],
    ['largest', 'largest'],
    ['list', groupsOfClasses.map((groups) => groups.map((group) => 1 - Math.min(group, 1)))],
  ] as const)('trains with Ψ from Ω, keeping %s', async (_name, keep) => {
    const trainer = trainerOf();
    const held = new HeldGroups(2);
    for (const all of held.groups)
      all.set(all.map((group, image) => (image % 3 === 0 ? 0 : group)));
    setCounts(trainer, held, keep);
    const { images, labels } = batchOf(0);
    const logits = await logitsOf(trainer, images);
    const largest = groupCounts.map((_, level) =>
      Int32Array.from(naive.largestGroups(naive.assignment(held.counts(level), beta))),
    );
    const own = keep === 'largest' ? largest : keep;
    const assignments = assignmentsOf(held, own);
    const expected = naive.mixtureLoss({ logits, assignments, levelWeights }, labels, ones);
    trainer.step({ images, labels }, 0.5);
    expect((await trainer.takeMetrics()).losses[0]).toBeCloseTo(expected, 4);
  });

  it('draws groups as its slow twin does, and counts them', async () => {
    const trainer = trainerOf();
    const held = new HeldGroups(4);
    setCounts(trainer, held);
    let moved = 0;
    for (let step = 0; step < 12; step++) {
      const number = step % 4;
      const batch = held.batch(number, step);
      const logits = await logitsOf(trainer, batch.images);
      const assignments = assignmentsOf(held);
      const loss = naive.mixtureLoss({ logits, assignments, levelWeights }, batch.labels, ones);
      const twins = groupCounts.map((_, level) => {
        const { groups, uniforms, free } = batch.sampling;
        const draw = {
          labels: batch.labels,
          groups: groups[level],
          uniforms: uniforms[level],
          free,
        };
        return naive.sampleGroups(logits[level], held.counts(level), beta, draw);
      });
      trainer.step(batch, 0.3);
      expect((await trainer.takeMetrics()).losses[0]).toBeCloseTo(loss, 4);
      const drawn = await trainer.takeSampledGroups();
      for (const [level, { groups, margins }] of twins.entries()) {
        for (const [image, group] of drawn[level].entries()) {
          if (margins[image] > 1e-4) expect(group).toBe(groups[image]);
          if (batch.labels[image] === 1) expect(group).toBe(batch.sampling.groups[level][image]);
          if (group !== batch.sampling.groups[level][image]) moved++;
        }
      }
      held.take(drawn, number);
    }
    expect(moved).toBeGreaterThan(5);
    for (const level of groupCounts.keys()) {
      expect(await trainer.counts(level)).toEqual(held.counts(level).values);
    }
  });

  it('hands out what several steps drew, in their order, once', async () => {
    const held = new HeldGroups(3);
    const [together, apart] = [trainerOf(), trainerOf()];
    setCounts(together, held);
    setCounts(apart, held);
    const parts: (readonly Int32Array[])[] = [];
    for (const number of [0, 1, 2]) {
      together.step(held.batch(number), 0.1);
      apart.step(held.batch(number), 0.1);
      parts.push(await apart.takeSampledGroups());
    }
    const all = await together.takeSampledGroups();
    for (const level of groupCounts.keys()) {
      expect([...all[level]]).toEqual(parts.flatMap((part) => [...part[level]]));
    }
    expect(await together.takeSampledGroups()).toEqual([new Int32Array(), new Int32Array()]);
  });

  it('keeps Ψ that was set, and follows Ω no more', async () => {
    const trainer = trainerOf();
    const other = trainerOf();
    setFixed(other);
    setCounts(trainer, new HeldGroups(2), 'largest');
    setFixed(trainer);
    const { images } = batchOf(0);
    expect(await trainer.predict(images)).toEqual(await other.predict(images));
    await expect(trainer.counts(0)).rejects.toThrow('no Ω');
  });

  it('sets θ', async () => {
    const trainer = trainerOf();
    setFixed(trainer);
    trainer.setLevelWeights(Float64Array.of(0.5, 0.25, 0.25));
    expect(await trainer.levelWeights()).toEqual(Float64Array.of(0.5, 0.25, 0.25));
    const { classes, levels } = await trainer.predictLevels(batchOf(0).images);
    const coarse = levels[0][0] / 3;
    const middle = levels[1][0] / 2;
    expect(classes[0]).toBeCloseTo(0.5 * coarse + 0.25 * middle + 0.25 * levels[2][0], 5);
  });

  it('mixes classes by a Ψ between them, without levels above', async () => {
    const trainer = trainerOf({ groupCounts: [], levelWeights: Float64Array.of(1) });
    const confusions = Float64Array.from({ length: classCount ** 2 }, (_, i) =>
      i % (classCount + 1) === 0 ? 0.75 : 0.05,
    );
    trainer.setAssignment(0, confusions);
    const { images, labels } = batchOf(0);
    const logits = await logitsOf(trainer, images);
    const psi = { shape: [classCount, classCount], values: confusions };
    const mixture = { logits, assignments: [psi], levelWeights: Float64Array.of(1) };
    trainer.step({ images, labels }, 0);
    const { losses, levelShares } = await trainer.takeMetrics();
    expect(losses[0]).toBeCloseTo(naive.mixtureLoss(mixture, labels, ones), 5);
    expect(levelShares[0]).toBeCloseTo(1, 6);
    const z = naive.mixtureProbabilities(mixture);
    expectClose(valuesOf([batchSize, classCount], ...(await trainer.predict(images))), z);
  });
});

import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EngineError,
  type LevelwiseTrainer,
  type LevelwiseTrainerOptions,
  plainObjective,
  type Trainer,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createLevelwiseTrainer, createTrainer } from '../createTrainers.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import {
  batchOf,
  batchSize,
  classCount,
  cnn,
  groupCounts,
  groupsOfClasses,
  HeldGroups,
  largestMiss,
  levelwiseOptions,
  mlp,
  setCounts,
  setFixed,
  type Tensors,
} from '../testing/levelwise.ts';

const thetaName = 'levelWeights/free';

describeOnDevices('level-wise trainer', (kind) => {
  let backend: Backend;
  const open: Pick<Trainer, 'dispose'>[] = [];
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

  function flatOf(changes: Partial<LevelwiseTrainerOptions> = {}): Trainer {
    const options = { ...levelwiseOptions(changes), objective: plainObjective } as const;
    const trainer = createTrainer(backend, options);
    open.push(trainer);
    return trainer;
  }

  /** The loss of a batch at given tensors, by a step that changes nothing. */
  async function lossAt(trainer: LevelwiseTrainer, tensors: Tensors): Promise<number> {
    trainer.load({ tensors });
    trainer.step(batchOf(0), 0);
    return (await trainer.takeMetrics()).losses[0];
  }

  it('starts as the flat network does, with a classifier more a level', async () => {
    const { tensors } = await trainerOf({ network: cnn }).save();
    const flat = (await flatOf({ network: cnn }).save()).tensors;
    expect(largestMiss(tensors, flat)).toBe(0);
    const more = Object.keys(tensors).filter((name) => flat[name] === undefined);
    expect(more).toEqual(['level0/weights', 'level0/bias', 'level1/weights', 'level1/bias']);
    expect(tensors['level1/weights'].shape).toEqual([8, 3]);
    const sizes = Object.values(tensors).map(({ values }) => values.length);
    expect(trainerOf({ network: cnn }).parameterCount).toBe(sizes.reduce((a, b) => a + b));
  });

  it('trains like the flat network where the classes weigh all', async () => {
    const trainer = trainerOf({ levelWeights: Float64Array.of(0, 0, 1) });
    const flat = flatOf();
    setFixed(trainer);
    for (const [number, one] of [trainer, flat, trainer, flat].entries()) {
      one.setClassWeights(Float64Array.of(1, 2, 3, 1, 0.5, 1));
      one.step(batchOf(number >> 1), 0.2);
    }
    const [metrics, expected] = [await trainer.takeMetrics(), await flat.takeMetrics()];
    for (const [step, loss] of metrics.losses.entries()) {
      expect(Math.abs(loss - expected.losses[step])).toBeLessThan(1e-6);
    }
    expect([...metrics.levelShares]).toEqual([0, 0, 1, 0, 0, 1].map((x) => expect.closeTo(x, 6)));
    const saved = (await flat.save()).tensors;
    expect(largestMiss((await trainer.save()).tensors, saved)).toBeLessThan(1e-6);
  });

  it.each([
    ['weighted-likelihood', 'the weights of its images'],
    ['mean-likelihood', 'the number of its images'],
  ] as const)(
    'weighs the loss of all levels by the classes, as %s over %s',
    async (objective, _divisor) => {
      const weights = Float64Array.of(0.5, 2, 1, 1, 3, 1);
      const trainer = trainerOf({ objective: { kind: objective } });
      setFixed(trainer);
      trainer.setClassWeights(weights);
      const { images, labels } = batchOf(0);
      const { levels } = await trainer.predictLevels(images);
      const of = [...labels].map((label, image) => {
        const at = (level: number, count: number, unit: number) =>
          levels[level][image * count + unit];
        const own = at(2, classCount, label);
        // Eq. 11 by hand: θ is 0.2, 0.3, 0.5, and Ψ of a class’s own group one over its classes.
        const above = groupCounts.map((count, level) => {
          const group = groupsOfClasses[level][label];
          return ([0.2, 0.3][level] * at(level, count, group) * count) / classCount;
        });
        return -weights[label] * Math.log(above[0] + above[1] + 0.5 * own);
      });
      const sum = of.reduce((a, b) => a + b);
      const total = labels.reduce((all, label) => all + weights[label], 0);
      trainer.step(batchOf(0), 0);
      const [loss] = (await trainer.takeMetrics()).losses;
      const by = objective === 'mean-likelihood' ? batchSize : total;
      expect(Math.abs(loss - sum / by)).toBeLessThan(2e-6);
      expect(Math.abs(total - batchSize)).toBeGreaterThan(1);
    },
  );

  describe.each(kind === 'webgpu' ? [cnn] : [mlp, cnn])('gradients of $kind', (network) => {
    it('are the derivatives of the loss, those of θ included', async () => {
      const learned = { minimum: 0.1 };
      const trainer = trainerOf({ network, learned });
      setFixed(trainer);
      trainer.setClassWeights(Float64Array.of(0.5, 2, 1, 1, 3, 1));
      // Away from the start, where all levels say the same and θ has hardly a gradient.
      for (let step = 0; step < 20; step++) trainer.step(batchOf(0), 0.5);
      await trainer.takeMetrics();
      const start = await trainer.save();
      trainer.step(batchOf(0), 1);
      const after = (await trainer.save()).tensors;
      await trainer.takeMetrics();
      const gradient = Object.entries(start.tensors).map(([name, { values }]) => {
        return [name, values.map((value, i) => value - after[name].values[i])] as const;
      });
      const moved = (along: readonly (readonly [string, Float32Array])[], by: number) => {
        const changed = along.map(([name, direction]) => {
          const { shape, values } = start.tensors[name];
          return [name, { shape, values: values.map((v, i) => v + by * direction[i]) }] as const;
        });
        return { ...start.tensors, ...Object.fromEntries(changed) };
      };
      // The whole gradient, each level's classifier and θ alone.
      const names = ['', 'level0/', 'level1/', thetaName];
      for (const prefix of names) {
        const along = gradient.filter(([name]) => name.startsWith(prefix));
        const length = Math.hypot(...along.flatMap(([, values]) => [...values]));
        const by = (prefix === thetaName ? 2e-2 : 5e-3) / length;
        const there = await lossAt(trainer, moved(along, by));
        const back = await lossAt(trainer, moved(along, -by));
        // ReLUs bend the loss along the whole gradient a little.
        const digits = prefix === '' ? 1 : 2;
        expect((there - back) / (2 * by) / length ** 2, prefix).toBeCloseTo(1, digits);
      }
    });
  });

  it('learns θ above its minimum, from where it was given', async () => {
    const levelWeights = Float64Array.of(0.1, 0.3, 0.6);
    const learned = { minimum: 0.1 };
    const trainer = trainerOf({ levelWeights, learned });
    setFixed(trainer);
    const start = await trainer.levelWeights();
    for (const [level, weight] of levelWeights.entries())
      expect(start[level]).toBeCloseTo(weight, 5);
    for (let step = 0; step < 60; step++) trainer.step(batchOf(0), 1);
    const theta = await trainer.levelWeights();
    expect(theta.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(Math.min(...theta)).toBeGreaterThanOrEqual(0.1 - 1e-6);
    expect(Math.max(...theta.map((value, l) => Math.abs(value - start[l])))).toBeGreaterThan(0.02);
    expect(() => trainer.setLevelWeights(levelWeights)).toThrow('learned');
  });

  it('decays the weights of the classifiers by α besides the optimiser’s decay, θ not at all', async () => {
    const training = { optimizer: 'sgd', momentum: 0, weightDecay: 0.25, batchSize } as const;
    const trainer = trainerOf({ training, classifierDecay: 0.5, learned: { minimum: 0 } });
    setFixed(trainer);
    const [start, labels] = [(await trainer.save()).tensors, new Int32Array(batchSize)];
    // Nothing in the batch weighs anything, so that decay alone remains.
    trainer.setClassWeights(Float64Array.of(0, 1, 1, 1, 1, 1));
    trainer.step({ images: batchOf(0).images, labels }, 1);
    const { tensors } = await trainer.save();
    const left = (name: string, index = 0) =>
      tensors[name].values[index] / start[name].values[index];
    for (const name of ['level0/weights', 'level1/weights', 'dense2/weights']) {
      expect(left(name)).toBeCloseTo(0.25, 5);
    }
    expect(left('dense1/weights')).toBeCloseTo(0.75, 5);
    expect(tensors[thetaName]).toEqual(start[thetaName]);
  });

  it.each(['sgd', 'adam'] as const)(
    'goes on from a snapshot, Ω given again: %s',
    async (optimizer) => {
      const training = { optimizer, momentum: 0.9, weightDecay: 1e-3, batchSize } as const;
      const changes = {
        training,
        learned: { minimum: 0.05 },
        network: kind === 'wasm' ? cnn : mlp,
      };
      const held = new HeldGroups(4);
      const run = async (trainer: LevelwiseTrainer, batches: readonly number[]) => {
        setCounts(trainer, held, 'largest');
        for (const number of batches) trainer.step(held.batch(number), 0.05);
        held.take(await trainer.takeSampledGroups(), batches[0]);
        return trainer.save();
      };
      const whole = await run(trainerOf(changes), [0, 1, 2, 3]);
      const groups = held.groups.map((all) => all.slice());
      held.groups.forEach((all, level) => {
        all.set(held.labels.map((label) => groupsOfClasses[level][label]));
      });
      const half = await run(trainerOf(changes), [0, 1]);
      const later = trainerOf({ ...changes, seed: 78 });
      later.load(half);
      expect((await run(later, [2, 3])).tensors).toEqual(whole.tensors);
      expect(held.groups).toEqual(groups);
    },
  );

  it('takes over a flat network, and starts the other classifiers afresh', async () => {
    const training = { optimizer: 'adam', momentum: 0, weightDecay: 0, batchSize } as const;
    const flat = flatOf({ training });
    for (let step = 0; step < 5; step++) flat.step(batchOf(step), 0.01);
    const snapshot = await flat.save();
    const [trainer, other] = [trainerOf({ training, seed: 9 }), trainerOf({ training, seed: 9 })];
    const fresh = (await trainer.save()).tensors;
    expect(trainer.loadMatching(snapshot, { classifier: true })).toBe(4);
    expect(other.loadMatching(snapshot, { classifier: false })).toBe(2);
    const { tensors } = await trainer.save();
    for (const [name, { values }] of Object.entries(tensors)) {
      const from = name.startsWith('level') ? fresh : snapshot.tensors;
      // Adam has taken five steps with what came from the flat network, none with the rest.
      expect([name, [...values]]).toEqual([name, [...(from[name]?.values ?? [0])]]);
    }
    const trunkOnly = (await other.save()).tensors;
    expect(trunkOnly['dense1/weights']).toEqual(snapshot.tensors['dense1/weights']);
    expect(trunkOnly['dense2/weights']).toEqual(fresh['dense2/weights']);
    // The first step of Adam is the rate against the gradient's sign.
    setFixed(trainer);
    trainer.step(batchOf(0), 0.01);
    const after = (await trainer.save()).tensors;
    const change = after['level0/bias'].values.map(
      (value, i) => value - fresh['level0/bias'].values[i],
    );
    for (const value of change) expect(Math.abs(value)).toBeCloseTo(0.01, 4);
    const later = trainerOf({ training, seed: 10 });
    later.load(await trainer.save());
    setFixed(later);
    for (const one of [trainer, later]) one.step(batchOf(1), 0.01);
    expect((await later.save()).tensors).toEqual((await trainer.save()).tensors);
  });

  it('takes over another level-wise network, but not its θ', async () => {
    const [from, to] = [0.6, 0.4].map((bottom) => {
      const levelWeights = Float64Array.of(0.2, 0.8 - bottom, bottom);
      return trainerOf({ learned: { minimum: 0.05 }, levelWeights, seed: 100 * bottom });
    });
    const snapshot = await from.save();
    const theta = await to.levelWeights();
    expect(to.loadMatching(snapshot, { classifier: true })).toBe(8);
    expect(await to.levelWeights()).toEqual(theta);
    const { [thetaName]: own, ...rest } = (await to.save()).tensors;
    const { [thetaName]: other, ...expected } = snapshot.tensors;
    expect(rest).toEqual(expected);
    expect(own).not.toEqual(other);
  });

  it('keeps no tensor that it does not need', async () => {
    backend.activate();
    const before = memory().numTensors;
    const options = levelwiseOptions({ learned: { minimum: 0.05 } });
    const trainer = createLevelwiseTrainer(backend, options);
    const held = new HeldGroups(1);
    setFixed(trainer);
    trainer.setAssignment(2, identity(classCount));
    const round = async () => {
      setCounts(trainer, held, groupsOfClasses);
      trainer.step(held.batch(0), 0.05);
      trainer.step(held.batch(0), 0.05);
      await trainer.predictLevels(batchOf(0).images);
      await trainer.features(batchOf(0).images);
      await trainer.classifiers();
      await trainer.levelWeights();
      await trainer.counts(0);
      trainer.loadMatching(await trainer.save(), { classifier: true });
      await trainer.takeMetrics();
      await trainer.takeSampledGroups();
      return memory().numTensors;
    };
    const once = await round();
    expect([await round(), await round()]).toEqual([once, once]);
    trainer.step(held.batch(0), 0.05);
    trainer.dispose();
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
    expect(() => trainer.step(batchOf(0), 0.05)).toThrow('disposed');
  });

  it('says when training diverged', async () => {
    const trainer = trainerOf();
    setFixed(trainer);
    for (let step = 0; step < 8; step++) trainer.step(batchOf(0), 1e30);
    const failure = await trainer.takeMetrics().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ message: expect.stringContaining('diverged') });
    await expect(trainer.predict(batchOf(0).images)).rejects.toThrow(EngineError);
  });

  it('refuses what does not fit', () => {
    const trainer = trainerOf();
    expect(() => trainer.step(batchOf(0), 0.1)).toThrow('no Ψ yet');
    setFixed(trainer);
    const held = new HeldGroups(1);
    expect(() => trainer.step(held.batch(0), 0.1)).toThrow('no Ω yet');
    setCounts(trainer, held);
    const { sampling, ...plain } = held.batch(0);
    const stray = sampling.groups.with(1, new Int32Array(batchSize).fill(3));
    for (const changed of [
      { ...sampling, groups: stray },
      { ...sampling, groups: sampling.groups.slice(1) },
      { ...sampling, free: new Uint8Array(1) },
    ]) {
      expect(() => trainer.step({ ...plain, sampling: changed }, 0.1)).toThrow(RangeError);
    }
    const size = groupCounts[0] * classCount;
    const beta = new Float64Array(classCount).fill(1);
    const rule = { beta, keep: 'all' } as const;
    const refused = [
      () => trainer.setAssignment(0, new Float64Array(3)),
      () => trainer.setAssignment(0, new Float64Array(size).fill(Number.NaN)),
      () => trainer.setAssignment(3, new Float64Array(size)),
      () => trainer.setCounts(0, new Float64Array(size).fill(0.5), rule),
      () => trainer.setCounts(0, new Float64Array(size), { ...rule, beta: new Float64Array(6) }),
      () =>
        trainer.setCounts(0, new Float64Array(size), {
          beta,
          keep: Int32Array.of(0, 1, 2, 0, 0, 0),
        }),
      () => trainer.setCounts(2, identity(classCount), rule),
      () => trainer.setLevelWeights(Float64Array.of(0.5, 0.5, 0)),
      () => trainer.setLevelWeights(Float64Array.of(0.5, 0.6, 0.5)),
      () => trainer.setLevelWeights(Float64Array.of(1)),
      () => trainerOf({ learned: { minimum: 0.4 } }),
      () => trainerOf({ learned: { minimum: 0.25 } }),
    ];
    for (const attempt of refused) expect(attempt).toThrow(RangeError);
  });
});

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}

describe('level-wise trainers side by side', () => {
  it('train alike in plain JavaScript and WebAssembly', async () => {
    const backends = [await startForTest('cpu'), await startForTest('wasm')];
    const saved: Tensors[] = [];
    const drawn: (readonly Int32Array[])[] = [];
    for (const backend of backends) {
      const options = levelwiseOptions({ network: cnn, learned: { minimum: 0.1 } });
      const trainer = createLevelwiseTrainer(backend, options);
      const held = new HeldGroups(3);
      setCounts(trainer, held, 'largest');
      for (const number of [0, 1, 2]) trainer.step(held.batch(number), 0.2);
      drawn.push(await trainer.takeSampledGroups());
      saved.push((await trainer.save()).tensors);
      trainer.dispose();
    }
    expect(drawn[1]).toEqual(drawn[0]);
    expect(largestMiss(saved[1], saved[0])).toBeLessThan(1e-5);
    for (const backend of backends) backend.dispose();
  });
});

/** Networks trained together, on every device. */
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type JointTrainer,
  type JointTrainerOptions,
  memberPrefix,
  plainObjective,
} from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createJointTrainer, createTrainer } from './createTrainers.ts';
import { describeOnDevices, startForTest } from './testing/devices.ts';
import {
  batchOf,
  batchSize,
  classCount,
  cnn,
  mlp,
  shape,
  type Tensors,
} from './testing/levelwise.ts';
import { exact } from './testing/naive.ts';
import { jointWeights } from './testing/naiveJoint.ts';

const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-3, batchSize } as const;
const objective = plainObjective;
const weights = Float64Array.of(0.5, 2, 1, 1, 3, 1);

const optionsOf = (changes: Partial<JointTrainerOptions> = {}): JointTrainerOptions => ({
  networks: [mlp, cnn, mlp],
  shape,
  classCount,
  objective,
  training,
  seed: 5,
  ...changes,
});

/** The tensors of network k by the names they have in that network by itself. */
function tensorsOf(tensors: Tensors, network: number): Tensors {
  const prefix = memberPrefix(network);
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
    ),
  );
}

describeOnDevices('joint trainer', (kind) => {
  let backend: Backend;
  const open: { dispose(): void }[] = [];
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => {
    for (const trainer of open) trainer.dispose();
    backend?.dispose();
  });

  function trainerOf(changes?: Partial<JointTrainerOptions>): JointTrainer {
    const trainer = createJointTrainer(backend, optionsOf(changes));
    open.push(trainer);
    return trainer;
  }

  function flatOf(network: JointTrainerOptions['networks'][number], round: number) {
    const { networks: _networks, ...options } = optionsOf();
    const trainer = createTrainer(backend, { ...options, network, round });
    open.push(trainer);
    return trainer;
  }

  it('starts each network as the network of its round starts', async () => {
    const { tensors } = await trainerOf().save();
    const [first, second, third] = [1, 2, 3].map((k) => tensorsOf(tensors, k));
    expect(first).toEqual((await flatOf(mlp, 1).save()).tensors);
    expect(second).toEqual((await flatOf(cnn, 2).save()).tensors);
    expect(third).toEqual((await flatOf(mlp, 3).save()).tensors);
    const count = [first, second, third].flatMap((own) => Object.keys(own)).length;
    expect(Object.keys(tensors).length).toBe(count);
  });

  it.each(kind === 'webgpu' ? [cnn] : [mlp, cnn])(
    'trains one $kind as by itself',
    async (network) => {
      const joint = trainerOf({ networks: [network] });
      const flat = flatOf(network, 1);
      for (let step = 0; step < 6; step++) {
        for (const trainer of [joint, flat]) {
          trainer.setClassWeights(weights);
          trainer.step(batchOf(step), 0.1);
        }
      }
      expect(await joint.takeMetrics()).toEqual(await flat.takeMetrics());
      expect(tensorsOf((await joint.save()).tensors, 1)).toEqual((await flat.save()).tensors);
      const { images } = batchOf(7);
      expect(await joint.predict(images)).toEqual(await flat.predict(images));
      expect(await joint.features(images)).toEqual(await flat.features(images));
      expect(joint.featureCount).toBe(flat.featureCount);
      expect(joint.parameterCount).toBe(flat.parameterCount);
    },
  );

  it('goes down the gradient of its loss', async () => {
    const trainer = trainerOf({ training: { ...training, momentum: 0, weightDecay: 0 } });
    trainer.setClassWeights(weights);
    for (let step = 0; step < 10; step++) trainer.step(batchOf(0), 0.3);
    await trainer.takeMetrics();
    const start = await trainer.save();
    trainer.step(batchOf(0), 1);
    await trainer.takeMetrics();
    const after = (await trainer.save()).tensors;
    const lossAt = async (prefix: string, by: number) => {
      const moved = Object.entries(start.tensors).map(([name, { shape: size, values }]) => {
        const gradient = (i: number) => values[i] - after[name].values[i];
        const along = name.startsWith(prefix) ? by : 0;
        return [name, { shape: size, values: values.map((v, i) => v + along * gradient(i)) }];
      });
      trainer.load({ tensors: Object.fromEntries(moved) });
      trainer.step(batchOf(0), 0);
      return (await trainer.takeMetrics()).losses[0];
    };
    for (const prefix of [1, 2, 3].map(memberPrefix)) {
      const along = Object.keys(after).filter((name) => name.startsWith(prefix));
      const length = Math.hypot(
        ...along.flatMap((name) => [
          ...start.tensors[name].values.map((value, i) => value - after[name].values[i]),
        ]),
      );
      expect(length).toBeGreaterThan(1e-4);
      const by = 5e-3 / length;
      const slope = ((await lossAt(prefix, by)) - (await lossAt(prefix, -by))) / (2 * by);
      expect(slope / length ** 2, prefix).toBeCloseTo(1, 1);
    }
  });

  it('says what each network says by itself, and what they say together', async () => {
    const trainer = trainerOf();
    for (let step = 0; step < 3; step++) trainer.step(batchOf(step), 0.2);
    await trainer.takeMetrics();
    const { tensors } = await trainer.save();
    const { images } = batchOf(9, 21);
    const { joint, members, weights: shares } = await trainer.predictMembers(images);
    expect(joint).toEqual(await trainer.predict(images));
    const features: Float32Array[] = [];
    for (const [index, network] of optionsOf().networks.entries()) {
      const flat = flatOf(network, 1);
      flat.loadMatching({ tensors: tensorsOf(tensors, index + 1) }, { classifier: true });
      expect(members[index]).toEqual(await flat.predict(images));
      features.push(await flat.features(images));
    }
    const all = await trainer.features(images);
    expect(all.length).toBe(21 * trainer.featureCount);
    const widths = features.map((values) => values.length / 21);
    const row = features.flatMap((values, k) => [...values.slice(widths[k], 2 * widths[k])]);
    expect([...all.slice(trainer.featureCount, 2 * trainer.featureCount)]).toEqual(row);
    // Largest logits by hand: from the features and each network's classifier.
    const classifiers = await trainer.classifiers();
    const logits = classifiers.map(({ weights: matrix, bias }, k) => ({
      shape: [21, classCount],
      values: Float32Array.from({ length: 21 * classCount }, (_, at) => {
        const [image, l] = [Math.floor(at / classCount), at % classCount];
        let sum = bias[l];
        for (let d = 0; d < widths[k]; d++) {
          sum += features[k][image * widths[k] + d] * matrix[d * classCount + l];
        }
        return sum;
      }),
    }));
    const expected = jointWeights(logits.map(exact)).values;
    for (const [at, share] of shares.entries()) expect(share).toBeCloseTo(expected[at], 5);
  });

  it('goes on from a snapshot as if it had never stopped', async () => {
    const adam = { optimizer: 'adam', momentum: 0, weightDecay: 0, batchSize } as const;
    const networks = kind === 'webgpu' ? [cnn, cnn] : [mlp, cnn];
    const whole = trainerOf({ networks, training: adam });
    for (let step = 0; step < 3; step++) whole.step(batchOf(step), 0.01);
    const half = await whole.save();
    const resumed = trainerOf({ networks, training: adam, seed: 9 });
    resumed.load(half);
    for (let step = 3; step < 6; step++) {
      whole.step(batchOf(step), 0.01);
      resumed.step(batchOf(step), 0.01);
    }
    expect(await resumed.save()).toEqual(await whole.save());
  });

  it('keeps no tensor that it does not need, and refuses to have no network', async () => {
    backend.activate();
    const before = memory().numTensors;
    const trainer = createJointTrainer(backend, optionsOf({ networks: [mlp, mlp] }));
    const step = async () => {
      trainer.step(batchOf(0), 0.05);
      await trainer.predictMembers(batchOf(1).images);
      await trainer.takeMetrics();
      return memory().numTensors;
    };
    const once = await step();
    expect([await step(), await step()]).toEqual([once, once]);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
    expect(() => trainer.step(batchOf(0), 0.05)).toThrow('disposed');
    expect(() => createJointTrainer(backend, optionsOf({ networks: [] }))).toThrow('no network');
  });
});

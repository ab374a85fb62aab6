/** Taking over what fits of another network. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { plainObjective, type Trainer, type TrainerOptions } from '../engine.ts';
import type { Backend } from './backends/backend.ts';
import { createTrainer } from './createTrainers.ts';
import { describeOnDevices, startForTest } from './testing/devices.ts';
import { batchOf, batchSize, classCount, cnn, levelwiseOptions, mlp } from './testing/levelwise.ts';

const resnet: NetworkSpec = { kind: 'resnet', depth: 8 };
const linear: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'he' };

describeOnDevices('taking over', (kind) => {
  let backend: Backend;
  const open: Trainer[] = [];
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => {
    for (const trainer of open) trainer.dispose();
    backend?.dispose();
  });

  function trainerOf(changes: Partial<TrainerOptions> = {}): Trainer {
    const { network, shape, training, seed, round } = levelwiseOptions();
    const options = { network, shape, classCount, training, seed, round, ...changes };
    const trainer = createTrainer(backend, { ...options, objective: plainObjective });
    open.push(trainer);
    return trainer;
  }

  it.each(['sgd', 'adam'] as const)('goes on as the other network would: %s', async (optimizer) => {
    const training = { optimizer, momentum: 0.9, weightDecay: 1e-3, batchSize } as const;
    const network = kind === 'wasm' ? resnet : cnn;
    const [one, other] = [
      trainerOf({ training, network }),
      trainerOf({ training, network, seed: 6 }),
    ];
    for (let step = 0; step < 3; step++) one.step(batchOf(step), 0.01);
    const snapshot = await one.save();
    const slots = (name: string) => name.includes(':') || name === 'adam/steps';
    const expected = Object.keys(snapshot.tensors).filter((name) => !slots(name)).length;
    expect(other.loadMatching(snapshot, { classifier: true })).toBe(expected);
    expect(await other.save()).toEqual(snapshot);
    for (const trainer of [one, other]) trainer.step(batchOf(7), 0.01);
    expect(await other.save()).toEqual(await one.save());
  });

  it('goes on with draws that the other network has not had', async () => {
    const network: NetworkSpec = {
      kind: 'vgg',
      depth: 11,
      form: 'small-images',
      dropout: 0.5,
      width: 0.0625,
    };
    const [one, other] = [trainerOf({ network }), trainerOf({ network })];
    one.step(batchOf(0), 0.01);
    other.loadMatching(await one.save(), { classifier: true });
    expect(await other.save()).toEqual(await one.save());
    for (const trainer of [one, other]) trainer.step(batchOf(7), 0.01);
    expect(await other.save()).toEqual(await one.save());
  });

  it.each([mlp, cnn])(
    'leaves out the classifier of $kind, and what has another shape',
    async (network) => {
      const one = trainerOf({ network });
      one.step(batchOf(0), 0.1);
      const snapshot = await one.save();
      const other = trainerOf({ network, seed: 6, classCount: classCount + 1 });
      const fresh = await other.save();
      const names = Object.keys(snapshot.tensors);
      const isClassifier = (name: string) =>
        name.startsWith(network.kind === 'mlp' ? 'dense2' : 'dense');
      const trunk = names.filter((name) => !isClassifier(name));
      for (const classifier of [false, true]) {
        other.load(fresh);
        expect(other.loadMatching(snapshot, { classifier })).toBe(trunk.length);
        const { tensors } = await other.save();
        for (const name of names) {
          const from = isClassifier(name) ? fresh : snapshot;
          expect(tensors[name]).toEqual(from.tensors[name]);
        }
      }
    },
  );

  it('starts slots at zero where the other network has none', async () => {
    const plain = trainerOf();
    const training = { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, batchSize } as const;
    const [trainer, fresh] = [trainerOf({ training }), trainerOf({ training })];
    trainer.step(batchOf(0), 0.1);
    expect(trainer.loadMatching(await plain.save(), { classifier: true })).toBe(4);
    expect(await trainer.save()).toEqual(await fresh.save());
  });

  it('takes nothing over from a network of another kind', async () => {
    const snapshot = await trainerOf({ network: resnet }).save();
    const trainer = trainerOf();
    const before = await trainer.save();
    expect(trainer.loadMatching(snapshot, { classifier: true })).toBe(0);
    expect(await trainer.save()).toEqual(before);
  });

  it.each([mlp, cnn, linear])(
    'classifies the features of $kind as it predicts',
    async (network) => {
      const trainer = trainerOf({ network });
      trainer.step(batchOf(0), 0.1);
      const { images } = batchOf(1, 300);
      const features = await trainer.features(images);
      const depth = trainer.featureCount;
      expect(features.length).toBe(300 * depth);
      const classifiers = await trainer.classifiers();
      expect(classifiers.length).toBe(1);
      const [{ weights, bias }] = classifiers;
      const image = 299;
      const powers = Array.from(bias, (offset, unit) => {
        let sum = offset;
        for (let k = 0; k < depth; k++) {
          sum += features[image * depth + k] * weights[k * bias.length + unit];
        }
        return Math.exp(sum);
      });
      const total = powers.reduce((a, b) => a + b);
      const found = (await trainer.predict(images)).subarray(image * classCount);
      for (const [unit, power] of powers.entries())
        expect(found[unit]).toBeCloseTo(power / total, 5);
    },
  );
});

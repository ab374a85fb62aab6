/** The same bits whatever the number of threads, for every family of networks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNormaliser } from '../../../data/prepare/normalise.ts';
import { createRandom } from '../../../lib/random.ts';
import { startThread } from '../../../node/nodeThreads.ts';
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import type { ImageShape } from '../../../spec/units.ts';
import {
  type Engine,
  plainObjective,
  type SamplingBatch,
  type Trainer,
  type TrainerOptions,
} from '../../engine.ts';
import { createEngine } from '../createEngine.ts';
import { classObjectives } from '../testing/classObjectives.ts';
import { imagenetFamilies, smallFamilies } from '../testing/families.ts';
import { beta, groupCounts, groupsOfClasses, levelwiseOptions } from '../testing/levelwise.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';
import { jointShardCount, shardCount } from './shardCount.ts';

const threadCounts = [1, 2, 4];
const small = { height: 5, width: 4, channels: 2 };
const classCount = 6;
const steps = 6;

const engines = new Map<number, Engine>();

beforeAll(async () => {
  const supply = { cores: 4, start: startThread };
  const platform = { wasmPaths: installedWasmPaths(), threads: supply };
  for (const threads of threadCounts) {
    engines.set(threads, await createEngine('wasm', platform, threads));
  }
});
afterAll(() => {
  for (const engine of engines.values()) engine.dispose();
});

function engineOf(threads: number): Engine {
  const engine = engines.get(threads);
  if (engine === undefined) throw new Error(`No engine of ${threads} threads`);
  return engine;
}

function imagesOf(name: string, count: number, shape = small): Float32Array {
  const random = createRandom(3, name);
  const size = shape.height * shape.width * shape.channels;
  return Float32Array.from({ length: count * size }, () => random.uniform());
}

function batchOf(step: number, batchSize: number, shape = small) {
  const labels = Int32Array.from({ length: batchSize }, (_, i) => (5 * i + step) % classCount);
  return { images: imagesOf(`batch ${step}`, batchSize, shape), labels };
}

/** All that a run could tell of a trainer, after some steps. */
async function outcomeOf(trainer: Trainer, { batchSize, shape, isDeep = false }: Family) {
  trainer.setClassWeights(Float64Array.of(1, 2, 0.5, 1, 3, 1));
  const losses: number[] = [];
  for (let step = 0; step < (isDeep ? 3 : steps); step++) {
    trainer.step(batchOf(step, batchSize, shape), 0.05);
    if (step % 3 === 2) losses.push(...(await trainer.takeMetrics()).losses);
  }
  const { tensors } = await trainer.save();
  const images = imagesOf('test', isDeep ? 10 : 130, shape);
  const outcome = [losses, tensors, await trainer.predict(images), await trainer.features(images)];
  trainer.load({ tensors });
  trainer.step(batchOf(9, batchSize, shape), 0.05);
  const imageWeights = Float64Array.from({ length: batchSize }, (_, image) => 1 + (image % 7));
  trainer.step({ ...batchOf(10, batchSize, shape), imageWeights }, 0.05);
  return { outcome, after: (await trainer.save()).tensors };
}

interface Family {
  readonly name: string;
  readonly network: NetworkSpec;
  readonly shape: ImageShape;
  readonly batchSize: number;
  readonly shards: number;
  readonly changes?: Partial<TrainerOptions>;
  /** Takes fewer steps and predicts fewer images. */
  readonly isDeep?: boolean;
}

const sgd = { optimizer: 'sgd', momentum: 0.9, weightDecay: 0.01 } as const;
const adam = { optimizer: 'adam', momentum: 0, weightDecay: 0 } as const;
const mlp: NetworkSpec = { kind: 'mlp', hidden: [9, 5], initial: 'he' };
const cnn: NetworkSpec = { kind: 'cnn', channels: [3, 4] };
const resnet: NetworkSpec = { kind: 'resnet', depth: 8 };

/** Batches of the deeper families that are cut, and into how many shards. */
const cuts: Readonly<Record<string, readonly [number, number]>> = {
  'ResNet-8 with 1 × 1 shortcuts': [20, 2],
  'ResNet-18': [80, 2],
  'DenseNet-BC-10-2 with dropout': [40, 4],
  'VGG-11': [400, 4],
  AlexNet: [400, 2],
  'ResNet-50 for ImageNet': [20, 2],
  'DenseNet-121': [20, 4],
  'VGG-11 for ImageNet': [40, 2],
  'AlexNet for ImageNet': [40, 2],
};

const families: readonly Family[] = [
  { name: 'MLP', network: mlp, shape: small, batchSize: 807, shards: 4 },
  { name: 'MLP in two shards', network: mlp, shape: small, batchSize: 633, shards: 2 },
  {
    name: 'CNN, margin',
    network: cnn,
    shape: small,
    batchSize: 135,
    shards: 4,
    changes: { objective: { kind: 'margin' } },
  },
  ...classObjectives(6).map((objective) => ({
    name: `MLP, ${objective.kind}`,
    network: mlp,
    shape: small,
    batchSize: 633,
    shards: 2,
    changes: { objective },
  })),
  {
    name: 'ResNet-8',
    network: resnet,
    shape: { height: 9, width: 8, channels: 1 },
    batchSize: 63,
    shards: 4,
  },
  ...[...smallFamilies, ...imagenetFamilies].map((family) => {
    const [batchSize, shards] = cuts[family.name];
    return { ...family, batchSize, shards, isDeep: true };
  }),
];

describe('flat networks', () => {
  it.each(families)('$name', async (family) => {
    const { network, shape, batchSize, shards, changes } = family;
    expect(shardCount(network, shape, classCount, batchSize)).toBe(shards);
    const found = [];
    for (const threads of threadCounts) {
      const trainer = engineOf(threads).createTrainer({
        network,
        shape,
        classCount,
        objective: plainObjective,
        training: { ...sgd, batchSize },
        seed: 5,
        round: 1,
        ...changes,
      });
      found.push(await outcomeOf(trainer, family));
      trainer.dispose();
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});

describe('images that lie in memory', () => {
  it('are gathered, moved, scaled and mirrored by each thread', async () => {
    const count = 60;
    const random = createRandom(6, 'pixels');
    const size = small.height * small.width * small.channels;
    const pixels = Uint8Array.from({ length: count * size }, () => random.integer(256));
    const split = { images: pixels, labels: new Int32Array(count) };
    const normaliser = createNormaliser(split, small, 'unit');
    const from = { pixels, shape: small, normaliser, window: null };
    const inMiddle = { ...from, window: { down: 1, right: 0, rows: 2, columns: 3 } };
    const batchSize = 135;
    const draw = (length: number, values: number) =>
      Int16Array.from({ length }, () => random.integer(values));
    const moves = {
      down: draw(batchSize, 3),
      right: draw(batchSize, 2),
      scaled: null,
      mirrored: Uint8Array.from(draw(batchSize, 2)),
    };
    const sizes = () => draw(batchSize, 2).map((more) => more + 1);
    const windows = { ...moves, scaled: { rows: sizes(), columns: sizes() } };
    const indices = Int32Array.from({ length: batchSize }, () => random.integer(count));
    const all = Int32Array.from({ length: count }, (_, index) => index);
    const { labels } = batchOf(0, batchSize);
    const found = [];
    for (const threads of threadCounts) {
      const trainer = engineOf(threads).createTrainer({
        network: cnn,
        shape: small,
        classCount,
        objective: plainObjective,
        training: { ...sgd, batchSize },
        seed: 5,
        round: 1,
      });
      trainer.step({ images: { from, indices, moves }, labels }, 0.1);
      trainer.step({ images: { from, indices, moves: null }, labels }, 0.1);
      trainer.step({ images: { from, indices, moves: windows }, labels }, 0.1);
      const { losses } = await trainer.takeMetrics();
      const whole = await trainer.predict({ from, indices: all, moves: null });
      const middle = await trainer.predict({ from: inMiddle, indices: all, moves: null });
      expect(middle).not.toEqual(whole);
      found.push([losses, whole, middle]);
      trainer.dispose();
      engineOf(threads).releaseImages();
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});

describe('networks trained together', () => {
  it('have the same bits, and one of them those of a network by itself', async () => {
    const batchSize = 135;
    const joint = { shape: small, classCount, seed: 5, training: { ...sgd, batchSize } };
    const objective = plainObjective;
    expect(jointShardCount([cnn, cnn], small, classCount, batchSize)).toBe(
      shardCount(cnn, small, classCount, batchSize),
    );
    const found = [];
    for (const threads of threadCounts) {
      const trainer = engineOf(threads).createJointTrainer({
        ...joint,
        objective,
        networks: [cnn, cnn, resnet],
      });
      const family = { name: '', network: cnn, shape: small, batchSize, shards: 4 };
      const outcome = await outcomeOf(trainer, family);
      found.push([outcome, await trainer.predictMembers(imagesOf('test', 130))]);
      trainer.dispose();
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
    const losses = [];
    for (const threads of threadCounts) {
      const engine = engineOf(threads);
      const one = engine.createJointTrainer({ ...joint, objective, networks: [cnn] });
      const flat = engine.createTrainer({ ...joint, objective, network: cnn, round: 1 });
      for (const trainer of [one, flat]) {
        for (let step = 0; step < steps; step++) trainer.step(batchOf(step, batchSize), 0.05);
        losses.push((await trainer.takeMetrics()).losses);
        trainer.dispose();
      }
    }
    for (const ofOne of losses) expect(ofOne).toEqual(losses[0]);
  });
});

describe('the level-wise mixture', () => {
  it.each([null, { minimum: 0.05 }])('samples groups, θ learned: %j', async (learned) => {
    const batchSize = 135;
    const auxiliary = { auxiliaryWeight: learned === null ? 0 : 0.3 };
    const found = [];
    for (const threads of threadCounts) {
      const trainer = engineOf(threads).createLevelwiseTrainer(
        levelwiseOptions({ network: cnn, training: { ...adam, batchSize }, learned, ...auxiliary }),
      );
      for (const [level, groupOf] of groupsOfClasses.entries()) {
        const counts = new Float64Array(groupCounts[level] * classCount);
        for (let y = 0; y < classCount; y++) counts[groupOf[y] * classCount + y] = 40;
        trainer.setCounts(level, counts, { beta, keep: 'all' });
      }
      const seen: unknown[] = [];
      for (let step = 0; step < steps; step++) {
        trainer.step(samplingBatch(step, batchSize), 0.05);
        if (step % 2 === 1) seen.push(await trainer.takeSampledGroups());
      }
      const { losses, levelShares } = await trainer.takeMetrics();
      seen.push(losses, levelShares, await trainer.levelWeights(), (await trainer.save()).tensors);
      for (const level of groupCounts.keys()) seen.push(await trainer.counts(level));
      seen.push(await trainer.predictLevels(imagesOf('test', 130)));
      trainer.dispose();
      found.push(seen);
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});

function samplingBatch(step: number, batchSize: number): SamplingBatch {
  const batch = batchOf(step, batchSize);
  const random = createRandom(4, 'sampling', step);
  const groups = groupsOfClasses.map((groupOf) => batch.labels.map((label) => groupOf[label]));
  const uniforms = groups.map(() => Float32Array.from(batch.labels, () => random.uniform()));
  const free = Uint8Array.from(batch.labels, (label) => (label === 2 ? 0 : 1));
  return { ...batch, sampling: { groups, uniforms, free } };
}

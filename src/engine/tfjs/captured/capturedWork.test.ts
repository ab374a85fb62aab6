/**
 * Work that is recorded and repeated comes to what work done anew comes to, bit for bit. The deeper
 * families of networks: capturedFamilies.test.ts.
 */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, mul, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import { createNormaliser } from '../../../data/prepare/normalise.ts';
import { createRandom } from '../../../lib/random.ts';
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import {
  type Batch,
  type JointTrainer,
  type LevelwiseTrainer,
  plainObjective,
  type Trainer,
  type TrainerOptions,
} from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { createJointTrainer, createLevelwiseTrainer, createTrainer } from '../createTrainers.ts';
import { hostTensor } from '../kernels/webgpu/hostTensors.ts';
import { hasSubgroups } from '../kernels/webgpu/laneTree.ts';
import { createTensor, runShader } from '../kernels/webgpu/shader.ts';
import type { Work } from '../repeated/work.ts';
import { capturing } from '../testing/capturing.ts';
import { classObjectives } from '../testing/classObjectives.ts';
import { installDawn, removeDawn } from '../testing/dawn.ts';
import { startForTest } from '../testing/devices.ts';
import {
  beta,
  groupCounts,
  groupsOfClasses,
  HeldGroups,
  levelwiseOptions,
  setCounts,
} from '../testing/levelwise.ts';
import { useOtherVariants } from '../testing/otherVariants.ts';
import type { CapturedWork, CaptureOptions } from './capturedWork.ts';

const missing = await installDawn();
afterAll(removeDawn);

const shape = { height: 6, width: 5, channels: 3 };
const size = 90;
const imageCount = 12;
const batchSize = 4;
const steps = 20;
/** Milliseconds for the networks of many shaders, which a software adapter compiles and runs. */
const slowDevice = 240_000;

const random = createRandom(4, 'pixels');
const pixels = Uint8Array.from({ length: imageCount * size }, () => random.integer(256));
const labels = new Int32Array(imageCount);
const source: ImageSource = {
  pixels,
  shape,
  normaliser: createNormaliser({ images: pixels, labels }, shape, 'per-channel'),
  window: null,
};

/** The batch of a step: images chosen, moved and mirrored by its number. */
function batchOf(step: number): Batch {
  const draw = createRandom(5, 'batch', step);
  const numbers = (count: number, from: number) =>
    Array.from({ length: batchSize }, () => draw.integer(count) + from);
  return {
    images: {
      from: source,
      indices: Int32Array.from(numbers(imageCount, 0)),
      moves: {
        down: Int16Array.from(numbers(5, -2)),
        right: Int16Array.from(numbers(5, -2)),
        scaled: null,
        mirrored: Uint8Array.from(numbers(2, 0)),
      },
    },
    labels: Int32Array.from(numbers(3, 0)),
  };
}

const rateOf = (step: number) => (step < 10 ? 0.05 : 0.005);

describe.skipIf(missing !== null)(`captured work on webgpu (${missing ?? 'present'})`, () => {
  let backend: Backend;
  /** Of each run, why its work was not captured. */
  let refusals: Set<string | null>;
  let lastRun: CapturedWork | null = null;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
  });
  afterAll(() => backend?.dispose());

  const webgpu = () => activeBackend() as WebGPUBackend;

  function working(isCaptured: boolean, options: CaptureOptions = {}): Backend {
    refusals = new Set();
    return capturing(backend, { isCaptured, ...options }, (work) => {
      refusals.add(work.notCaptured);
      lastRun = work;
    });
  }

  type Family = readonly [string, NetworkSpec, Partial<TrainerOptions>];
  const linear: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'he' };
  const families: readonly Family[] = [
    ['linear', linear, {}],
    ['MLP', { kind: 'mlp', hidden: [9, 7], initial: 'he' }, { objective: { kind: 'margin' } }],
    ['small CNN', { kind: 'cnn', channels: [3, 4] }, {}],
    ['ResNet-8', { kind: 'resnet', depth: 8, width: 0.25 }, {}],
    ...classObjectives(3).map((objective): Family => [objective.kind, linear, { objective }]),
  ];
  const optimisers = [
    { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-3, batchSize },
    { optimizer: 'adam', momentum: 0, weightDecay: 1e-3, batchSize },
  ] as const;

  function optionsOf(network: NetworkSpec, changes: Partial<TrainerOptions>): TrainerOptions {
    const [training] = optimisers;
    const objective = plainObjective;
    return { network, shape, classCount: 3, objective, training, seed: 5, round: 1, ...changes };
  }

  /** All that some steps come to: metrics, weights and slots, predictions and features. */
  async function trained(trainer: Trainer): Promise<Buffer> {
    trainer.setClassWeights(Float64Array.of(0.5, 2, 1));
    for (let step = 0; step < steps; step++) trainer.step(batchOf(step), rateOf(step));
    const { losses } = await trainer.takeMetrics();
    const { tensors } = await trainer.save();
    const images = { from: source, indices: Int32Array.of(3, 1, 2), moves: null };
    const outputs = [await trainer.predict(images), await trainer.features(images)];
    const held = Object.values(tensors).map(({ values }) => values);
    trainer.dispose();
    return Buffer.concat([losses, ...held, ...outputs].map((values) => Buffer.from(values.buffer)));
  }

  const cases = families.flatMap(([name, network, changes]) =>
    (changes.objective !== undefined || name === 'ResNet-8'
      ? optimisers.slice(0, 1)
      : optimisers
    ).map(
      (training) =>
        [`${name}, ${training.optimizer}`, optionsOf(network, { ...changes, training })] as const,
    ),
  );

  const doneAnew = new Map<TrainerOptions, Buffer>();

  it.each(cases)(
    'equals work done anew: %s',
    async (_name, options) => {
      const anew = await trained(createTrainer(working(false), options));
      doneAnew.set(options, anew);
      const captured = await trained(createTrainer(working(true), options));
      expect([...refusals]).toEqual([null]);
      expect(captured.equals(anew)).toBe(true);
      expect(captured.every((byte) => byte === 0)).toBe(false);
      backend.check();
    },
    slowDevice,
  );

  it(
    'equals it too where kernels are computed by their other variant',
    async () => {
      backend.activate();
      // Nothing was tuned before: the cases above were not prepared.
      const tuned = await useOtherVariants(webgpu());
      const exchanges = tuned.filter((key) => key.startsWith('exchange'));
      expect(exchanges.length).toBe(hasSubgroups(webgpu().device) ? 1 : 0);
      expect(tuned.length).toBeGreaterThan(5);
      for (const [options, anew] of doneAnew) {
        if (options.training.optimizer !== 'sgd') continue;
        const captured = await trained(createTrainer(working(true), options));
        expect(captured.equals(anew), options.network.kind).toBe(true);
      }
      expect(doneAnew.size).toBe(cases.length);
      backend.check();
    },
    slowDevice,
  );

  /** What 20 sampling steps of a mixture come to. */
  async function sampled(trainer: LevelwiseTrainer): Promise<Buffer> {
    const held = new HeldGroups(4);
    setCounts(trainer, held, 'largest');
    for (const [level, groupOf] of groupsOfClasses.entries()) trainer.setGroups(level, groupOf);
    for (let step = 0; step < steps; step++) trainer.step(held.batch(step % 4), rateOf(step));
    const { losses, levelShares } = await trainer.takeMetrics();
    const groups = await trainer.takeSampledGroups();
    const counts = await Promise.all(groupCounts.map((_, level) => trainer.counts(level)));
    const { classes, levels } = await trainer.predictLevels(held.batch(0).images);
    const theta = await trainer.levelWeights();
    trainer.dispose();
    const all = [losses, levelShares, ...groups, ...counts, classes, ...levels, theta];
    return Buffer.concat(all.map((values) => Buffer.from(values.buffer)));
  }

  it.each([
    { learned: null },
    { learned: { minimum: 0.05 } },
    { learned: null, auxiliaryWeight: 0.5 },
    { learned: null, objective: { kind: 'mean-likelihood' } as const },
  ])('equals mixtures done anew: %o', async (changes) => {
    const options = levelwiseOptions(changes);
    const anew = await sampled(createLevelwiseTrainer(working(false), options));
    const captured = await sampled(createLevelwiseTrainer(working(true), options));
    expect([...refusals]).toEqual([null]);
    expect(captured.equals(anew)).toBe(true);
    backend.check();
  });

  /** What 20 steps of a product along the path come to. */
  async function trainedAlongPath(trainer: LevelwiseTrainer): Promise<Buffer> {
    trainer.setGroups(0, Int32Array.of(0, 0, 0, 0, 1, 1));
    trainer.setGroups(1, Int32Array.of(0, 1, 0, 1, 2, 2));
    const held = new HeldGroups(4);
    for (let step = 0; step < steps; step++) {
      const { images, labels } = held.batch(step % 4);
      trainer.step({ images, labels }, rateOf(step));
    }
    const { losses, levelShares } = await trainer.takeMetrics();
    const { classes, levels } = await trainer.predictLevels(held.batch(0).images);
    trainer.dispose();
    const all = [losses, levelShares, classes, ...levels];
    return Buffer.concat(all.map((values) => Buffer.from(values.buffer)));
  }

  it('equals a product along the path done anew', async () => {
    const options = levelwiseOptions({ path: true });
    const anew = await trainedAlongPath(createLevelwiseTrainer(working(false), options));
    const captured = await trainedAlongPath(createLevelwiseTrainer(working(true), options));
    expect([...refusals]).toEqual([null]);
    expect(captured.equals(anew)).toBe(true);
    backend.check();
  });

  /** What 20 steps of networks trained together come to. */
  async function jointlyTrained(trainer: JointTrainer): Promise<Buffer> {
    for (let step = 0; step < steps; step++) trainer.step(batchOf(step), rateOf(step));
    const { losses } = await trainer.takeMetrics();
    const indices = Int32Array.of(3, 1, 2);
    const { joint, members, weights } = await trainer.predictMembers({
      from: source,
      indices,
      moves: null,
    });
    const { tensors } = await trainer.save();
    const held = Object.values(tensors).map(({ values }) => values);
    trainer.dispose();
    const all = [losses, joint, ...members, weights, ...held];
    return Buffer.concat(all.map((values) => Buffer.from(values.buffer)));
  }

  it('equals networks trained together anew', async () => {
    const networks = [families[0][1], families[2][1], families[2][1]];
    const { network: _network, round: _round, ...others } = optionsOf(networks[0], {});
    const options = { ...others, networks, objective: plainObjective };
    const anew = await jointlyTrained(createJointTrainer(working(false), options));
    const captured = await jointlyTrained(createJointTrainer(working(true), options));
    expect([...refusals]).toEqual([null]);
    expect(captured.equals(anew)).toBe(true);
    backend.check();
  });

  it('records anew when what it refers to has been set anew', async () => {
    const trainer = createLevelwiseTrainer(backend, levelwiseOptions());
    const held = new HeldGroups(1);
    setCounts(trainer, held);
    const { images } = held.batch(0);
    const before = await trainer.predict(images);
    for (const level of groupCounts.keys()) {
      const counts = held.counts(level).values.map((count) => count + level + 1);
      trainer.setCounts(level, counts, { beta, keep: 'all' });
    }
    const after = await trainer.predict(images);
    expect([...after]).not.toEqual([...before]);
    setCounts(trainer, held);
    expect([...(await trainer.predict(images))]).toEqual([...before]);
    trainer.dispose();
  });

  function workOf(compute: () => Tensor): CapturedWork {
    const work = { name: 'test', arrays: [], compute: () => ({ out: compute() }) };
    return backend.repeat(work) as CapturedWork;
  }

  function filled(value: number, size = 2): Tensor {
    const result = createTensor([size]);
    runShader({
      name: 'filled',
      numbers: { value },
      reads: {},
      writes: { result },
      size: { threads: size },
      code: 'fn run(index : u32) { if (index < arrayLength(&result)) { result[index] = value; } }',
    });
    return result;
  }

  const notRepeatable: readonly [string, () => Tensor, RegExp][] = [
    ['stock programs', () => mul(filled(1), filled(2)), /TensorFlow.js’ own/],
    ['values made on the host', () => reading(tensor1d([1, 2])), /values from the host/],
    ['decisions on the host', () => filled(++calls), /filled differs/],
  ];
  let calls = 0;

  it.each(notRepeatable)(
    'goes on without capture, and says why: %s',
    async (_name, compute, why) => {
      backend.activate();
      backend.takeNotes();
      const work = workOf(compute);
      for (let run = 0; run < 3; run++) work.run();
      expect(work.notCaptured).toMatch(why);
      expect(backend.takeNotes()).toEqual([expect.stringMatching(why)]);
      expect(backend.takeNotes()).toEqual([]);
      const values = await work.take('out');
      expect(values.length).toBe(6);
      expect(values.every(Number.isFinite)).toBe(true);
      work.dispose();
      backend.check();
    },
  );

  it('tells of predictions that cannot be captured though the steps can', async () => {
    const { kernels } = backend;
    const softmax: typeof kernels.softmax = (logits) => mul(kernels.softmax(logits), 1);
    const options = optionsOf({ kind: 'mlp', hidden: [4], initial: 'he' }, {});
    const trainer = createTrainer({ ...backend, kernels: { ...kernels, softmax } }, options);
    backend.takeNotes();
    await trainer.prepare(batchOf(0), () => {});
    trainer.step(batchOf(0), 0.1);
    await trainer.takeMetrics();
    expect(backend.takeNotes()).toEqual([]);
    for (const count of [2, 5]) {
      await trainer.predict({ from: source, indices: new Int32Array(count), moves: null });
    }
    const why = /^The prediction is computed anew .* TensorFlow.js’ own BinaryOpProgram\.$/;
    expect(new Set(backend.takeNotes())).toEqual(new Set([expect.stringMatching(why)]));
    trainer.dispose();
    backend.check();
  });

  function reading(x: Tensor): Tensor {
    const result = createTensor(x.shape);
    const code = 'fn run(index : u32) { if (index < 2u) { result[index] = x[index]; } }';
    runShader({ name: 'copied', reads: { x }, writes: { result }, size: { threads: 2 }, code });
    return result;
  }

  it('keeps every run’s output until it is read, however many there are', async () => {
    backend.activate();
    const counter = new Float32Array(1);
    const compute = () => ({ out: reading(hostPair(counter)) });
    const work = backend.repeat({ name: 'count', arrays: [counter], compute });
    for (const runs of [3, 500]) {
      for (let run = 0; run < runs; run++) {
        counter[0] = run;
        work.run();
      }
      const values = await work.take('out');
      expect([...values]).toEqual(Array.from({ length: runs }, (_, run) => [run, run]).flat());
    }
    expect((await work.take('out')).length).toBe(0);
    work.dispose();
  });

  it('takes little more memory for what is to be read than it needs', async () => {
    backend.activate();
    const { device } = webgpu();
    const sizes: number[] = [];
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      if (descriptor.label === 'log of an output') sizes.push(descriptor.size);
      return create(descriptor);
    };
    const many = 2 ** 16;
    const work = workOf(() => filled(1, many));
    for (let run = 0; run < 3; run++) work.run();
    device.createBuffer = create;
    expect((await work.take('out')).length).toBe(3 * many);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(8 * 4 * many);
    work.dispose();
  });

  function hostPair(array: Float32Array): Tensor {
    const result = createTensor([2]);
    runShader({
      name: 'paired',
      reads: { x: hostTensor(array) },
      writes: { result },
      size: { threads: 2 },
      code: 'fn run(index : u32) { if (index < 2u) { result[index] = x[0]; } }',
    });
    return result;
  }

  it('predicts splits of several sizes from one record of each', async () => {
    let made = 0;
    const counting = {
      ...backend,
      repeat: (work: Work) => {
        made++;
        return backend.repeat(work);
      },
    };
    const trainer = createTrainer(
      counting,
      optionsOf({ kind: 'mlp', hidden: [4], initial: 'he' }, {}),
    );
    const predict = (from: ImageSource, count: number) => {
      const indices = Int32Array.from({ length: count }, (_, at) => at % imageCount);
      return trainer.predict({ from, indices, moves: null });
    };
    const other = { ...source };
    const whole = await predict(source, 1000);
    for (let epoch = 0; epoch < 3; epoch++) {
      for (const from of [source, other]) await predict(from, 1000);
      for (const from of [source, other]) await predict(from, 720);
    }
    expect([...(await predict(source, 720))]).toEqual([...whole.subarray(0, 720 * 3)]);
    expect(made).toBe(2);
    trainer.dispose();
    backend.check();
  });

  it('cuts dispatches that would take too long, and computes the same', async () => {
    const options = optionsOf({ kind: 'cnn', channels: [8, 12] }, {});
    const whole = createTrainer(working(true), options);
    const cut = createTrainer(working(true, { longestDispatch: 1e-3 }), options);
    const counts: number[] = [];
    for (let step = 0; step < 3; step++) {
      for (const [index, trainer] of [whole, cut].entries()) {
        trainer.step(batchOf(step), 0.1);
        // The first step is timed.
        await trainer.takeMetrics();
        counts[index] = lastRun?.dispatchCount ?? 0;
      }
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBeGreaterThan(2 * counts[0]);
    expect((await cut.save()).tensors).toEqual((await whole.save()).tensors);
    for (const trainer of [whole, cut]) trainer.dispose();
    backend.check();
  });

  it('prepares shaders beside one another, and tells how far it is', async () => {
    const options = optionsOf({ kind: 'cnn', channels: [5, 6] }, {});
    const trainer = createTrainer(backend, options);
    const seen: number[] = [];
    await trainer.prepare(batchOf(0), ({ done, total }) => seen.push(done / total));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen[seen.length - 1]).toBe(1);
    const compiled: string[] = [];
    const { device } = webgpu();
    const create = device.createComputePipeline.bind(device);
    device.createComputePipeline = (descriptor) => {
      compiled.push(descriptor.label ?? '');
      return create(descriptor);
    };
    trainer.step(batchOf(0), 0.1);
    expect(compiled).toEqual([]);
    device.createComputePipeline = create;
    trainer.dispose();
    backend.check();
  });
});

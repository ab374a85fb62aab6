/**
 * What the level-wise mixture comes to on real data: `npm run bench:levelwise -- [omniglot] [cifar]
 * [--seeds 3]`, with both sets in $ESPALIER_DATA. Small CNNs with a flat softmax, with a fixed tree,
 * with Ψ adapted, and with Ψ and tree adapted; the same seeds and budget for all. Every run's
 * figures go to bench/results/ as soon as it is done, with means, 95% intervals and differences to
 * flat of the same seeds. Nothing is tuned towards published numbers.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meanInterval, pairedDifference } from '../src/algorithms/metrics/meanInterval.ts';
import { type Dataset, imageSize, type Split, withHash } from '../src/data/dataset.ts';
import { PauseGate } from '../src/methods/runControl.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { readFromDisk } from '../src/node/sourceFiles.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import type { MethodSpec } from '../src/spec/methods/methods.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { type RunState, reduceRun } from '../src/spec/run/runState.ts';

const variants = ['flat', 'fixed', 'adapted', 'tree'] as const;
type Variant = (typeof variants)[number];

interface Task {
  readonly read: (folder: string) => Promise<Dataset>;
  readonly epochs: number;
  readonly learningRate: number;
  readonly augment: ExperimentSpec['augment'];
  /** Groups: as many as there are coarse labels. */
  readonly groups: number;
  readonly warmupEpochs: number;
  readonly adaptFromEpoch: number;
}

const tasks: Readonly<Record<string, Task>> = {
  omniglot: {
    read: readOmniglot,
    epochs: 16,
    learningRate: 0.05,
    augment: { pad: 2, mirror: false, normalise: 'unit' },
    groups: 8,
    warmupEpochs: 4,
    adaptFromEpoch: 7,
  },
  cifar: {
    read: readCifar,
    epochs: 12,
    learningRate: 0.05,
    augment: { pad: 4, mirror: true, normalise: 'per-channel' },
    groups: 20,
    warmupEpochs: 4,
    adaptFromEpoch: 6,
  },
};

/** Drawers 1 to 15 to train on, 16 to 20 to test on, at a third of the size: 35 × 35 pixels. */
async function readOmniglot(folder: string): Promise<Dataset> {
  const parts = ['images_background_small1.zip', 'images_background_small2.zip'];
  const files = parts.map((name) => join(folder, 'omniglot-small', name));
  const whole = shrunk(await readFromDisk(files), 3);
  const seen = new Map<number, number>();
  const isTest = Array.from(whole.train.labels, (label) => {
    const count = seen.get(label) ?? 0;
    seen.set(label, count + 1);
    return count >= 15;
  });
  const part = (wanted: boolean) => selected(whole, (image) => isTest[image] === wanted);
  return withHash({
    ...whole,
    name: 'Omniglot, two small sets',
    train: part(false),
    test: part(true),
  });
}

/** The subset, its classes named `coarse/fine`, so that the coarse labels are known. */
async function readCifar(folder: string): Promise<Dataset> {
  const parts = ['cifar-100-subset-train.zip', 'cifar-100-subset-test.zip'];
  const whole = await readFromDisk(parts.map((name) => join(folder, 'cifar-100', name)));
  const table = readFileSync(join(folder, 'cifar-100', 'classes.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const coarse = new Map(
    table.slice(1).map((line) => {
      const [, fine, , name] = line.split(',');
      return [fine, name];
    }),
  );
  const classes = whole.classes.map((name) => `${coarse.get(name)}/${name}`);
  return withHash({ ...whole, name: 'CIFAR-100, subset', classes });
}

/** Means of factor × factor pixels. */
function shrunk(dataset: Dataset, factor: number): Dataset {
  const { height, width, channels } = dataset.shape;
  const shape = { height: height / factor, width: width / factor, channels };
  const [from, to] = [imageSize(dataset.shape), imageSize(shape)];
  const images = new Uint8Array(dataset.train.labels.length * to);
  for (let image = 0; image < dataset.train.labels.length; image++) {
    for (let pixel = 0; pixel < to; pixel++) {
      const [y, x] = [Math.floor(pixel / shape.width), pixel % shape.width];
      let sum = 0;
      for (let at = 0; at < factor * factor; at++) {
        const row = y * factor + Math.floor(at / factor);
        const column = x * factor + (at % factor);
        sum += dataset.train.images[image * from + row * width + column];
      }
      // Omniglot's ink is 0: light strokes on black are what the networks are used to.
      images[image * to + pixel] = 255 - Math.round(sum / (factor * factor));
    }
  }
  return { ...dataset, shape, train: { ...dataset.train, images } };
}

function selected({ shape, train }: Dataset, isWanted: (image: number) => boolean): Split {
  const size = imageSize(shape);
  const chosen = [...train.labels.keys()].filter(isWanted);
  const images = new Uint8Array(chosen.length * size);
  chosen.forEach((image, place) => {
    images.set(train.images.subarray(image * size, (image + 1) * size), place * size);
  });
  return { images, labels: Int32Array.from(chosen, (image) => train.labels[image]) };
}

function specOf(task: Task, variant: Variant, seed: number): ExperimentSpec {
  const { epochs, learningRate, augment } = task;
  return {
    ...defaultSpec,
    name: `bench, ${variant}`,
    seed,
    dataset: { ...defaultSpec.dataset, source: 'local:bench', validation: 0 },
    augment,
    network: { kind: 'cnn', channels: [16, 32] },
    training: {
      epochs,
      batchSize: 64,
      optimizer: 'sgd',
      learningRate,
      momentum: 0.9,
      weightDecay: 0.0005,
      schedule: { kind: 'cosine' },
    },
    method: methodOf(task, variant),
    device: 'wasm',
  };
}

function methodOf(task: Task, variant: Variant): MethodSpec {
  if (variant === 'flat') return { kind: 'single' };
  return defaultLevelwise({
    hierarchy: {
      warmupEpochs: task.warmupEpochs,
      levels: [task.groups],
      branching: null,
      linkage: 'ward',
    },
    adapt: ({ fixed: 'none', adapted: 'assignment', tree: 'tree' } as const)[variant],
    nonOverlapping: variant === 'tree',
    adaptFromEpoch: task.adaptFromEpoch,
  });
}

/** What is kept of one run; errors in percent. */
interface Row {
  readonly variant: Variant;
  readonly seed: number;
  readonly top1: number;
  readonly top5: number;
  /** Adjusted Rand index of the groups with the coarse labels. */
  readonly agreementBefore: number | null;
  readonly agreementAfter: number | null;
  readonly moves: number;
  readonly severity: number | null;
  readonly seconds: number;
  readonly digest: string;
}

async function measure(dataset: Dataset, spec: ExperimentSpec, variant: Variant): Promise<Row> {
  const engine = await createNodeEngine('wasm');
  let state: RunState | null = null;
  const request = { runId: 'bench', spec, dataset, engine, gate: new PauseGate() };
  for await (const event of runExperiment({ ...request, signal: new AbortController().signal })) {
    state = reduceRun(state, event);
  }
  engine.dispose();
  if (state?.phase !== 'finished' || !state.end) {
    throw new Error(`${variant} ended as ${state?.phase}: ${state?.failure?.message}`);
  }
  const { levelwise, end } = state;
  const errors = state.rounds[0].outcome?.topErrors.test ?? {};
  const percent = (error: number) => Number((100 * error).toFixed(3));
  return {
    variant,
    seed: spec.seed,
    top1: percent(errors['1']),
    top5: percent(errors['5']),
    agreementBefore: levelwise?.epochs[0]?.coarseAgreement?.[0] ?? null,
    agreementAfter: levelwise?.epochs.at(-1)?.coarseAgreement?.[0] ?? null,
    moves: levelwise?.moves.length ?? 0,
    severity: levelwise?.epochs.at(-1)?.severity.test ?? null,
    seconds: Math.round(end.seconds),
    digest: end.digest,
  };
}

function summaryOf(task: Task, dataset: Dataset, rows: readonly Row[]) {
  const of = (variant: Variant) => rows.filter((row) => row.variant === variant);
  const flat = of('flat');
  const measured = variants.flatMap((variant) => {
    const own = of(variant);
    if (own.length === 0) return [];
    const values = (key: 'top1' | 'top5') => own.map((row) => row[key]);
    const paired = own.filter(({ seed }) => flat.some((row) => row.seed === seed));
    const difference =
      variant === 'flat' || paired.length < 2
        ? null
        : pairedDifference(
            paired.map(({ top1 }) => top1),
            paired.map(({ seed }) => flat.find((row) => row.seed === seed)?.top1 ?? 0),
          );
    return [
      {
        variant,
        top1: meanInterval(values('top1')),
        top5: meanInterval(values('top5')),
        top1MinusFlat: difference,
      },
    ];
  });
  const { hash, name, classes, train, test } = dataset;
  return {
    measured: new Date().toISOString().slice(0, 10),
    dataset: {
      name,
      hash,
      classes: classes.length,
      train: train.labels.length,
      test: test?.labels.length,
    },
    spec: specOf(task, 'tree', 1),
    summary: measured,
    runs: rows,
  };
}

const resultsFolder = join(import.meta.dirname, 'results');

async function runTask(id: string, folder: string, seeds: number): Promise<void> {
  const task = tasks[id];
  const dataset = await task.read(folder);
  mkdirSync(resultsFolder, { recursive: true });
  const file = join(resultsFolder, `levelwise-${id}.json`);
  const rows: Row[] =
    process.argv.includes('--resume') && existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8')).runs
      : [];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const variant of variants) {
      if (rows.some((row) => row.variant === variant && row.seed === seed)) continue;
      const row = await measure(dataset, specOf(task, variant, seed), variant);
      rows.push(row);
      console.log(`${id}: ${JSON.stringify(row)}`);
      writeFileSync(file, `${JSON.stringify(summaryOf(task, dataset, rows), null, 1)}\n`);
    }
  }
  console.table(
    summaryOf(task, dataset, rows).summary.map(({ variant, top1, top5 }) => ({
      variant,
      ...top1,
      top5: top5.mean,
    })),
  );
}

const folder = process.env.ESPALIER_DATA;
if (folder === undefined) {
  throw new Error('Set ESPALIER_DATA to the folder that holds omniglot-small/ and cifar-100/.');
}
const seedsAt = process.argv.indexOf('--seeds');
const seeds = seedsAt === -1 ? 3 : Number(process.argv[seedsAt + 1]);
const asked = Object.keys(tasks).filter((id) => process.argv.includes(id));
for (const id of asked.length > 0 ? asked : Object.keys(tasks)) await runTask(id, folder, seeds);

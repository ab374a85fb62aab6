/**
 * Libraries of runs that never happened, for tests and for the gallery: as many as a person has
 * after an afternoon of seeds, in every state. The numbers mean nothing.
 */
import { createRandom } from '../../lib/random.ts';
import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { LibraryRun } from '../library/libraryRun.ts';

/** When the sample libraries are looked at: noon of a day, in milliseconds since 1970. */
export const sampleNow = new Date(2026, 6, 14, 12, 0).getTime();

const minute = 60_000;

/** A finished run of an experiment, but for what is changed. */
export function libraryRun(
  change: Partial<LibraryRun> = {},
  spec: Partial<ExperimentSpec> = {},
): LibraryRun {
  const experiment = { ...defaultSpec, ...spec };
  const hash = specHash(experiment);
  const rounds = roundsOf(experiment.method);
  const { epochs } = experiment.training;
  return {
    runId: `run-${hash.slice(0, 12)}`,
    state: 'finished',
    cutBy: 'leaving',
    title: null,
    notes: '',
    spec: experiment,
    specHash: hash,
    datasetName: 'Glyphs',
    datasetHash: 'aa'.repeat(32),
    device: 'webgpu',
    round: rounds,
    rounds,
    epoch: epochs,
    epochs,
    testError: 0.281,
    hardestFifth: 0.457,
    startedAt: sampleNow - 60 * minute,
    updatedAt: sampleNow - 56 * minute,
    seconds: 12,
    bytes: 650_000,
    networkBytes: 220_000,
    isKept: true,
    isDigestWrong: false,
    digest: hash,
    ...change,
  };
}

const hidden: NetworkSpec = { kind: 'mlp', hidden: [32], initial: 'he' };
const cnn: NetworkSpec = { kind: 'cnn', channels: [16, 32] };
const complementary = (change: object): ExperimentSpec['method'] =>
  ({ ...defaultSpec.method, ...change }) as ExperimentSpec['method'];
const tree = defaultLevelwise({ hierarchy: { levels: [6, 20], branching: null } });

interface Series {
  readonly seeds: readonly number[];
  readonly spec: Partial<ExperimentSpec>;
  readonly error: number;
  readonly hardest: number;
  readonly change: (seed: number) => Partial<LibraryRun>;
}

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

const cifar = { datasetName: 'CIFAR-100', datasetHash: 'cc'.repeat(32) };
const shapes = { datasetName: 'Shapes', datasetHash: 'dd'.repeat(32) };
const ago = (minutes: number, took: number) => ({
  startedAt: sampleNow - (minutes + took) * minute,
  updatedAt: sampleNow - minutes * minute,
  seconds: took * 60,
});

/** A hundred and five runs on three data sets, eleven lines of them. */
const series: readonly Series[] = [
  {
    seeds: from(1, 14),
    spec: { network: hidden, method: complementary({ mu: 0.5 }) },
    error: 0.283,
    hardest: 0.446,
    change: (seed) =>
      seed < 14
        ? ago(40 - seed * 2, 0.2)
        : { ...ago(0, 0.1), state: 'training', round: 3, epoch: 2, digest: null, bytes: 240_000 },
  },
  {
    seeds: from(1, 20),
    spec: { network: hidden, method: complementary({ mu: 0.7 }) },
    error: 0.281,
    hardest: 0.457,
    change: (seed) => ago(140 - seed, 0.18),
  },
  {
    seeds: from(1, 20),
    spec: {
      network: hidden,
      method: complementary({ update: 'released-code', errors: 'hard' }),
    },
    error: 0.287,
    hardest: 0.472,
    change: (seed) => ago(163 - seed, 0.18),
  },
  {
    seeds: from(1, 20),
    spec: { network: hidden, method: { kind: 'averaging', rounds: 4 } },
    error: 0.281,
    hardest: 0.432,
    change: (seed) => ago(187 - seed, 0.16),
  },
  {
    seeds: [...from(1, 15), 1, 2, 3],
    spec: { network: hidden, method: { kind: 'single' } },
    error: 0.324,
    hardest: 0.379,
    change: (seed) => ago(210 - seed, 0.04),
  },
  {
    seeds: [3],
    spec: { network: cnn, method: tree },
    error: 0.449,
    hardest: 0.714,
    change: () => ({
      ...cifar,
      ...ago(770, 31),
      state: 'interrupted',
      epoch: 23,
      epochs: 40,
      digest: null,
      bytes: 18_200_000,
      notes: 'Browser was closed over night.',
    }),
  },
  {
    seeds: [1, 2],
    spec: { network: cnn, method: tree },
    error: 0.383,
    hardest: 0.668,
    change: (seed) => ({ ...cifar, ...ago(2600 - seed * 60, 54), bytes: 18_000_000 }),
  },
  {
    seeds: [1, 2, 3],
    spec: { network: cnn, method: { kind: 'single' } },
    error: 0.406,
    hardest: 0.649,
    change: (seed) => ({
      ...cifar,
      ...ago(4200 - seed * 60, 46),
      bytes: 13_600_000,
      title: 'Flat softmax',
    }),
  },
  {
    seeds: [7],
    spec: { network: cnn, method: tree, device: 'wasm' },
    error: 0.39,
    hardest: 0.657,
    change: () => ({
      ...cifar,
      ...ago(4300, 186),
      state: 'imported',
      device: 'wasm',
      title: 'From a link',
      bytes: 2_100_000,
    }),
  },
  {
    seeds: [1],
    spec: { network: cnn, method: { ...tree, hierarchy: { ...tree.hierarchy, from: 'labels' } } },
    error: 0.416,
    hardest: 0.575,
    change: () => ({
      ...shapes,
      ...ago(0, 6),
      state: 'elsewhere',
      epoch: 9,
      epochs: 30,
      digest: null,
      bytes: 8_000_000,
      title: 'Shapes, tree known',
    }),
  },
  {
    seeds: from(1, 5),
    spec: { network: cnn, method: tree },
    error: 0.44,
    hardest: 0.552,
    change: () => ({
      ...shapes,
      ...ago(8600, 7),
      state: 'imported',
      title: 'collected from slurm-0412',
      bytes: 1_300_000,
    }),
  },
];

/** Runs of a μ of their own each, as many as are asked for beyond those of the sample library. */
function more(count: number): LibraryRun[] {
  return Array.from({ length: Math.max(0, count) }, (_, place) => {
    const mu = Number((0.3 + place / 1000).toFixed(3));
    const change = { runId: `more-${place}`, ...ago(300 + place, 0.2) };
    return libraryRun(change, { network: hidden, method: complementary({ mu }) });
  });
}

/**
 * The first runs of the sample library, every line before many seeds of any; beyond its 105 runs
 * lines of one run each.
 */
export function sampleLibrary(count = 105): LibraryRun[] {
  const random = createRandom(1, 'library');
  const all = series.flatMap(({ seeds, spec, error, hardest, change }, place) =>
    seeds.map((seed, turn) => {
      const drift = 0.008 * random.normal();
      const values = { testError: error + drift, hardestFifth: hardest + drift };
      const runId = `${place}-${turn}`;
      return { turn, run: libraryRun({ runId, ...values, ...change(seed) }, { ...spec, seed }) };
    }),
  );
  const byTurn = all.toSorted((a, b) => a.turn - b.turn).map(({ run }) => run);
  return [...byTurn.slice(0, count), ...more(count - byTurn.length)];
}

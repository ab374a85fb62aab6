/**
 * The comparisons that are to tell what both methods do, in the order in which they are carried out:
 * the first paper's claim (hard classes better, easy ones kept) in one setting with all methods, in
 * other lengths, over the dose, on other data; then the rows of Table 1 and Table I. Settled before
 * anything ran, and not tuned since.
 */
import type { ExperimentSpec } from '../../src/spec/experimentSpec.ts';
import {
  defaultLevelwise,
  type LevelwiseChange,
} from '../../src/spec/methods/levelwise/defaultLevelwise.ts';
import { defaultSpec, presetOf } from '../../src/spec/presets/presets.ts';
import { sweepFormat } from '../../src/spec/sweeps/sweepFormat.ts';
import { currentSweepVersion } from '../../src/spec/sweeps/sweepSpec.ts';
import {
  averaging,
  type ComparedSetting,
  comparedMethods,
  permuted,
  printedSoft,
  releasedHard,
} from './comparedMethods.ts';

/** A sweep as its document says it: its seeds as a range, so that it can grow at its end. */
export interface Comparison {
  /** Its file, without `.json`. */
  readonly file: string;
  readonly document: Readonly<Record<string, unknown>>;
}

type Dataset = ExperimentSpec['dataset'];

interface Task {
  readonly title: string;
  readonly dataset: Partial<Dataset>;
  readonly augment?: ExperimentSpec['augment'];
  readonly network: ExperimentSpec['network'];
  readonly epochs: number;
  readonly batchSize?: number;
}

const complementary = printedSoft.set.method as ExperimentSpec['method'];

/** Hard and easy classes are ranked on validation images, so a share is held out everywhere. */
const heldOut = 0.15;

function baseOf({
  title,
  dataset,
  augment,
  network,
  epochs,
  batchSize = 128,
}: Task): ExperimentSpec {
  return {
    ...defaultSpec,
    name: title,
    dataset: { ...defaultSpec.dataset, hash: null, validation: heldOut, ...dataset },
    augment: augment ?? { pad: 0, mirror: false, normalise: 'unit' },
    network,
    training: {
      epochs,
      batchSize,
      optimizer: 'sgd',
      learningRate: 0.05,
      momentum: 0.9,
      weightDecay: 0.0001,
      schedule: { kind: 'steps', at: [Math.floor(epochs * 0.75)], factor: 0.1 },
    },
    method: complementary,
    device: 'wasm',
  };
}

const axis = (name: string, values: readonly ComparedSetting[]) => ({ name, values });

function comparison(
  file: string,
  name: string,
  base: ExperimentSpec,
  axes: readonly object[],
  seeds: number,
): Comparison {
  const head = { format: sweepFormat, version: currentSweepVersion, name };
  return { file, document: { ...head, base, axes, seeds: { first: 1, count: seeds } } };
}

const glyphs: Omit<Task, 'epochs'> = {
  title: 'Glyphs, four small MLPs',
  dataset: {
    source: 'builtin:glyphs',
    hash: '65b940598f565b043f81820e60b4fb2e1638c1d6d5e08d4ee88fb5d94b67de80',
  },
  network: { kind: 'mlp', hidden: [32], initial: 'normal' },
};

const smallCnn: ExperimentSpec['network'] = { kind: 'cnn', channels: [16, 32] };
const colour = { pad: 4, mirror: true, normalise: 'per-channel' } as const;

const cifar = {
  source: 'local:cifar-100',
  hash: 'ab9e3bf244c5a4f9bbeeb4b5ce22ec10e2581c0c77251cfd78d06384dacbdca3',
} as const;

/** Both small background sets at a third of their size, five of twenty drawers to test on. */
const omniglot = {
  source: 'local:omniglot-small',
  hash: 'f5fd54d8aad859a1aa51d6eb8171ca2890d4fbbe930f5493c743c866d70ad1c1',
  testShare: 0.25,
  reading: { size: { fitting: 'resize', height: 35, width: 35 } },
} as const;

/** Four coarse classes whose members look alike: people, trees, large carnivores, small mammals. */
const confusable = [
  ...['baby', 'boy', 'girl', 'man', 'woman'],
  ...['maple_tree', 'oak_tree', 'palm_tree', 'pine_tree', 'willow_tree'],
  ...['bear', 'leopard', 'lion', 'tiger', 'wolf'],
  ...['hamster', 'mouse', 'rabbit', 'shrew', 'squirrel'],
];

/** What the regime and the other data need: the baseline, importance in both forms, and at random. */
const fewMethods = [averaging, printedSoft, permuted];
const fourMethods = [averaging, printedSoft, releasedHard, permuted];

const atLength = (epochs: number): Comparison =>
  comparison(
    `hard-classes-glyphs-mlp-${epochs}`,
    `Hard classes on Glyphs, MLP, ${epochs} epochs`,
    baseOf({ ...glyphs, epochs }),
    [axis('Method', epochs === 12 ? comparedMethods : fewMethods)],
    epochs === 12 ? 20 : 10,
  );

const dose: Comparison = comparison(
  'dose-glyphs-mlp-12',
  'Dose of importance on Glyphs, MLP',
  baseOf({ ...glyphs, epochs: 12 }),
  [
    axis('Update', [
      { ...averaging, name: 'averaging' },
      { ...printedSoft, name: 'printed, soft errors' },
      { ...releasedHard, name: 'released, hard errors' },
    ]),
    { name: 'μ', path: 'method.mu', values: [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
  ],
  10,
);

/** The claim on other data, each with a network that leaves errors for importance to work on. */
const otherData: readonly (Task & {
  readonly file: string;
  readonly methods: readonly ComparedSetting[];
})[] = [
  {
    file: 'hard-classes-optdigits-mlp-12',
    title: 'optdigits, four MLPs',
    dataset: {
      source: 'local:optdigits',
      hash: 'c4a20301163c72714b8221335492fbd58aa81311331298f18347680f6c4c337a',
    },
    network: { kind: 'mlp', hidden: [32], initial: 'normal' },
    epochs: 12,
    methods: comparedMethods,
  },
  {
    file: 'hard-classes-fashion-mnist-mlp-12',
    title: 'Fashion-MNIST, four MLPs',
    dataset: {
      source: 'catalog:fashion-mnist',
      hash: '5fddc8eb56960824573ef5e1ea9cbf9955c9156ff1cb7dc77506105d11cac660',
    },
    network: { kind: 'mlp', hidden: [50], initial: 'normal' },
    epochs: 12,
    methods: comparedMethods,
  },
  {
    ...glyphs,
    file: 'hard-classes-glyphs-cnn-12',
    title: 'Glyphs, four small CNNs',
    network: smallCnn,
    epochs: 12,
    methods: fourMethods,
  },
  {
    file: 'hard-classes-omniglot-cnn-12',
    title: 'Omniglot, 242 characters, four small CNNs',
    dataset: omniglot,
    augment: { pad: 2, mirror: false, normalise: 'per-channel' },
    network: smallCnn,
    epochs: 12,
    batchSize: 64,
    methods: fourMethods,
  },
  {
    file: 'hard-classes-cifar-20-cnn-12',
    title: 'CIFAR-100, 20 classes that look alike, four small CNNs',
    dataset: { ...cifar, classes: confusable },
    augment: colour,
    network: smallCnn,
    epochs: 12,
    batchSize: 64,
    methods: fourMethods,
  },
  {
    file: 'hard-classes-cifar-100-cnn-12',
    title: 'CIFAR-100, 12,000 images, four small CNNs',
    dataset: cifar,
    augment: colour,
    network: smallCnn,
    epochs: 12,
    batchSize: 64,
    methods: fourMethods,
  },
  {
    file: 'hard-classes-cifar-100-resnet-8-12',
    title: 'CIFAR-100, 12,000 images, four ResNet-8',
    dataset: cifar,
    augment: colour,
    network: { kind: 'resnet', depth: 8 },
    epochs: 12,
    batchSize: 64,
    methods: fourMethods,
  },
];

/** Table 1's row of MNIST: both recipes, and both readings of its 120 epochs. */
function mnistRow(): Comparison {
  const rows = [
    ['Printed, 120 epochs each', 'mnist-mlp'],
    ['Printed, 120 epochs in all', 'mnist-mlp-120-in-all'],
    ['Released, 120 epochs each', 'mnist-mlp-released'],
    ['Released, 120 epochs in all', 'mnist-mlp-released-120-in-all'],
  ] as const;
  const base = { ...specOf('mnist-mlp'), device: 'wasm' } as const;
  const values = rows.map(([name, id]) => {
    const { dataset, augment, training, method } = specOf(id);
    return { name, set: { dataset, augment, training, method } };
  });
  return comparison(
    'table-1-mnist',
    'Table 1, MNIST, four readings',
    base,
    [axis('Recipe', values)],
    10,
  );
}

function specOf(id: string): ExperimentSpec {
  const preset = presetOf(id);
  if (!preset) throw new Error(`There is no preset ${id}`);
  return preset.spec;
}

const cifarMixtures: ExperimentSpec = baseOf({
  title: 'CIFAR-100, 12,000 images, one small CNN',
  dataset: cifar,
  augment: colour,
  network: smallCnn,
  epochs: 12,
  batchSize: 64,
});

const warmupEpochs = 4;
const adapted = { adapt: 'assignment', nonOverlapping: false } as const;
const flat: ComparedSetting = { name: 'Flat', set: { method: { kind: 'single' } } };

const mixture = (name: string, change: LevelwiseChange): ComparedSetting => ({
  name,
  set: {
    method: defaultLevelwise({
      hierarchy: { from: 'features', warmupEpochs, branching: null, levels: [20] },
      adaptFromEpoch: 6,
      ...change,
    }),
  },
});

/**
 * Table I on the subset of CIFAR-100, fairly: every row trains a flat network for four epochs and goes
 * on with it for eight, the flat one too. Ψ fixed, adapted, or rearranged; θ uniform, given or learned.
 */
function mixtureRows(): Comparison {
  const rows = [
    flat,
    mixture('Fixed tree', { adapt: 'none' }),
    mixture('Ψ adapted', adapted),
    mixture('Ψ adapted, tree rearranged', { adapt: 'tree', nonOverlapping: true }),
    mixture('Ψ adapted, θ learned', { ...adapted, levelWeights: 'learned' }),
    mixture('Ψ adapted, θ given (0.3, 0.7)', { ...adapted, levelWeights: [0.3, 0.7] }),
  ];
  const name = 'Table I on CIFAR-100, small CNN';
  return comparison('table-i-cifar-100', name, cifarMixtures, [axis('Row', rows)], 10);
}

/** Table IV on the same, with both readings of its one-level row. */
function levelRows(): Comparison {
  const confusions = { from: 'confusion', warmupEpochs, branching: null, levels: null } as const;
  const rows = [
    flat,
    mixture('One level, Ψ kept', { hierarchy: confusions, adapt: 'none' }),
    mixture('One level, Ψ sampled', { hierarchy: confusions, ...adapted }),
    mixture('Two levels', adapted),
  ];
  const name = 'Table IV on CIFAR-100, small CNN';
  return comparison('table-iv-cifar-100', name, cifarMixtures, [axis('Row', rows)], 10);
}

/** Mixed precision beside float32 on the same graphics device, software ones too: small, as those are slow. */
function precisions(): Comparison {
  const title = 'Glyphs in mixed precision, small CNN';
  const { dataset } = glyphs;
  const smallest: ExperimentSpec['network'] = { kind: 'cnn', channels: [8, 16] };
  const task = { ...glyphs, title, dataset: { ...dataset, limitPerClass: 16 } };
  const base: ExperimentSpec = {
    ...baseOf({ ...task, network: smallest, epochs: 6, batchSize: 64 }),
    method: { kind: 'single' },
    device: 'webgpu',
  };
  const devices = { name: 'Device', path: 'device', values: ['webgpu', 'webgpu-mixed'] };
  return comparison('mixed-precision-glyphs-cnn-6', title, base, [devices], 5);
}

export const comparisons: readonly Comparison[] = [
  atLength(12),
  atLength(3),
  atLength(60),
  dose,
  ...otherData.map(({ file, methods, ...task }) =>
    comparison(file, `Hard classes: ${task.title}`, baseOf(task), [axis('Method', methods)], 10),
  ),
  mnistRow(),
  mixtureRows(),
  levelRows(),
  precisions(),
];

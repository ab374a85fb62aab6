/**
 * Tables I and IV of the level-wise paper with its network, AlexNet, at length and in a form that
 * runs in minutes. The paper starts from a trained AlexNet, which an experiment names by its hash:
 * these train one first, in as many epochs of warm-up as ours takes.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { defaultLevelwise, type LevelwiseChange } from '../methods/levelwise/defaultLevelwise.ts';
import { imagenetQuick, imagenetResnet, quickAlexnet } from './baseSpecs.ts';
import { imagenetResnetRow } from './complementaryRows.ts';
import { measuredCost, measuredText } from './measuredErrors.ts';
import { levelwisePaper, type Preset, type PublishedErrors } from './preset.ts';

/** A row of the tables. */
interface LevelwiseRow {
  readonly suffix: string;
  readonly table: 'Table I' | 'Table IV';
  readonly row: string;
  readonly title: string;
  readonly summary: string;
  /** Top-1, 2, 5 and 10 errors. */
  readonly published: readonly [number, number, number, number];
  /** What distinguishes its method; null for the flat softmax. */
  readonly change: LevelwiseChange | null;
}

const fixed = { adapt: 'none', nonOverlapping: false } as const;
const confusions = { from: 'confusion', branching: null } as const;
const named = 'Start it from a trained flat network (Start from) for what the paper did.';

const rows: readonly LevelwiseRow[] = [
  {
    suffix: 'flat',
    table: 'Table I',
    row: 'baseline',
    title: 'flat softmax',
    summary: 'AlexNet with one softmax: what the others are measured against.',
    published: [45.13, 33.29, 21.67, 15.21],
    change: null,
  },
  {
    suffix: 'fixed',
    table: 'Table I',
    row: 'LMM',
    title: 'a tree that stays',
    summary: `Groups from the network’s features; they never change. ${named}`,
    published: [45.05, 33.3, 21.64, 15.08],
    change: fixed,
  },
  {
    suffix: 'adapted',
    table: 'Table I',
    row: 'w/P, w/o TC',
    title: 'shares that adapt',
    summary: `Each image’s group is drawn anew in every step; groups share classes. ${named}`,
    published: [44.64, 32.93, 21.24, 14.87],
    change: { adapt: 'assignment', nonOverlapping: false },
  },
  {
    suffix: 'tree',
    table: 'Table I',
    row: 'w/P, TC',
    title: 'a tree that rearranges itself',
    summary: `After each epoch classes move to the group that holds most of their images. ${named}`,
    published: [44.29, 32.65, 21.26, 14.86],
    change: { adapt: 'tree', nonOverlapping: true },
  },
  {
    suffix: 'flat',
    table: 'Table IV',
    row: 'N-way softmax',
    title: 'flat softmax',
    summary: 'AlexNet with one softmax over all classes.',
    published: [70.3, 60.33, 47.99, 39.2],
    change: null,
  },
  {
    suffix: 'one-level',
    table: 'Table IV',
    row: 'one-level',
    title: 'one level, Ψ kept',
    summary: `Ψ between classes, from what the flat network takes for what on held-out images. ${named}`,
    published: [69.6, 59.13, 46.87, 38.82],
    change: { ...fixed, hierarchy: confusions, levelWeights: 'uniform', levelWeightMinimum: 0 },
  },
  {
    suffix: 'one-level-sampled',
    table: 'Table IV',
    row: 'one-level, its other reading',
    title: 'one level, Ψ sampled',
    summary: `Each class is a group of its own; Ψ begins as the confusions and is sampled. ${named}`,
    published: [69.6, 59.13, 46.87, 38.82],
    change: {
      adapt: 'assignment',
      nonOverlapping: false,
      hierarchy: confusions,
      levelWeights: 'uniform',
      levelWeightMinimum: 0,
    },
  },
  {
    suffix: 'two-level',
    table: 'Table IV',
    row: 'two-level',
    title: 'two levels',
    summary: `Groups of some hundred classes above the classes. ${named}`,
    published: [69.5, 59.39, 46.88, 38.07],
    change: fixed,
  },
];

/** The data of each table: what the ids begin with, its branching, and where its images come from. */
const tables = {
  'Table I': {
    id: 'imagenet-alexnet-levelwise',
    data: 'ImageNet1K',
    source: 'local:imagenet',
    branching: 5,
    files: imagenetResnetRow.files,
    cost: '1 AlexNet × 90 epochs × some 10,000 steps of batch 128: not run by us',
  },
  'Table IV': {
    id: 'imagenet10k-alexnet-levelwise',
    data: 'ImageNet10K',
    source: 'local:imagenet10k',
    branching: 100,
    files:
      'the 7,756 leaf classes of ImageNet10K (a part of ImageNet-21K, which image-net.org gives to those who register) as class folders: train/<class>/*.JPEG and test/<class>/*.JPEG. They are of many sizes: answer the question with 224 × 224, cropped. All of it is more than a terabyte of pixels; some of the classes are a beginning',
    cost: '1 AlexNet × 90 epochs over ImageNet10K: not run by us',
  },
} as const;

/** The paper’s rate is for its trained network; ours for one that begins anew, and for training it. */
const alexnet: ExperimentSpec = {
  ...imagenetResnet,
  network: { kind: 'alexnet', form: 'imagenet', dropout: 0.5 },
  dataset: { ...imagenetResnet.dataset, validation: 0.04 },
  training: { ...imagenetResnet.training, learningRate: 0.01 },
};

/** Warm-up, and the first epoch of adaptation, at length and in short. */
const times = {
  full: { warmupEpochs: 60, adaptFromEpoch: 61 },
  quick: { warmupEpochs: 5, adaptFromEpoch: 7 },
} as const;

function methodOf(
  { change }: LevelwiseRow,
  { warmupEpochs, adaptFromEpoch }: { warmupEpochs: number; adaptFromEpoch: number },
  hierarchy: LevelwiseChange['hierarchy'],
): ExperimentSpec['method'] {
  if (change === null) return { kind: 'single' };
  return defaultLevelwise({
    levelWeights: 'learned',
    levelWeightMinimum: 0.1,
    adaptFromEpoch,
    ...change,
    hierarchy: { linkage: 'ward', warmupEpochs, ...hierarchy, ...change.hierarchy },
  });
}

function presetsOf(row: LevelwiseRow): Preset[] {
  const { id: prefix, data, source, branching, files, cost } = tables[row.table];
  const id = `${prefix}-${row.suffix}`;
  const [top1, top2, top5, top10] = row.published;
  const published: PublishedErrors[] = [
    { of: `AlexNet, ${row.row}`, topErrors: { 1: top1, 2: top2, 5: top5, 10: top10 } },
  ];
  const common = {
    summary: row.summary,
    paper: levelwisePaper,
    row: `${row.table}, ${data}, AlexNet, ${row.row}`,
    fitsAnyData: false,
  };
  return [
    {
      ...common,
      id,
      title: `${data}, AlexNet, ${row.title}`,
      expected: `published top-1, 2, 5, 10 errors of ${row.published.map((one) => one.toFixed(2)).join(', ')}%; ${measuredText(id)}`,
      cost,
      published,
      files,
      spec: {
        ...alexnet,
        name: `${data}, AlexNet, ${row.title}`,
        dataset: { ...alexnet.dataset, source },
        method: methodOf(row, times.full, { branching }),
      },
    },
    {
      ...common,
      id: `${id}-quick`,
      title: `${data}, AlexNet, ${row.title}, in minutes`,
      expected: `not published at this length; ${measuredText(`${id}-quick`)}`,
      cost: `1 AlexNet × 0.5 × 10 epochs × 112 steps of batch 64 on Shapes${measuredCost(`${id}-quick`)}`,
      published: null,
      files: null,
      spec: {
        ...imagenetQuick,
        ...quickAlexnet,
        name: `Shapes for ${data}, AlexNet, ${row.title}, quick`,
        method: methodOf(row, times.quick, { branching: 5 }),
      },
    },
  ];
}

/** Each row at length and in minutes. */
export const levelwiseTablePresets: readonly Preset[] = rows.flatMap(presetsOf);

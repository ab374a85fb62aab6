/**
 * Small experiments whose digests are recorded (../recordedDigests.test.ts). Together they take
 * every way through methods, networks, optimisers and data. Each is spelled out here, apart from
 * presets, whose values may change; `device` is the one it is recorded on.
 */
import { shapes } from '../../data/catalog/shapes/makeShapes.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { ComplementarySpec } from '../../spec/methods/complementary.ts';
import type { HierarchySpec, LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { asMembers } from '../../spec/methods/levelwise/members.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import type { ObjectiveSpec } from '../../spec/objectives/objectives.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { TrainingSpec } from '../../spec/sections/trainingSpec.ts';
import { groupedDataset } from './groupedDataset.ts';
import { plantedTree } from './plantedTree.ts';

const dataset: DatasetSpec = {
  source: 'local:grouped',
  hash: null,
  validation: 0,
  testShare: 0.2,
  limitPerClass: null,
  classes: null,
  exclude: [],
  merge: [],
  dropLeaked: false,
};

const training: TrainingSpec = {
  epochs: 3,
  batchSize: 48,
  optimizer: 'sgd',
  learningRate: 0.05,
  momentum: 0.9,
  weightDecay: 0,
  schedule: { kind: 'steps', at: [], factor: 0.1 },
};

/** A batch of an MLP is shared among threads only where it is large. */
const sharedBatch = { batchSize: 224 };

const base: ExperimentSpec = {
  version: 1,
  name: 'base',
  seed: 3,
  dataset,
  augment: { pad: 0, mirror: false, normalise: 'per-channel' },
  network: { kind: 'mlp', hidden: [16], initial: 'he' },
  training,
  method: { kind: 'single' },
  device: 'wasm',
};

type Change = Partial<Omit<ExperimentSpec, 'name' | 'dataset' | 'training'>> & {
  readonly dataset?: Partial<DatasetSpec>;
  readonly training?: Partial<TrainingSpec>;
};

function recorded(name: string, change: Change): ExperimentSpec {
  return {
    ...base,
    ...change,
    name,
    dataset: { ...dataset, ...change.dataset },
    training: { ...training, ...change.training },
  };
}

function complementary(change: Partial<ComplementarySpec> = {}): ComplementarySpec {
  return {
    kind: 'complementary',
    rounds: 2,
    mu: 0.7,
    errors: 'soft',
    errorsFrom: 'train',
    objective: 'likelihood',
    update: 'paper',
    targetAccuracy: null,
    ...change,
  };
}

function levelwise(
  change: Partial<Omit<LevelwiseSpec, 'kind' | 'hierarchy'>>,
  hierarchy: Partial<HierarchySpec> = {},
): LevelwiseSpec {
  return {
    kind: 'levelwise',
    hierarchy: {
      from: 'features',
      warmupEpochs: 2,
      levels: [3],
      branching: null,
      linkage: 'ward',
      sigma: 'self-tuned',
      imported: null,
      ...hierarchy,
    },
    levelWeights: 'uniform',
    levelWeightMinimum: 0,
    adapt: 'none',
    moveBy: 'counts',
    nonOverlapping: false,
    beta: null,
    adaptFromEpoch: 3,
    levelWeightDecay: 0,
    initialFrom: null,
    classImportance: null,
    pinned: [],
    ...change,
  };
}

const smallCnn = { kind: 'cnn' as const, channels: [4, 6] };
const { classes } = groupedDataset([4, 4, 4], 1);
const { imported, wrong } = plantedTree(classes, 0.2);

/** Stands for the network of {@link startingSpec}, whose own hash names the version that wrote it. */
export const startingHash = '5'.repeat(64);

/** Its network is what the run from another network starts from. */
export const startingSpec = recorded('Single: MLP, plain SGD, steps', {
  network: { kind: 'mlp', hidden: [24], initial: 'normal' },
  training: {
    batchSize: 16,
    learningRate: 0.3,
    momentum: 0,
    schedule: { kind: 'steps', at: [1, 2], factor: 0.5 },
  },
});

const flatSpecs: readonly ExperimentSpec[] = [
  startingSpec,
  recorded('Single: CNN with augmentation, Adam, cosine', {
    augment: { pad: 1, mirror: true, normalise: 'unit' },
    network: smallCnn,
    training: { optimizer: 'adam', learningRate: 0.01, schedule: { kind: 'cosine' } },
  }),
  recorded('Single: ResNet-8 on colour images', {
    dataset: { source: 'builtin:shapes', classes: shapes.classes.slice(0, 4), limitPerClass: 6 },
    augment: { pad: 2, mirror: true, normalise: 'per-channel' },
    network: { kind: 'resnet', depth: 8 },
    training: { epochs: 2, batchSize: 12, weightDecay: 0.0001 },
  }),
  recorded('Single: CNN on random resized crops, measured in the middle', {
    dataset: { source: 'builtin:shapes', classes: shapes.classes.slice(0, 4), limitPerClass: 6 },
    augment: {
      pad: 0,
      mirror: true,
      cropScale: [0.3, 1],
      centreCrop: 0.875,
      normalise: { mean: [0.5071, 0.4867, 0.4408], deviation: [0.25] },
    },
    network: smallCnn,
    training: { epochs: 2, batchSize: 12 },
  }),
  recorded('Single: feature vectors, no hidden layer', {
    dataset: { source: 'local:vectors', validation: 0.2 },
    network: { kind: 'mlp', hidden: [], initial: 'normal' },
  }),
  recorded('Averaging: MLPs of two layers, Adam, weight decay', {
    dataset: { validation: 0.2 },
    network: { kind: 'mlp', hidden: [16, 12], initial: 'he' },
    training: { ...sharedBatch, optimizer: 'adam', learningRate: 0.01, weightDecay: 0.001 },
    method: { kind: 'averaging', rounds: 2 },
  }),
  recorded('Worst-class boosting: MLPs, large batches', {
    training: { ...sharedBatch, epochs: 2 },
    method: { kind: 'worst-class-boosting', rounds: 3, threshold: 0.7 },
  }),
  recorded('Snapshots: CNN, cyclic cosine, large batches', {
    dataset: { validation: 0.1 },
    network: smallCnn,
    training: { epochs: 2, schedule: { kind: 'cyclic-cosine', cycles: 1 } },
    method: { kind: 'snapshot', rounds: 3 },
  }),
  recorded('Snapshots: MLP, Adam, two cycles each', {
    training: {
      ...sharedBatch,
      epochs: 4,
      optimizer: 'adam',
      learningRate: 0.01,
      schedule: { kind: 'cyclic-cosine', cycles: 2 },
    },
    method: { kind: 'snapshot', rounds: 2 },
  }),
  recorded('Weight averaging: MLP, large batches', {
    training: {
      ...sharedBatch,
      epochs: 6,
      schedule: { kind: 'constant-tail', tailFrom: 4, tailFactor: 0.5 },
    },
    method: { kind: 'weight-averaging', averageFrom: 4 },
  }),
  recorded('Weight averaging: ResNet-8, batch norm', {
    augment: { pad: 1, mirror: true, normalise: 'per-channel' },
    network: { kind: 'resnet', depth: 8 },
    training: { epochs: 3, schedule: { kind: 'constant-tail', tailFrom: 2, tailFactor: 0.5 } },
    method: { kind: 'weight-averaging', averageFrom: 2 },
  }),
  recorded('Deep boosting: MLPs, large batches', {
    dataset: { validation: 0.1 },
    training: { ...sharedBatch, epochs: 2 },
    method: { kind: 'deep-boosting', rounds: 3 },
  }),
  recorded('Deep boosting: CNNs, augmentation', {
    augment: { pad: 1, mirror: true, normalise: 'unit' },
    network: smallCnn,
    method: { kind: 'deep-boosting', rounds: 2 },
  }),
  recorded('Joint mixture: two CNNs and an MLP', {
    dataset: { validation: 0.2 },
    network: [smallCnn, { kind: 'mlp', hidden: [12], initial: 'he' }, smallCnn],
    method: { kind: 'joint-mixture', rounds: 3 },
  }),
];

/** The deeper families, dropout where they have it. */
const deeper: readonly NetworkSpec[] = [
  { kind: 'resnet-imagenet', depth: 18, form: 'small-images', width: 0.0625 },
  { kind: 'densenet', depth: 10, growth: 4, dropout: 0.2 },
  { kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5, width: 0.0625 },
  { kind: 'alexnet', form: 'small-images', dropout: 0.5, width: 0.0625 },
];

const networkSpecs = deeper.map((network) =>
  recorded(`Averaging: ${network.kind}, augmentation`, {
    augment: { pad: 1, mirror: true, normalise: 'unit' },
    network,
    training: { ...sharedBatch, epochs: 2 },
    method: { kind: 'averaging', rounds: 2 },
  }),
);

/** One of each objective of a single network. */
const objectives: readonly ObjectiveSpec[] = [
  { kind: 'focal', gamma: 2 },
  { kind: 'class-balanced', beta: 0.99 },
  { kind: 'logit-adjusted', tau: 1 },
  { kind: 'class-difficulty-balanced', tau: 1.5 },
  { kind: 'robust-over-classes', eta: 0.05 },
  { kind: 'hierarchical-cross-entropy', alpha: 0.3 },
  { kind: 'tree-soft-labels', beta: 10 },
];

const objectiveSpecs: readonly ExperimentSpec[] = objectives.map((objective) =>
  recorded(`Single: ${objective.kind}`, {
    dataset: { validation: 0.2 },
    training: sharedBatch,
    method: { kind: 'single', objective },
  }),
);

/** Near and far by a tree from a file, in place of the coarse labels. */
const treeSpecs: readonly ExperimentSpec[] = [
  recorded('Single: tree-soft-labels, tree from a file', {
    training: sharedBatch,
    method: { kind: 'single', objective: { kind: 'tree-soft-labels', beta: 4 } },
    tree: imported,
  }),
];

/** A round's network given, or the weights of others, in methods that go on from it each in its own way. */
const startedSpecs: readonly ExperimentSpec[] = [
  recorded('Deep boosting: from another network as its first', {
    network: startingSpec.network,
    training: { epochs: 2 },
    method: { kind: 'deep-boosting', rounds: 3 },
    start: { network: startingHash, as: 'round' },
  }),
  recorded('Worst-class boosting: from another network as its first', {
    network: startingSpec.network,
    training: { epochs: 2 },
    method: { kind: 'worst-class-boosting', rounds: 3, threshold: 0.9 },
    start: { network: startingHash, as: 'round' },
  }),
  recorded('Snapshots: from the weights of another network', {
    network: startingSpec.network,
    training: { epochs: 2 },
    method: { kind: 'snapshot', rounds: 2 },
    start: { network: startingHash, as: 'weights' },
  }),
  recorded('Weight averaging: from the weights of another network', {
    network: startingSpec.network,
    method: { kind: 'weight-averaging', averageFrom: 2 },
    start: { network: startingHash, as: 'weights' },
  }),
];

const complementarySpecs: readonly ExperimentSpec[] = [
  recorded('Complementary: as printed, CNNs on Glyphs', {
    dataset: {
      source: 'builtin:glyphs',
      classes: ['0', 'O', 'o', '1', 'I', 'l'],
      limitPerClass: 20,
      validation: 0.1,
    },
    augment: { pad: 1, mirror: false, normalise: 'unit' },
    network: smallCnn,
    training: { epochs: 2, schedule: { kind: 'steps', at: [1], factor: 0.1 } },
    method: complementary({ rounds: 3 }),
  }),
  recorded('Complementary: hard errors of held-out images, balanced, merged classes', {
    dataset: {
      source: 'local:unsplit',
      validation: { perClass: 4 },
      testShare: 0.25,
      exclude: ['class 0'],
      merge: [{ name: 'both', classes: ['class 2', 'class 4'] }],
      dropLeaked: true,
    },
    training: { batchSize: 32 },
    method: complementary({
      rounds: 3,
      mu: 0.9,
      errors: 'hard',
      errorsFrom: 'validation',
      objective: 'likelihood-balanced',
      balancedBy: 'batch-size',
    }),
  }),
  recorded('Complementary: released code, margin', {
    network: smallCnn,
    method: complementary({ errors: 'hard', objective: 'margin', update: 'released-code' }),
  }),
  recorded('Complementary: importance permuted among classes', {
    training: { epochs: 2 },
    method: complementary({ rounds: 3, errors: 'hard', permuted: true }),
  }),
  recorded('Complementary: a network for each round', {
    dataset: { validation: 0.2 },
    network: [
      { kind: 'mlp', hidden: [12], initial: 'normal' },
      { kind: 'cnn', channels: [4, 4] },
      { kind: 'resnet', depth: 8 },
      { kind: 'mlp', hidden: [12, 8], initial: 'he' },
    ],
    training: { epochs: 2 },
    method: complementary({ rounds: 4, objective: 'margin', errorsFrom: 'validation' }),
  }),
  recorded('Complementary: errors on the validation images that the files bring', {
    dataset: { source: 'local:validated', validation: 'own' },
    method: complementary({ errorsFrom: 'validation' }),
  }),
  recorded('Single: images that the files bring for validation are trained on', {
    dataset: { source: 'local:validated', validation: 0.2 },
    training: { epochs: 2 },
  }),
  recorded('Complementary: from another network as its first', {
    network: startingSpec.network,
    training: { epochs: 2 },
    method: complementary({ rounds: 3 }),
    start: { network: startingHash, as: 'round' },
  }),
  recorded('Complementary: until a target is reached', {
    training: { epochs: 2, batchSize: 24 },
    method: complementary({ rounds: 6, targetAccuracy: 0.85 }),
  }),
];

const levelwiseSpecs: readonly ExperimentSpec[] = [
  recorded('Level-wise: features, nothing adapts, one scale', {
    network: smallCnn,
    training: { epochs: 4 },
    method: levelwise({}, { linkage: 'average', sigma: 3 }),
  }),
  recorded('Level-wise: features, Ψ adapts, learned weights, two levels', {
    training: { ...sharedBatch, epochs: 6 },
    method: levelwise(
      { adapt: 'assignment', levelWeights: 'learned', levelWeightMinimum: 0.1, beta: 0.5 },
      { levels: [2, 5], linkage: 'complete' },
    ),
  }),
  recorded('Level-wise: features, the tree adapts, branching, Adam', {
    augment: { pad: 1, mirror: true, normalise: 'per-channel' },
    network: smallCnn,
    training: { epochs: 7, optimizer: 'adam', learningRate: 0.01, schedule: { kind: 'cosine' } },
    method: levelwise(
      { adapt: 'tree', levelWeights: 'learned', nonOverlapping: true },
      { levels: null, branching: 2 },
    ),
  }),
  recorded('Level-wise: labels, Ψ adapts, fitted weights', {
    dataset: { validation: 0.25 },
    training: { epochs: 5 },
    method: levelwise(
      { adapt: 'assignment', levelWeights: 'fitted', levelWeightMinimum: 0.05 },
      { from: 'labels', levels: null },
    ),
  }),
  recorded('Level-wise: labels, given weights, ResNet-8', {
    network: { kind: 'resnet', depth: 8 },
    training: { epochs: 2, weightDecay: 0.0001 },
    method: levelwise(
      { levelWeights: [0.4, 0.6], levelWeightDecay: 0.01 },
      { from: 'labels', levels: null, warmupEpochs: 0 },
    ),
  }),
  recorded('Level-wise: a file, the tree adapts, fitted weights, pins', {
    dataset: { validation: 0.2 },
    training: { epochs: 9, batchSize: 16, learningRate: 0.02 },
    method: levelwise(
      {
        adapt: 'tree',
        levelWeights: 'fitted',
        nonOverlapping: true,
        adaptFromEpoch: 4,
        pinned: [...wrong].slice(0, 1).map((index) => classes[index]),
        classImportance: classes.map((_, index) => 1 + (index % 3)),
      },
      { from: 'import', levels: null, imported },
    ),
  }),
  recorded('Level-wise: a file, the tree adapts by Ψ', {
    training: { epochs: 8, batchSize: 16, learningRate: 0.02 },
    method: levelwise(
      { adapt: 'tree', moveBy: 'assignment', levelWeightDecay: 0.001, adaptFromEpoch: 4 },
      { from: 'import', levels: null, imported, warmupEpochs: 0 },
    ),
  }),
  recorded('Level-wise: a file, the tree adapts until it rests', {
    training: { epochs: 9, batchSize: 16, learningRate: 0.02 },
    method: levelwise(
      { adapt: 'tree', nonOverlapping: true, adaptFromEpoch: 4, convergedAfter: 2 },
      { from: 'import', levels: null, imported },
    ),
  }),
  recorded('Level-wise: confusions of held-out images', {
    dataset: { validation: 0.25 },
    network: smallCnn,
    training: { epochs: 4 },
    method: levelwise({}, { from: 'confusion', levels: null }),
  }),
  recorded('Level-wise: confusions of training images, the largest kept', {
    training: { epochs: 4 },
    method: levelwise({ nonOverlapping: true }, { from: 'confusion', levels: null }),
  }),
  recorded('Level-wise: confusions of held-out images, sampled', {
    dataset: { validation: 0.25 },
    training: { epochs: 6 },
    method: levelwise(
      { adapt: 'assignment', adaptFromEpoch: 4, pinned: classes.slice(0, 1) },
      { from: 'confusion', levels: null },
    ),
  }),
  recorded('Level-wise: labels, an auxiliary loss, the tree adapts', {
    network: smallCnn,
    training: { epochs: 6 },
    method: levelwise(
      { adapt: 'tree', nonOverlapping: true, adaptFromEpoch: 4, auxiliaryWeight: 0.5 },
      { from: 'labels', levels: null },
    ),
  }),
  recorded('Level-wise: features, a product along the path', {
    network: smallCnn,
    training: { epochs: 4 },
    method: levelwise({ head: 'path' }, { levels: [2, 5] }),
  }),
  recorded('Level-wise: from another network', {
    network: startingSpec.network,
    training: { epochs: 4, learningRate: 0.02 },
    method: levelwise(
      { adapt: 'tree', nonOverlapping: true, initialFrom: startingHash, adaptFromEpoch: 1 },
      { warmupEpochs: 0 },
    ),
  }),
];

const plainSpecs: readonly ExperimentSpec[] = [
  recorded('Plain CPU: complementary CNNs, Adam', {
    dataset: { validation: 0.2 },
    augment: { pad: 1, mirror: true, normalise: 'unit' },
    network: { kind: 'cnn', channels: [2, 3] },
    training: { epochs: 2, optimizer: 'adam', learningRate: 0.01 },
    method: complementary({ objective: 'margin' }),
    device: 'cpu',
  }),
  recorded('Plain CPU: level-wise, the tree adapts, learned weights', {
    training: { epochs: 5, schedule: { kind: 'cosine' } },
    method: levelwise({ adapt: 'tree', levelWeights: 'learned', nonOverlapping: true }),
    device: 'cpu',
  }),
];

/** Level-wise networks as members; round by round a hierarchy, Ψ and θ of their own. */
const memberSpecs: readonly ExperimentSpec[] = [
  recorded('Complementary: level-wise members, the tree adapts, learned weights', {
    training: { ...sharedBatch, epochs: 4 },
    method: complementary({
      rounds: 2,
      errors: 'hard',
      members: asMembers(
        levelwise({ adapt: 'tree', levelWeights: 'learned', nonOverlapping: true }),
      ),
    }),
  }),
  recorded('Complementary: level-wise members, a file, fitted weights, balanced', {
    dataset: { validation: 0.25 },
    training: { epochs: 4 },
    method: complementary({
      rounds: 3,
      errorsFrom: 'validation',
      objective: 'likelihood-balanced',
      balancedBy: 'batch-size',
      members: asMembers(
        levelwise(
          {
            adapt: 'tree',
            levelWeights: 'fitted',
            levelWeightMinimum: 0.05,
            auxiliaryWeight: 0.5,
            convergedAfter: 1,
            adaptFromEpoch: 2,
            pinned: classes.slice(0, 1),
          },
          { from: 'import', levels: null, imported, warmupEpochs: 0 },
        ),
      ),
    }),
  }),
  recorded('Complementary: level-wise members after another network as the first, confusions', {
    dataset: { validation: 0.25 },
    network: startingSpec.network,
    training: { epochs: 3 },
    method: complementary({
      rounds: 3,
      update: 'released-code',
      errors: 'hard',
      members: asMembers(
        levelwise(
          { adapt: 'assignment', adaptFromEpoch: 2 },
          { from: 'confusion', levels: null, warmupEpochs: 1 },
        ),
      ),
    }),
    start: { network: startingHash, as: 'round' },
  }),
];

/** All of them; each is known by its name. */
export const recordedSpecs: readonly ExperimentSpec[] = [
  ...flatSpecs,
  ...networkSpecs,
  ...objectiveSpecs,
  ...treeSpecs,
  ...complementarySpecs,
  ...startedSpecs,
  ...levelwiseSpecs,
  ...memberSpecs,
  ...plainSpecs,
];

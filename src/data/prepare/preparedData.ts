/** A data set made ready for a run: split, counted, normalised, batched, as its spec says. */
import { createRandom, permutation } from '../../lib/random.ts';
import { augmentIssues } from '../../spec/augmentIssues.ts';
import type { BroughtValidation } from '../../spec/broughtValidation.ts';
import { classIssues } from '../../spec/classIssues.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { drivingErrorsOf, levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import { fitIssues } from '../../spec/networks/fitIssues.ts';
import type { DatasetSummary } from '../../spec/run/events/runEvents.ts';
import type { ImageShape, SplitName } from '../../spec/units.ts';
import { vectorIssues } from '../../spec/vectorIssues.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  countClasses,
  holdsVectors,
  imageSize,
  imagesAt,
  type SplitOf,
} from '../dataset.ts';
import { type PlannedLevel, planLevels } from '../hierarchy/levelPlan.ts';
import { type TreeOfClasses, treeOfClasses } from '../hierarchy/treeOfClasses.ts';
import { quoted } from '../limits.ts';
import { StreamedImages } from '../streaming/streamedImages.ts';
import { epochBatches, fittingBatchSize, stepsPerEpoch, type TrainingBatch } from './batches.ts';
import { type CropWindow, centreWindow } from './cropWindow.ts';
import type { GivenImages } from './imageSource.ts';
import { firstOf, heldSupply, type ImageSupply, type Succession } from './imageSupply.ts';
import { createNormaliser, type Normaliser } from './normalise.ts';
import { type SplitDataset, splitDataset } from './split.ts';
import { streamedNormaliser, streamedSupply } from './streamedSupply.ts';

/** Some images to predict, none augmented. */
export interface EvaluationSet {
  readonly labels: Int32Array;
  /** All images in order, in pieces of bounded size; a piece's values are overwritten by the next. */
  readonly ranges: () => Succession<ImageRange>;
  /** Some images, by their positions. */
  readonly some: (indices: Int32Array) => Promise<GivenImages>;
}

/** Consecutive images of a set. */
export interface ImageRange {
  readonly start: number;
  readonly count: number;
  readonly images: GivenImages;
}

/** A batch of training images. */
export interface PreparedBatch extends TrainingBatch {
  readonly images: GivenImages;
}

export type EvaluationSets = Readonly<Partial<Record<SplitName, EvaluationSet>>>;

/** What methods see of the data. */
export interface PreparedData {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  /** Training images of each class. */
  readonly trainCounts: readonly number[];
  /** Images of a batch: as many as the experiment asks for, or all where there are fewer. */
  readonly batchSize: number;
  /** Steps of an epoch: full batches only. */
  readonly stepsPerEpoch: number;
  readonly summary: DatasetSummary;
  /** Every image of every split. */
  readonly whole: EvaluationSets;
  /** The same, but of many training images only a fixed sample. */
  readonly sampled: EvaluationSets;
  /** Shuffled, augmented full batches of an epoch; values of images are overwritten by the next. */
  readonly trainBatches: (seed: number, round: number, epoch: number) => Succession<PreparedBatch>;
  /** Mean and deviation that images are normalised by; of images in files they may have to be counted. */
  readonly normaliser: () => Promise<Pick<Normaliser, 'mean' | 'deviation'>>;
  /** Levels above the classes as far as they are known, coarsest first; none for flat methods. */
  readonly levels: readonly PlannedLevel[];
  /** The tree by which classes are near or far; null without one. */
  readonly tree: TreeOfClasses | null;
  /** What was decided about the levels, for the person. */
  readonly levelNotes: readonly string[];
  /** What becomes of validation images that the files bring; null where they bring none. */
  readonly brought: BroughtValidation | null;
  /** What was decided for the person. */
  readonly notes: readonly string[];
}

/** A log takes no longer name. */
const longestName = 1000;

/** Training images that an epoch's figures are measured on, at most; a round's use all. */
const epochSampleSize = 10_000;

/** Values of a piece that is normalised at once, at most, unless one image has more. */
const largestPiece = 2 ** 24;
const maxImagesPerPiece = 1000;

/**
 * Prepares a data set for a run. Test images that the kept classes have none of are left out, as
 * validation images are.
 * @throws DataError where spec and data set do not fit: unknown classes, classes without the validation images that their errors are to be measured on, a hierarchy that
 * the classes do not allow.
 */
export function prepareData(dataset: AnyDataset, spec: ExperimentSpec): PreparedData {
  const split = splitDataset(dataset, { ...spec.dataset, seed: spec.seed });
  const { classes, shape, train } = split;
  const summary = summarise(dataset, split);
  const batchSize = fittingBatchSize(train.labels.length, spec.training.batchSize);
  checkErrorSplit(summary, spec);
  if (holdsVectors(dataset)) checkVectorSpec(dataset, spec);
  else {
    checkAugmentation(dataset, spec);
    checkFit(dataset, spec, classes.length);
  }
  const plan = planLevels(spec.method, summary);
  checkClasses(summary, spec);
  const { centreCrop } = spec.augment;
  const window = centreCrop === undefined ? null : centreWindow(shape, centreCrop);
  const { supplyOf, normaliser } = suppliesOf(train, shape, spec.augment.normalise);
  const measured = ({ images, labels }: SplitOf<AnyImages>) =>
    evaluationSet(labels, shape, supplyOf(images, window));
  const hasTest = split.test.labels.length > 0;
  const held = {
    ...(split.validation ? { validation: measured(split.validation) } : {}),
    ...(hasTest ? { test: measured(split.test) } : {}),
  };
  const whole = measured(train);
  const sample = trainingSample(train, shape, spec.seed);
  const sampled = sample === train ? whole : measured(sample);
  const trained = supplyOf(train.images, null);
  return {
    classes,
    shape,
    trainCounts: summary.classCounts.train,
    batchSize,
    stepsPerEpoch: stepsPerEpoch(train.labels.length, batchSize),
    summary,
    whole: { train: whole, ...held },
    sampled: { train: sampled, ...held },
    trainBatches: (seed, round, epoch) => {
      const { labels } = train;
      const { augment } = spec;
      return trained.inTurn(
        epochBatches({ labels, shape, augment, batchSize, seed, round, epoch }),
      );
    },
    normaliser,
    levels: plan.levels,
    tree: treeOfClasses(spec, summary),
    levelNotes: plan.notes,
    brought: split.brought,
    notes: split.notes,
  };
}

interface Supplies {
  readonly supplyOf: (images: AnyImages, window: CropWindow | null) => ImageSupply;
  readonly normaliser: () => Promise<Normaliser>;
}

/**
 * How the images of the parts of a run are had, all normalised as its training images say. The same
 * images in the same window have the same supply, so that a device keeps them once.
 */
function suppliesOf(
  train: SplitOf<AnyImages>,
  shape: ImageShape,
  normalise: ExperimentSpec['augment']['normalise'],
): Supplies {
  if (train.images instanceof StreamedImages) {
    const normaliser = streamedNormaliser(train.images, shape, normalise);
    return {
      supplyOf: (images, window) =>
        streamedSupply(images as StreamedImages, { shape, normaliser, window }),
      normaliser,
    };
  }
  const { images: pixels, labels } = train;
  const normaliser = createNormaliser({ images: pixels, labels }, shape, normalise);
  const supplies = new Map<AnyImages, Map<CropWindow | null, ImageSupply>>();
  const supplyOf: Supplies['supplyOf'] = (images, window) => {
    const inWindow = supplies.get(images) ?? new Map<CropWindow | null, ImageSupply>();
    supplies.set(images, inWindow);
    const supply =
      inWindow.get(window) ??
      heldSupply({ pixels: images as typeof pixels, shape, normaliser, window });
    inWindow.set(window, supply);
    return supply;
  };
  return { supplyOf, normaliser: async () => normaliser };
}

function evaluationSet(labels: Int32Array, shape: ImageShape, supply: ImageSupply): EvaluationSet {
  const fitting = Math.max(1, Math.floor(largestPiece / imageSize(shape)));
  const pieceSize = Math.min(maxImagesPerPiece, fitting);
  return {
    labels,
    ranges: () => supply.inTurn(rangesOf(labels.length, pieceSize)),
    some: async (indices) => (await firstOf(supply.inTurn([{ indices, moves: null }]))).images,
  };
}

function* rangesOf(total: number, pieceSize: number) {
  for (let start = 0; start < total; start += pieceSize) {
    const count = Math.min(pieceSize, total - start);
    const indices = Int32Array.from({ length: count }, (_, at) => start + at);
    yield { start, count, indices, moves: null };
  }
}

/** An objective may need a tree of the classes; what a hierarchy needs of them its levels refuse. */
function checkClasses({ name, classes }: DatasetSummary, spec: ExperimentSpec): void {
  if (levelwisePartOf(spec.method) !== null) return;
  const [issue] = classIssues(spec, classes);
  if (issue === undefined) return;
  throw new DataError({
    file: name,
    place: issue.path,
    found: `this field ${issue.message}`,
    allowed: 'what suits the classes of the data',
    remedy: 'change this field, or choose another data set',
  });
}

/** A class without validation images would count as one without errors. */
function checkErrorSplit({ name, classes, classCounts }: DatasetSummary, spec: ExperimentSpec) {
  const { from, chosenAt } = drivingErrorsOf(spec.method);
  if (from !== 'validation') return;
  const empty = classCounts.validation.indexOf(0);
  if (empty === -1) return;
  throw new DataError({
    file: name,
    place: `class ${quoted(classes[empty])}`,
    found:
      'it has no validation images: the files bring none of it, or its only training image is not held out',
    allowed: 'at least one validation image of each class, where class errors are measured on them',
    remedy: `choose what needs none (${chosenAt}), leave the class out (dataset.exclude), or add images of it`,
  });
}

function checkVectorSpec({ name }: AnyDataset, spec: ExperimentSpec): void {
  const [issue] = vectorIssues(spec);
  if (issue === undefined) return;
  throw new DataError({
    file: name,
    place: issue.path,
    found: `the data are feature vectors; this field ${issue.message}`,
    allowed: 'MLPs, with hidden layers or without, and no changes to pictures',
    remedy: 'change this field, or choose a data set of images',
  });
}

function checkAugmentation({ name, shape }: AnyDataset, { augment }: ExperimentSpec): void {
  const [issue] = augmentIssues(augment, shape);
  if (issue === undefined) return;
  throw new DataError({
    file: name,
    place: issue.path,
    found: `this field ${issue.message}`,
    allowed: 'what suits the images’ channels',
    remedy: 'change this field, or choose another data set',
  });
}

/** Every layer of a network must find a place in what the layers before it leave of the images. */
function checkFit(
  { name, shape }: AnyDataset,
  { network }: ExperimentSpec,
  classCount: number,
): void {
  const [issue] = fitIssues(network, shape, classCount);
  if (issue === undefined) return;
  throw new DataError({
    file: name,
    place: issue.path,
    found: `this field ${issue.message}`,
    allowed: 'networks whose every layer finds a place in what arrives at it',
    remedy: 'choose another network, or a data set of larger images',
  });
}

/** A fixed random sample of the training images, or all of them where they are few. */
function trainingSample(
  train: SplitOf<AnyImages>,
  shape: ImageShape,
  seed: number,
): SplitOf<AnyImages> {
  const total = train.labels.length;
  if (total <= epochSampleSize) return train;
  const order = permutation(total, createRandom(seed, 'sample'));
  const chosen = order.slice(0, epochSampleSize).sort();
  return {
    images: imagesAt(train.images, imageSize(shape), chosen),
    labels: Int32Array.from(chosen, (index) => train.labels[index]),
  };
}

function summarise(dataset: AnyDataset, split: SplitDataset<AnyImages>): DatasetSummary {
  const { classes, shape, train, validation, test } = split;
  const counted = (part: SplitOf<AnyImages> | null) =>
    countClasses(part?.labels ?? new Int32Array(), classes.length);
  return {
    name: dataset.name.slice(0, longestName),
    hash: dataset.hash,
    classes: [...classes],
    shape,
    counts: {
      train: train.labels.length,
      validation: validation?.labels.length ?? 0,
      test: test.labels.length,
    },
    classCounts: { train: counted(train), validation: counted(validation), test: counted(test) },
  };
}

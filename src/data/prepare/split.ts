/**
 * Cuts a data set into the images that a run trains on, validates on and tests on. Every draw has
 * a stream of its own, keyed by class name: leaving a class out moves no image of another.
 */
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import { createRandom, permutation } from '../../lib/random.ts';
import { type ClassChoice, type PlannedClass, planClasses } from '../../spec/classPlan.ts';
import { heldOutCount, validationCountOf } from '../../spec/heldOutCounts.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  type DatasetOf,
  imageSize,
  imagesAt,
  type SplitOf,
} from '../dataset.ts';
import { quoted } from '../limits.ts';
import { leakedImages } from './duplicates.ts';

/** The part of an experiment's `dataset` that decides the split, with the experiment's seed. */
export interface SplitOptions extends Omit<DatasetSpec, 'source' | 'hash'> {
  readonly seed: number;
}

/** Where the images of a run stand in the data set's own training or test images. */
export interface SplitIndices {
  /** In `dataset.train`. */
  readonly train: Uint32Array;
  /** In `dataset.train`; null where none are held out. */
  readonly validation: Uint32Array | null;
  /** In `dataset.test`, or in `dataset.train` where the files hold no test images. */
  readonly test: Uint32Array;
}

/** A data set as one run uses it. */
export interface SplitDataset<Images extends AnyImages> {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: SplitOf<Images>;
  /** Null where no share is held out. */
  readonly validation: SplitOf<Images> | null;
  readonly test: SplitOf<Images>;
  readonly indices: SplitIndices;
  /** What was decided for the person. */
  readonly notes: readonly string[];
}

/** A split by indices alone, before any pixel is copied. */
export interface SplitPlan {
  readonly classes: readonly PlannedClass[];
  readonly indices: SplitIndices;
  /** Training images left out because they are among the test images. */
  readonly leaked: number;
}

/**
 * Splits a data set for a run: keeps the classes chosen, holds out test images where the files
 * hold none, takes the first `limitPerClass` training images of each class, holds out validation
 * images, stratified, and merges classes. Draws and limits are those of each class as the files
 * have it: merging moves no image from one part to another. The order of images is kept. Equal
 * arguments give equal splits.
 * @throws DataError for a choice of classes that the data set does not allow, and for a class left
 * without training images.
 */
export function splitDataset<Images extends AnyImages>(
  dataset: DatasetOf<Images>,
  options: SplitOptions,
): SplitDataset<Images> {
  const { classes, indices, leaked } = planSplit(dataset, options);
  const labelOf = new Map(
    classes.flatMap(({ members }, label) => members.map((member) => [member, label] as const)),
  );
  const take = (from: SplitOf<Images>, chosen: Uint32Array) =>
    select(from, chosen, dataset.shape, labelOf);
  return {
    classes: classes.map(({ name }) => name),
    shape: dataset.shape,
    train: take(dataset.train, indices.train),
    validation: indices.validation === null ? null : take(dataset.train, indices.validation),
    test: take(dataset.test ?? dataset.train, indices.test),
    indices,
    notes: [
      ...(dataset.test === null ? [heldOutNote(indices.test.length, options.testShare)] : []),
      ...(leaked === 0 ? [] : [leakedNote(leaked)]),
    ],
  };
}

/** Which images go where, as {@link splitDataset} says. @throws DataError as it does. */
export function planSplit(dataset: AnyDataset, options: SplitOptions): SplitPlan {
  const classes = plannedClasses(dataset, options);
  const kept = classes.flatMap(({ members }) => members);
  const groups = groupByClass(dataset.train.labels, kept);
  const heldOut = dataset.test === null ? groups.map(holdOut(dataset, kept, options)) : null;
  const test = merged(heldOut ?? groupByClass(dataset.test!.labels, kept));
  const leaks = options.dropLeaked ? leakedImages(dataset, test) : noImages;
  const own = groups.map((group, at) => without(group, new Set(heldOut?.[at])));
  const clean = own.map((group) => without(group, leaks));
  const pools = clean.map((group) => group.slice(0, options.limitPerClass ?? undefined));
  checkPools(dataset, classes, kept, pools);
  const validation = pools.map((pool, at) => {
    const name = dataset.classes[kept[at]];
    const count = validationCountOf(pool.length, options.validation);
    checkValidation(dataset, name, pool.length, options.validation);
    return drawn(pool, count, options.seed, 'validation', name);
  });
  const held = validation.some((part) => part.length > 0);
  return {
    classes,
    indices: {
      train: merged(pools.map((pool, at) => without(pool, new Set(validation[at])))),
      validation: held ? merged(validation) : null,
      test,
    },
    leaked: countOf(own) - countOf(clean),
  };
}

const noImages: ReadonlySet<number> = new Set();

const countOf = (groups: readonly (readonly number[])[]): number =>
  groups.reduce((sum, group) => sum + group.length, 0);

/** The classes of a run. @throws DataError for a choice that the data set does not allow. */
export function plannedClasses(dataset: AnyDataset, choice: ClassChoice): readonly PlannedClass[] {
  const plan = planClasses(dataset.classes, choice);
  if (plan.ok) return plan.classes;
  const [{ path, message }] = plan.issues;
  const few = dataset.classes.slice(0, 5).map(quoted).join(', ');
  const rest = dataset.classes.length > 5 ? ' and so on' : '';
  throw new DataError({
    file: dataset.name,
    place: path,
    found: `the experiment’s list ${message}`,
    allowed: `each of the ${dataset.classes.length} classes at most once: ${few}${rest}`,
    remedy: `correct the field ${path} of the experiment`,
  });
}

/** Image indices of each kept class, in increasing order. */
function groupByClass(labels: Int32Array, kept: readonly number[]): number[][] {
  const groups = new Map(kept.map((label) => [label, [] as number[]]));
  labels.forEach((label, index) => {
    groups.get(label)?.push(index);
  });
  return [...groups.values()];
}

const holdOut =
  (dataset: AnyDataset, kept: readonly number[], { seed, testShare }: SplitOptions) =>
  (group: readonly number[], at: number): number[] => {
    const count = heldOutCount(group.length, testShare);
    return drawn(group, count, seed, 'test', dataset.classes[kept[at]]);
  };

/** `count` of the indices, chosen at random, in increasing order. */
function drawn(
  indices: readonly number[],
  count: number,
  seed: number,
  purpose: string,
  name: string,
): number[] {
  if (count === 0) return [];
  const order = permutation(indices.length, createRandom(seed, purpose, name));
  return Array.from(order.subarray(0, count), (at) => indices[at]).sort((a, b) => a - b);
}

function without(indices: readonly number[], gone: ReadonlySet<number>): readonly number[] {
  return gone.size === 0 ? indices : indices.filter((index) => !gone.has(index));
}

function checkPools(
  dataset: AnyDataset,
  classes: readonly PlannedClass[],
  kept: readonly number[],
  pools: readonly (readonly number[])[],
): void {
  const filled = new Set(kept.filter((_, at) => pools[at].length > 0));
  const empty = classes.find(({ members }) => !members.some((member) => filled.has(member)));
  if (empty === undefined) return;
  throw new DataError({
    file: dataset.name,
    place: `class ${quoted(empty.name)}`,
    found: 'it has no training images',
    allowed: 'at least one training image of each class',
    remedy: 'add images of this class, or leave it out',
  });
}

function checkValidation(
  { name: file }: AnyDataset,
  name: string,
  count: number,
  validation: DatasetSpec['validation'],
): void {
  if (typeof validation === 'number' || count === 0 || validation.perClass < count) return;
  throw new DataError({
    file,
    place: `class ${quoted(name)}`,
    found: `it has ${formatCount(count)} training images, of which ${formatCount(validation.perClass)} are to be held out`,
    allowed: 'fewer validation images of each class than it has training images',
    remedy: 'hold out fewer (dataset.validation), or leave the class out',
  });
}

function merged(groups: readonly (readonly number[])[]): Uint32Array {
  return Uint32Array.from(groups.flat()).sort();
}

/** The chosen images with the labels that a run counts; the split itself if that is all. */
function select<Images extends AnyImages>(
  from: SplitOf<Images>,
  chosen: Uint32Array,
  shape: ImageShape,
  labelOf: ReadonlyMap<number, number>,
): SplitOf<Images> {
  const unchanged = [...labelOf].every(([member, label]) => member === label);
  if (unchanged && chosen.length === from.labels.length) return from;
  const size = imageSize(shape);
  const labels = Int32Array.from(chosen, (index) => labelOf.get(from.labels[index])!);
  return { images: imagesAt(from.images, size, chosen), labels };
}

function heldOutNote(count: number, share: number): string {
  return `The files hold no test images: ${imagesText(count)} held out, ${formatPercent(share, 0)} of each class.`;
}

function leakedNote(count: number): string {
  return `${imagesText(count)} left out of training: the same pixels stand among the test images.`;
}

const imagesText = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'image was' : 'images were'}`;

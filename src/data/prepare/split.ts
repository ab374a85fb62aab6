/**
 * Cuts a data set into the images that a run trains on, validates on and tests on. Every draw has
 * a stream of its own, keyed by class name: leaving a class out moves no image of another.
 */
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import { createRandom, permutation } from '../../lib/random.ts';
import { type BroughtValidation, broughtText } from '../../spec/broughtValidation.ts';
import { type ClassChoice, type PlannedClass, planClasses } from '../../spec/classPlan.ts';
import { heldOutCount, holdsOutValidation, validationCountOf } from '../../spec/heldOutCounts.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  type DatasetOf,
  imageSize,
  imagesAt,
  imagesJoined,
  type SplitOf,
} from '../dataset.ts';
import { quoted } from '../limits.ts';
import { leakedImages } from './duplicates.ts';

/** The part of an experiment's `dataset` that decides the split, with the experiment's seed. */
export interface SplitOptions extends Omit<DatasetSpec, 'source' | 'hash'> {
  readonly seed: number;
}

/**
 * Where the images of a run stand in the data set. Training and validation images are counted
 * through `dataset.train` and on through `dataset.validation`.
 */
export interface SplitIndices {
  readonly train: Uint32Array;
  /** Null where none are held out, and the files bring none. */
  readonly validation: Uint32Array | null;
  /** In `dataset.test`, or in `dataset.train` where the files hold no test images. */
  readonly test: Uint32Array;
}

/** A data set as one run uses it. */
export interface SplitDataset<Images extends AnyImages> {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: SplitOf<Images>;
  /** Null where no share is held out, and the files bring none. */
  readonly validation: SplitOf<Images> | null;
  readonly test: SplitOf<Images>;
  readonly indices: SplitIndices;
  /** What became of validation images that the files bring; null where they bring none. */
  readonly brought: BroughtValidation | null;
  /** What was decided for the person. */
  readonly notes: readonly string[];
}

/** A split by indices alone, before any pixel is copied. */
export interface SplitPlan {
  readonly classes: readonly PlannedClass[];
  readonly indices: SplitIndices;
  readonly brought: BroughtValidation | null;
  /** Images that are trained on or held out of these: all but the test and validation images that the files bring. */
  readonly pool: Uint32Array;
  /** Training images left out because they are among the test images. */
  readonly leaked: number;
}

/**
 * Splits a data set for a run: keeps the classes chosen, holds out test images where the files
 * hold none, takes the first `limitPerClass` training images of each class, holds out validation
 * images, stratified, and merges classes. Validation images that the files bring are used as such;
 * where the experiment holds out others, they follow the training images and are trained on. Draws and limits are those of each class as the files
 * have it: merging moves no image from one part to another. The order of images is kept. Equal
 * arguments give equal splits.
 * @throws DataError for a choice of classes that the data set does not allow, and for a class left
 * without training images.
 */
export function splitDataset<Images extends AnyImages>(
  dataset: DatasetOf<Images>,
  options: SplitOptions,
): SplitDataset<Images> {
  const { classes, indices, brought, leaked } = planSplit(dataset, options);
  const labelOf = new Map(
    classes.flatMap(({ members }, label) => members.map((member) => [member, label] as const)),
  );
  const take = (from: readonly SplitOf<Images>[], chosen: Uint32Array) =>
    select(from, chosen, dataset.shape, labelOf);
  const { train, validation } = dataset;
  const trained = validation === null ? [train] : [train, validation];
  return {
    classes: classes.map(({ name }) => name),
    shape: dataset.shape,
    train: take(trained, indices.train),
    validation: indices.validation === null ? null : take(trained, indices.validation),
    test: take([dataset.test ?? train], indices.test),
    indices,
    brought,
    notes: [
      ...(brought === null ? [] : [broughtText(brought)]),
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
  const brought = broughtImages(dataset, kept, options);
  const isJoined = brought !== null && holdsOutValidation(options.validation);
  const heldOut = dataset.test === null ? groups.map(holdOut(dataset, kept, options)) : null;
  const test = merged(heldOut ?? groupByClass(dataset.test!.labels, kept));
  const own = groups.map((group, at) => {
    const rest = without(group, new Set(heldOut?.[at]));
    return isJoined ? [...rest, ...brought[at]] : rest;
  });
  const pool = merged(own);
  const leaks = options.dropLeaked ? leakedImages(dataset, { train: pool, test }) : noImages;
  const clean = own.map((group) => without(group, leaks));
  const pools = clean.map((group) => group.slice(0, options.limitPerClass ?? undefined));
  checkPools(dataset, classes, kept, pools);
  const held =
    isJoined || brought === null ? pools.map(drawValidation(dataset, kept, options)) : [];
  const validation = isJoined ? held : (brought ?? held);
  return {
    classes,
    indices: {
      train: merged(pools.map((group, at) => without(group, new Set(held[at])))),
      validation: validation.some((part) => part.length > 0) ? merged(validation) : null,
      test,
    },
    brought: brought && {
      use: isJoined ? 'training' : 'validation',
      counts: countsOf(classes, kept, brought),
    },
    pool,
    leaked: countOf(own) - countOf(clean),
  };
}

/**
 * The validation images that the files bring, of each kept class; null where they bring none.
 * @throws DataError where an experiment asks for them and there are none.
 */
function broughtImages(
  { name: file, train, validation }: AnyDataset,
  kept: readonly number[],
  options: SplitOptions,
): number[][] | null {
  if (validation !== null) {
    const start = train.labels.length;
    return groupByClass(validation.labels, kept).map((group) => group.map((at) => start + at));
  }
  if (options.validation !== 'own') return null;
  throw new DataError({
    file,
    place: 'dataset.validation',
    found: 'the files bring no validation images of their own',
    allowed: 'a share of the training images, or so many of each class',
    remedy: 'set dataset.validation to a share, as 0.1, or give files with validation images',
  });
}

/** Images of each class of a run. */
function countsOf(
  classes: readonly PlannedClass[],
  kept: readonly number[],
  groups: readonly (readonly number[])[],
): number[] {
  const counts = new Map(kept.map((label, at) => [label, groups[at].length]));
  return classes.map(({ members }) =>
    members.reduce((sum, member) => sum + counts.get(member)!, 0),
  );
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

const drawValidation =
  (dataset: AnyDataset, kept: readonly number[], { seed, validation }: SplitOptions) =>
  (pool: readonly number[], at: number): number[] => {
    const name = dataset.classes[kept[at]];
    checkValidation(dataset, name, pool.length, validation);
    return drawn(pool, validationCountOf(pool.length, validation), seed, 'validation', name);
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
  if (typeof validation !== 'object' || count === 0 || validation.perClass < count) return;
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

/** The chosen of some images, counted through, with the labels that a run counts; a split itself if it is all. */
function select<Images extends AnyImages>(
  from: readonly SplitOf<Images>[],
  chosen: Uint32Array,
  shape: ImageShape,
  labelOf: ReadonlyMap<number, number>,
): SplitOf<Images> {
  const unchanged = [...labelOf].every(([member, label]) => member === label);
  const size = imageSize(shape);
  let start = 0;
  const parts = from.map((split): SplitOf<Images> => {
    const end = start + split.labels.length;
    const own = chosen.filter((index) => index >= start && index < end);
    const places = own.map((index) => index - start);
    start = end;
    if (unchanged && places.length === split.labels.length) return split;
    const labels = Int32Array.from(places, (index) => labelOf.get(split.labels[index])!);
    return { images: imagesAt(split.images, size, places), labels };
  });
  const [first, ...others] = parts.filter(({ labels }) => labels.length > 0);
  if (first === undefined) return parts[0];
  return others.reduce(
    (one, other) => ({
      images: imagesJoined(one.images, other.images),
      labels: Int32Array.from([...one.labels, ...other.labels]),
    }),
    first,
  );
}

function heldOutNote(count: number, share: number): string {
  return `The files hold no test images: ${imagesText(count)} held out, ${formatPercent(share, 0)} of each class.`;
}

function leakedNote(count: number): string {
  return `${imagesText(count)} left out of training: the same pixels stand among the test images.`;
}

const imagesText = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'image was' : 'images were'}`;

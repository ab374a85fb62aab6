/**
 * Cuts a data set into the images that a run trains on, validates on and tests on. Every draw has
 * a stream of its own, keyed by class name: leaving a class out moves no image of another.
 */
import { formatCount } from '../lib/numberFormat.ts';
import { createRandom, permutation } from '../lib/random.ts';
import type { ImageShape } from '../spec/units.ts';
import { DataError } from './dataError.ts';
import { type Dataset, imageSize, imagesAt, type Split } from './dataset.ts';
import { quoted } from './limits.ts';

/** The part of an experiment's `dataset` that decides the split, with the experiment's seed. */
export interface SplitOptions {
  /** Share of each class's training images that is held out, in [0, 1). */
  readonly validation: number;
  /** Take only the first so many training images of each class; null takes all. */
  readonly limitPerClass: number | null;
  /** Names of the classes kept, in this order; null keeps all. */
  readonly classes: readonly string[] | null;
  readonly seed: number;
}

/** A data set as one run uses it. */
export interface SplitDataset {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: Split;
  /** Null where no share is held out. */
  readonly validation: Split | null;
  readonly test: Split;
  /** Where each image stands in the data set's own training or test images. */
  readonly indices: {
    /** In `dataset.train`. */
    readonly train: Uint32Array;
    /** In `dataset.train`. */
    readonly validation: Uint32Array | null;
    /** In `dataset.test`, or in `dataset.train` where the files hold no test images. */
    readonly test: Uint32Array;
  };
  /** What was decided for the person. */
  readonly notes: readonly string[];
}

/** Share of each class that is held out for testing where the files hold no test images. */
export const heldOutTestShare = 0.2;

/**
 * How many of a class's `count` training images a share holds out: the nearest whole number, but
 * at least one where the share is above 0, and never the last one.
 */
export function validationCountOf(count: number, share: number): number {
  if (share <= 0 || count < 2) return 0;
  return Math.min(count - 1, Math.max(1, Math.round(share * count)));
}

/**
 * Splits a data set for a run: keeps `classes`, holds out a fifth as test images where the files
 * hold none, takes the first `limitPerClass` training images of each class, and holds out the
 * validation share, stratified. The order of images is kept. Equal arguments give equal splits.
 * @throws DataError for a class that the data set does not have, one named twice, or one left
 * without training images.
 */
export function splitDataset(dataset: Dataset, options: SplitOptions): SplitDataset {
  const kept = keptClasses(dataset, options.classes);
  const groups = groupByClass(dataset.train.labels, kept);
  const heldOut = dataset.test === null ? groups.map(holdOut(dataset, kept, options)) : null;
  const pools = groups.map((group, index) =>
    without(group, heldOut?.[index] ?? []).slice(0, options.limitPerClass ?? undefined),
  );
  checkPools(dataset, kept, pools);
  const validation = pools.map((pool, index) => {
    const name = dataset.classes[kept[index]];
    const count = validationCountOf(pool.length, options.validation);
    return drawn(pool, count, options.seed, 'validation', name);
  });
  const train = pools.map((pool, index) => without(pool, validation[index]));
  const held = validation.some((part) => part.length > 0);
  const indices = {
    train: merged(train),
    validation: held ? merged(validation) : null,
    test: merged(heldOut ?? groupByClass(dataset.test!.labels, kept)),
  };
  const take = (from: Split, chosen: Uint32Array) => select(from, chosen, dataset.shape, kept);
  return {
    classes: kept.map((label) => dataset.classes[label]),
    shape: dataset.shape,
    train: take(dataset.train, indices.train),
    validation: indices.validation === null ? null : take(dataset.train, indices.validation),
    test: take(dataset.test ?? dataset.train, indices.test),
    indices,
    notes: heldOut === null ? [] : [heldOutNote(indices.test.length)],
  };
}

/** The data set's index of each kept class. */
function keptClasses(dataset: Dataset, names: readonly string[] | null): number[] {
  if (names === null) return dataset.classes.map((_, index) => index);
  const indexOf = new Map(dataset.classes.map((name, index) => [name, index]));
  const kept = names.map((name) => indexOf.get(name) ?? missingClass(dataset, name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw classError(dataset, `class ${quoted(twice)} is listed twice`);
  return kept;
}

function missingClass(dataset: Dataset, name: string): never {
  throw classError(dataset, `it has no class ${quoted(name)}`);
}

function classError(dataset: Dataset, found: string): DataError {
  const few = dataset.classes.slice(0, 5).map(quoted).join(', ');
  const rest = dataset.classes.length > 5 ? ' and so on' : '';
  return new DataError({
    file: dataset.name,
    place: 'classes',
    found,
    allowed: `each of its ${dataset.classes.length} classes once: ${few}${rest}`,
    remedy: 'correct the list of classes',
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
  (dataset: Dataset, kept: readonly number[], { seed }: SplitOptions) =>
  (group: readonly number[], index: number): number[] => {
    const count = validationCountOf(group.length, heldOutTestShare);
    return drawn(group, count, seed, 'test', dataset.classes[kept[index]]);
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

function without(indices: readonly number[], removed: readonly number[]): number[] {
  if (removed.length === 0) return [...indices];
  const gone = new Set(removed);
  return indices.filter((index) => !gone.has(index));
}

function checkPools(
  dataset: Dataset,
  kept: readonly number[],
  pools: readonly (readonly number[])[],
): void {
  const empty = pools.findIndex((pool) => pool.length === 0);
  if (empty === -1) return;
  throw new DataError({
    file: dataset.name,
    place: `class ${quoted(dataset.classes[kept[empty]])}`,
    found: 'it has no training images',
    allowed: 'at least one training image of each class',
    remedy: 'add images of this class, or leave it out',
  });
}

function merged(groups: readonly (readonly number[])[]): Uint32Array {
  return Uint32Array.from(groups.flat()).sort();
}

/** The chosen images with labels that count the kept classes; the split itself if that is all. */
function select(
  from: Split,
  chosen: Uint32Array,
  shape: ImageShape,
  kept: readonly number[],
): Split {
  const unchanged = kept.every((label, index) => label === index);
  if (unchanged && chosen.length === from.labels.length) return from;
  const size = imageSize(shape);
  const newLabel = new Map(kept.map((label, index) => [label, index]));
  const labels = Int32Array.from(chosen, (index) => newLabel.get(from.labels[index])!);
  return { images: imagesAt(from.images, size, chosen), labels };
}

function heldOutNote(count: number): string {
  const images = `${formatCount(count)} ${count === 1 ? 'image was' : 'images were'}`;
  return `The files hold no test images: ${images} held out, a fifth of each class.`;
}

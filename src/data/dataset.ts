import { hashBytes } from '../lib/hash.ts';
import type { FeaturesSpec } from '../spec/sections/featuresSpec.ts';
import type { ReadingChoices } from '../spec/sections/readingSpec.ts';
import { type ImageShape, type SplitName, splitNames } from '../spec/units.ts';
import { StreamedImages } from './streaming/streamedImages.ts';

/** Values of images: bytes of pictures, or the numbers of feature vectors, all of them finite. */
export type Pixels = Uint8Array | Float32Array;

/** Images in memory, or images that stay in their files. */
export type AnyImages = Pixels | StreamedImages;

/** Labelled images of one split. */
export interface SplitOf<Images extends AnyImages> {
  /** count × height × width × channels; feature vectors are 1 × features × 1. */
  readonly images: Images;
  /** Class index of each image. */
  readonly labels: Int32Array;
}

/** Labelled images of one split, in memory. */
export type Split = SplitOf<Pixels>;

/** A data set as its files have it, before an experiment holds images out. */
export interface DatasetOf<Images extends AnyImages> {
  readonly name: string;
  /** SHA-256 of classes, shape, labels and pixels: equal data has equal hashes in any container. */
  readonly hash: string;
  /** What it was read from, for people: `IDX, 4 files`. */
  readonly format: string;
  /** Names in class-index order; text of foreign origin. */
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: SplitOf<Images>;
  /** Validation images that the files bring as such; null where they bring none. */
  readonly validation: SplitOf<Images> | null;
  /** Null where the files hold no test images. */
  readonly test: SplitOf<Images> | null;
  /** What the reader decided for the person: entries skipped, splits made. */
  readonly notes: readonly string[];
  /** The answers that it was read with, where files could be read in several ways. */
  readonly reading?: ReadingChoices;
  /** The model whose features these are, and the hash of the images; absent for data as they came. */
  readonly features?: DatasetFeatures;
}

/** Where feature vectors come from that a model computed. */
export interface DatasetFeatures extends FeaturesSpec {
  /** Hash of the data set whose images they were. */
  readonly images: string;
  /** How experiments name those images. */
  readonly source: string;
}

/** A data set in memory. */
export type Dataset = DatasetOf<Pixels>;

/** A data set in memory, or one that trains from its files. */
export type AnyDataset = DatasetOf<AnyImages>;

export const imageSize = (shape: ImageShape): number => shape.height * shape.width * shape.channels;

/** Whether the data set's images are feature vectors, which have no rows, no colours and no picture. */
export const holdsVectors = ({ train }: Pick<AnyDataset, 'train'>): boolean =>
  train.images instanceof Float32Array;

/**
 * The images at these places, in their order; `size` values each. Those in memory are copied, those
 * in files stay there.
 */
export function imagesAt<Images extends AnyImages>(
  images: Images,
  size: number,
  places: ArrayLike<number>,
): Images;
export function imagesAt(images: AnyImages, size: number, places: ArrayLike<number>): AnyImages {
  if (images instanceof StreamedImages) return images.at(places);
  const chosen =
    images instanceof Float32Array
      ? new Float32Array(places.length * size)
      : new Uint8Array(places.length * size);
  for (let at = 0; at < places.length; at++) {
    chosen.set(images.subarray(places[at] * size, (places[at] + 1) * size), at * size);
  }
  return chosen;
}

/** A data set but for its hash; validation images may be left unsaid where there are none. */
type Unhashed = Omit<Dataset, 'hash' | 'validation'> & Partial<Pick<Dataset, 'validation'>>;

/** Images one after another; those in memory are copied. */
export function imagesJoined<Images extends AnyImages>(one: Images, other: Images): Images;
export function imagesJoined(one: AnyImages, other: AnyImages): AnyImages {
  if (one instanceof StreamedImages) return one.with(other as StreamedImages);
  const pixels = other as Pixels;
  const length = one.length + pixels.length;
  const joined = one instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
  joined.set(one);
  joined.set(pixels, one.length);
  return joined;
}

/** Completes a data set with its hash. */
export function withHash(unhashed: Unhashed): Dataset {
  const dataset = { ...unhashed, validation: unhashed.validation ?? null };
  const splits = splitsOf(dataset).map(([, split]) => split);
  const parts = splits.flatMap(({ labels, images }) => [bytesOf(labels), bytesOf(images)]);
  return { ...dataset, hash: hashBytes(hashedHeader(dataset), ...parts) };
}

/**
 * What a data set's hash begins with; labels and pixels of its training images follow, then those
 * of its validation and of its test images.
 */
export function hashedHeader(
  dataset: Pick<AnyDataset, 'classes' | 'shape' | SplitName>,
): Uint8Array {
  const { train, validation, test } = dataset;
  const header = headerOf(dataset, train.labels.length, test?.labels.length ?? null);
  const brought = validation === null ? [] : [{ validation: validation.labels.length }];
  return encoded([...header, ...brought]);
}

/**
 * The hash that a data set had while validation images counted as training images, or as test
 * images where there were no others; null for one that brings none, and for one in files, whose
 * images would have to be read anew.
 */
export function hashBeforeValidation(dataset: AnyDataset): string | null {
  if (!isInMemory(dataset) || dataset.validation === null) return null;
  const { train, validation, test } = dataset;
  const [trained, tested] = test === null ? [[train], validation] : [[train, validation], test];
  const trainCount = trained.reduce((sum, { labels }) => sum + labels.length, 0);
  return hashBytes(
    encoded(headerOf(dataset, trainCount, tested.labels.length)),
    ...trained.map(({ labels }) => bytesOf(labels)),
    ...trained.map(({ images }) => bytesOf(images)),
    bytesOf(tested.labels),
    bytesOf(tested.images),
  );
}

const isInMemory = (dataset: AnyDataset): dataset is Dataset =>
  !(dataset.train.images instanceof StreamedImages);

function headerOf(
  dataset: Pick<AnyDataset, 'classes' | 'shape' | 'train'>,
  trainCount: number,
  testCount: number | null,
): unknown[] {
  const { classes, shape } = dataset;
  const vectors = holdsVectors(dataset) ? ['float32'] : [];
  return [classes, [shape.height, shape.width, shape.channels], trainCount, testCount, ...vectors];
}

const encoded = (header: readonly unknown[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(header));

/** The splits that a data set has, in the order in which they are stored and hashed. */
export function splitsOf<Images extends AnyImages>(
  dataset: Pick<DatasetOf<Images>, SplitName>,
): [SplitName, SplitOf<Images>][] {
  return splitNames.flatMap((name): [SplitName, SplitOf<Images>][] => {
    const split = dataset[name];
    return split === null ? [] : [[name, split]];
  });
}

/** Number of images of each class. */
export function countClasses(labels: Int32Array, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

/** The bytes that values are stored in. */
export function bytesOf(values: Int32Array | Pixels): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

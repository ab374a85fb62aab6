import { hashBytes } from '../lib/hash.ts';
import type { ReadingChoices } from '../spec/sections/readingSpec.ts';
import type { ImageShape } from '../spec/units.ts';
import { StreamedImages } from './streamedImages.ts';

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

/** A data set as its files have it, before validation images are held out. */
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
  /** Null where the files hold no test images. */
  readonly test: SplitOf<Images> | null;
  /** What the reader decided for the person: entries skipped, splits made. */
  readonly notes: readonly string[];
  /** The answers that it was read with, where files could be read in several ways. */
  readonly reading?: ReadingChoices;
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

/** Completes a data set with its hash. */
export function withHash(dataset: Omit<Dataset, 'hash'>): Dataset {
  const { train, test } = dataset;
  const parts = [
    hashedHeader(dataset),
    ...[train, ...(test === null ? [] : [test])].flatMap(({ labels, images }) => [
      bytesOf(labels),
      bytesOf(images),
    ]),
  ];
  return { ...dataset, hash: hashBytes(...parts) };
}

/** What a data set's hash begins with; labels and pixels of its training, then of its test images follow. */
export function hashedHeader(
  dataset: Pick<AnyDataset, 'classes' | 'shape' | 'train' | 'test'>,
): Uint8Array {
  const { classes, shape, train, test } = dataset;
  const header = JSON.stringify([
    classes,
    [shape.height, shape.width, shape.channels],
    train.labels.length,
    test?.labels.length ?? null,
    ...(holdsVectors(dataset) ? ['float32'] : []),
  ]);
  return new TextEncoder().encode(header);
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

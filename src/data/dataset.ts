import { hashBytes } from '../lib/hash.ts';
import type { ReadingChoices } from '../spec/sections/readingSpec.ts';
import type { ImageShape } from '../spec/units.ts';

/** Values of images: bytes of pictures, or the numbers of feature vectors, all of them finite. */
export type Pixels = Uint8Array | Float32Array;

/** Labelled images of one split. */
export interface Split {
  /** count × height × width × channels; feature vectors are 1 × features × 1. */
  readonly images: Pixels;
  /** Class index of each image. */
  readonly labels: Int32Array;
}

/** A data set as its files have it, before validation images are held out. */
export interface Dataset {
  readonly name: string;
  /** SHA-256 of classes, shape, labels and pixels: equal data has equal hashes in any container. */
  readonly hash: string;
  /** What it was read from, for people: `IDX, 4 files`. */
  readonly format: string;
  /** Names in class-index order; text of foreign origin. */
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: Split;
  /** Null where the files hold no test images. */
  readonly test: Split | null;
  /** What the reader decided for the person: entries skipped, splits made. */
  readonly notes: readonly string[];
  /** The answers that it was read with, where files could be read in several ways. */
  readonly reading?: ReadingChoices;
}

export const imageSize = (shape: ImageShape): number => shape.height * shape.width * shape.channels;

/** Whether the data set's images are feature vectors, which have no rows, no colours and no picture. */
export const holdsVectors = ({ train }: Pick<Dataset, 'train'>): boolean =>
  train.images instanceof Float32Array;

/** Copies of the images at these places, in their order; `size` values each. */
export function imagesAt(images: Pixels, size: number, places: ArrayLike<number>): Pixels {
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
  const { classes, shape, train, test } = dataset;
  const header = JSON.stringify([
    classes,
    [shape.height, shape.width, shape.channels],
    train.labels.length,
    test?.labels.length ?? null,
    ...(holdsVectors(dataset) ? ['float32'] : []),
  ]);
  const parts = [
    new TextEncoder().encode(header),
    ...[train, ...(test === null ? [] : [test])].flatMap(({ labels, images }) => [
      bytesOf(labels),
      bytesOf(images),
    ]),
  ];
  return { ...dataset, hash: hashBytes(...parts) };
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

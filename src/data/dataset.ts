import { hashBytes } from '../lib/hash.ts';
import type { ImageShape } from '../spec/units.ts';

/** Labelled images of one split. */
export interface Split {
  /** count × height × width × channels bytes. */
  readonly images: Uint8Array;
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
}

export const imageSize = (shape: ImageShape): number => shape.height * shape.width * shape.channels;

/** Completes a data set with its hash. */
export function withHash(dataset: Omit<Dataset, 'hash'>): Dataset {
  const { classes, shape, train, test } = dataset;
  const header = JSON.stringify([
    classes,
    [shape.height, shape.width, shape.channels],
    train.labels.length,
    test?.labels.length ?? null,
  ]);
  const parts = [new TextEncoder().encode(header), bytesOf(train.labels), train.images];
  if (test !== null) parts.push(bytesOf(test.labels), test.images);
  return { ...dataset, hash: hashBytes(...parts) };
}

/** Number of images of each class. */
export function countClasses(labels: Int32Array, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

function bytesOf(values: Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

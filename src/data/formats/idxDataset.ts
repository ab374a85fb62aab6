/**
 * Puts IDX files together: images with their labels, training with test. Names decide
 * (`train`/`t10k`, as MNIST and its successors are named); where they do not tell, counts do.
 */
import type { ImageShape } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import type { Dataset } from '../dataset.ts';
import { type DataLimits, quoted } from '../limits.ts';
import { type IdxArray, readIdx } from './idx.ts';
import { labelledDataset, type NumberedSplit } from './labelledDataset.ts';

/** A file's content, no longer compressed. */
export interface IdxFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Part extends IdxArray {
  readonly file: string;
}

/** Images with their labels, as the files pair them. */
interface Half {
  readonly images: Part;
  readonly labels: Part;
}

type Role = 'train' | 'test';

/**
 * A data set from two IDX files (training images and labels) or four (test images too), in any
 * order. Labels that no image has are left out; class names are the label numbers.
 * @throws DataError where a file is damaged, has no counterpart, or does not fit the others.
 */
export function readIdxDataset(
  files: readonly IdxFile[],
  name: string,
  limits: DataLimits,
): Dataset {
  const parts = files.map(({ name: file, bytes }): Part => ({ file, ...readIdx(bytes, file) }));
  const { train, test } = pairUp(parts);
  const shape = shapeOf(train.images, limits);
  if (test !== null) checkSameShape(train.images, test.images);
  const split = (half: Half): NumberedSplit => ({
    file: half.labels.file,
    images: half.images.values as Uint8Array,
    labels: half.labels.values as Int32Array,
  });
  return labelledDataset(
    {
      name,
      format: `IDX, ${files.length} files`,
      shape,
      train: split(train),
      test: test === null ? null : split(test),
      classNames: null,
      notes: notesOn(parts),
    },
    limits,
  );
}

function pairUp(parts: readonly Part[]): { train: Half; test: Half | null } {
  const images = parts.filter(isImages);
  const labels = parts.filter((part) => !isImages(part));
  if (images.length !== labels.length || images.length === 0 || images.length > 2) {
    throw incomplete(images, labels);
  }
  const halves = byName(images, labels) ?? byCount(images, labels);
  for (const half of halves) checkCounts(half);
  const [train, test = null] = halves;
  return { train, test };
}

const isImages = (part: Part): boolean => part.dimensions.length > 1;

/** The half that a file's name puts it in; null where it names neither or both. */
function roleOf(part: Part): Role | null {
  const name = part.file.slice(part.file.lastIndexOf('/') + 1);
  const isTrain = /train/i.test(name);
  const isTest = /t10k|test/i.test(name);
  return isTrain === isTest ? null : isTrain ? 'train' : 'test';
}

function byName(images: readonly Part[], labels: readonly Part[]): Half[] | null {
  const pairs = (['train', 'test'] as const).map((role) => ({
    images: images.filter((part) => roleOf(part) === role),
    labels: labels.filter((part) => roleOf(part) === role),
  }));
  const named = pairs.filter((pair) => pair.images.length + pair.labels.length > 0);
  if (named.length !== images.length) return null;
  if (named.some((pair) => pair.images.length !== 1 || pair.labels.length !== 1)) return null;
  return named.map((pair) => ({ images: pair.images[0], labels: pair.labels[0] }));
}

/** Pairs files of equal counts; the larger half trains. */
function byCount(images: readonly Part[], labels: readonly Part[]): Half[] {
  if (images.length === 1) {
    if (roleOf(images[0]) !== roleOf(labels[0]) && roleOf(images[0]) && roleOf(labels[0])) {
      throw incomplete(images, labels);
    }
    return [{ images: images[0], labels: labels[0] }];
  }
  const [larger, smaller] = [...images].sort((a, b) => b.dimensions[0] - a.dimensions[0]);
  const [more, fewer] = [...labels].sort((a, b) => b.dimensions[0] - a.dimensions[0]);
  if (larger.dimensions[0] === smaller.dimensions[0]) {
    throw new DataError({
      file: larger.file,
      place: null,
      found: `${quoted(smaller.file)} holds as many images, and the names do not tell which to train on`,
      allowed: 'names with “train” and “test” (or “t10k”) in them',
      remedy: 'rename the files and try again',
    });
  }
  return [
    { images: larger, labels: more },
    { images: smaller, labels: fewer },
  ];
}

function checkCounts({ images, labels }: Half): void {
  if (images.dimensions[0] === labels.dimensions[0]) return;
  throw new DataError({
    file: labels.file,
    place: 'byte 4',
    found: `${labels.dimensions[0]} labels for the ${images.dimensions[0]} images of ${quoted(images.file)}`,
    allowed: 'one label an image',
    remedy: 'choose the label file that belongs to these images',
  });
}

function shapeOf({ file, dimensions }: Part, limits: DataLimits): ImageShape {
  const [, height, width, channels = 1] = dimensions;
  if (channels !== 1 && channels !== 3) {
    throw new DataError({
      file,
      place: 'byte 16',
      found: `images have ${channels} channels (dimensions ${dimensions.join(' × ')})`,
      allowed: '1 channel (grey) or 3 (red, green, blue), as the last dimension',
      remedy: 'write the file with the channels last',
    });
  }
  if (height > limits.imageSide || width > limits.imageSide) {
    throw new DataError({
      file,
      place: 'byte 8',
      found: `images of ${height} × ${width} pixels`,
      allowed: `at most ${limits.imageSide} pixels a side`,
      remedy: 'scale the images down',
    });
  }
  return { height, width, channels };
}

function checkSameShape(train: Part, test: Part): void {
  const [ours, theirs] = [train, test].map((part) => part.dimensions.slice(1).join(' × '));
  if (ours === theirs) return;
  throw new DataError({
    file: test.file,
    place: 'byte 8',
    found: `images of ${theirs}, where ${quoted(train.file)} has ${ours}`,
    allowed: 'training and test images of one shape',
    remedy: 'choose files that belong together',
  });
}

function notesOn(parts: readonly Part[]): string[] {
  if (parts.length !== 2 || !parts.some((part) => roleOf(part) === 'test')) return [];
  return ['The names speak of test images; without training files they are trained on.'];
}

/** Says which file is missing, or that there are too many. */
function incomplete(images: readonly Part[], labels: readonly Part[]): DataError {
  const all = [...images, ...labels];
  const counted = `${images.length} IDX files of images and ${labels.length} of labels`;
  const alone = all.find((part) => {
    const others = isImages(part) ? labels : images;
    return !others.some((other) => roleOf(other) === roleOf(part));
  });
  const missing = alone === undefined ? '' : `; ${missingFor(alone)}`;
  return new DataError({
    file: (alone ?? all[0]).file,
    place: null,
    found: `${counted} were given${missing}`,
    allowed: 'one file of images with one of labels, for training and, if you like, for testing',
    remedy: 'choose the files together: 2 (training) or 4 (training and test)',
  });
}

function missingFor(part: Part): string {
  const role = roleOf(part);
  const half = role === null ? '' : role === 'train' ? ' training' : ' test';
  return isImages(part)
    ? `the labels of these${half} images are missing`
    : `the images of these${half} labels are missing`;
}

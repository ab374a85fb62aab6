/**
 * Puts IDX files together: images with their labels, training with test. Names decide
 * (`train`/`t10k`, as MNIST and its successors are named); where they do not tell, counts do.
 */
import { formatCounted } from '../../lib/numberFormat.ts';
import { type ImageShape, type SplitName, splitNames } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices, RowsQuestion } from '../readingChoices.ts';
import { type ArrayForm, formOf } from './arrayForm.ts';
import type { Pair } from './arrayPairs.ts';
import { readIdx } from './idx.ts';
import { chosenSet } from './idxSets.ts';
import { labelledDataset, type NumberedSplit } from './labelledDataset.ts';
import type { NpyArray } from './npy.ts';
import { labelsOf } from './npyElements.ts';

/** A file's content, no longer compressed. */
export interface IdxFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Part = NpyArray;

/** Images with their labels, as the files pair them. */
interface Half {
  readonly role: SplitName;
  readonly images: Part;
  readonly labels: Part;
}

/**
 * A data set from two IDX files (training images and labels), four (test images too) or six
 * (validation images too, told by their names), in any order. Bytes are pixels as they are;
 * elements of other types become bytes by the range of all, and rows of numbers are read as those
 * of NumPy arrays are. Labels that no image has are left out; class names are the label numbers.
 * @throws DataError where a file is damaged, has no counterpart, or does not fit the others.
 */
export function readIdxDataset(
  files: readonly IdxFile[],
  name: string,
  choices: ReadingChoices,
  limits: DataLimits,
): Reading {
  const all = files.map(({ name: file, bytes }) => readIdx(bytes, file));
  const chosen = chosenSet(all, roleOf, name, choices);
  if ('kind' in chosen) return { kind: 'choice', questions: [chosen] };
  const { parts } = chosen;
  const halves = pairUp(parts);
  const form = formOfHalves(halves, choices, limits);
  if (form.kind === 'rows') return { kind: 'choice', questions: [form] };
  const split = ({ images, labels }: Half): NumberedSplit => ({
    file: labels.file,
    images: form.read(images),
    labels: labelsOf(labels),
  });
  const held = (role: SplitName) => halves.filter((half) => half.role === role).map(split)[0];
  const [train] = halves;
  const dataset = labelledDataset(
    {
      name,
      format: `IDX, ${parts.length} files`,
      shape: form.shape,
      train: split(train),
      validation: held('validation') ?? null,
      test: held('test') ?? null,
      classNames: null,
      notes: [...chosen.notes, ...notesOn(parts), ...form.notes],
    },
    limits,
  );
  return { kind: 'dataset', dataset };
}

function formOfHalves(
  halves: readonly Half[],
  choices: ReadingChoices,
  limits: DataLimits,
): ArrayForm | RowsQuestion {
  const [{ images: first }, ...others] = halves;
  const areBytes = halves.every(({ images }) => images.type === 'u1' && images.shape.length > 2);
  if (!areBytes) return formOf(halves.map(asPair), choices, limits);
  const shape = shapeOf(first, limits);
  for (const { images } of others) checkSameShape(first, images);
  return { kind: 'images', shape, notes: [], read: ({ data }) => data };
}

function asPair(half: Half): Pair {
  const named = (part: Part) => ({
    array: part,
    name: part.file,
    own: part.file,
    role: null,
    named: null,
  });
  return { role: null, images: named(half.images), labels: named(half.labels) };
}

/** Training files, then those of validation and test images if there are any. */
function pairUp(parts: readonly Part[]): Half[] {
  const images = parts.filter(isImages);
  const labels = parts.filter((part) => !isImages(part));
  if (images.length !== labels.length || images.length === 0 || images.length > 3) {
    throw incomplete(images, labels);
  }
  const halves = byName(images, labels) ?? byCount(images, labels);
  for (const half of halves) checkCounts(half);
  return halves;
}

const isImages = (part: Part): boolean => part.shape.length > 1;

/** The half that a file's name puts it in; null where it names neither or both. */
function roleOf(part: Part): SplitName | null {
  const name = part.file.slice(part.file.lastIndexOf('/') + 1);
  const named = splitNames.filter((role) => roleWords[role].test(name));
  return named.length === 1 ? named[0] : null;
}

const roleWords: Readonly<Record<SplitName, RegExp>> = {
  train: /train/i,
  validation: /(?<![a-z])(val|valid|validation|dev)(?![a-z])/i,
  test: /t10k|test/i,
};

function byName(images: readonly Part[], labels: readonly Part[]): Half[] | null {
  const pairs = splitNames.map((role) => ({
    role,
    images: images.filter((part) => roleOf(part) === role),
    labels: labels.filter((part) => roleOf(part) === role),
  }));
  const named = pairs.filter((pair) => pair.images.length + pair.labels.length > 0);
  if (named.length !== images.length) return null;
  if (named.some((pair) => pair.images.length !== 1 || pair.labels.length !== 1)) return null;
  const halves = named.map(({ role, images: [ours], labels: [theirs] }): Half => {
    return { role, images: ours, labels: theirs };
  });
  if (halves.length === 1) return [{ ...halves[0], role: 'train' }];
  return halves[0].role === 'train' ? halves : null;
}

/** Pairs files of equal counts; the larger half trains, the other is tested on. */
function byCount(images: readonly Part[], labels: readonly Part[]): Half[] {
  if (images.length === 1) {
    if (roleOf(images[0]) !== roleOf(labels[0]) && roleOf(images[0]) && roleOf(labels[0])) {
      throw incomplete(images, labels);
    }
    return [{ role: 'train', images: images[0], labels: labels[0] }];
  }
  if (images.length > 2) throw incomplete(images, labels);
  const [larger, smaller] = [...images].sort((a, b) => b.shape[0] - a.shape[0]);
  const [more, fewer] = [...labels].sort((a, b) => b.shape[0] - a.shape[0]);
  if (larger.shape[0] === smaller.shape[0]) {
    throw new DataError({
      file: larger.file,
      place: null,
      found: `${quoted(smaller.file)} holds as many images, and the names do not tell which to train on`,
      allowed: 'names with “train” and “test” (or “t10k”) in them',
      remedy: 'rename the files and try again',
    });
  }
  return [
    { role: 'train', images: larger, labels: more },
    { role: 'test', images: smaller, labels: fewer },
  ];
}

function checkCounts({ images, labels }: Half): void {
  if (images.shape[0] === labels.shape[0]) return;
  throw new DataError({
    file: labels.file,
    place: 'byte 4',
    found: `${formatCounted(labels.shape[0], 'label')} for the ${formatCounted(images.shape[0], 'image')} of ${quoted(images.file)}`,
    allowed: 'one label an image',
    remedy: 'choose the label file that belongs to these images',
  });
}

function shapeOf({ file, shape: dimensions }: Part, limits: DataLimits): ImageShape {
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
  const [ours, theirs] = [train, test].map((part) => part.shape.slice(1).join(' × '));
  if (ours === theirs) return;
  throw new DataError({
    file: test.file,
    place: 'byte 8',
    found: `images of ${theirs}, where ${quoted(train.file)} has ${ours}`,
    allowed: 'images of one shape',
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
  const counted = `${formatCounted(images.length, 'IDX file')} of images and ${labels.length} of labels`;
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
    remedy: 'choose the files together: 2 (training), 4 (training and test) or 6 (validation too)',
  });
}

function missingFor(part: Part): string {
  const role = roleOf(part);
  const half = role === null ? '' : ` ${role === 'train' ? 'training' : role}`;
  return isImages(part)
    ? `the labels of these${half} images are missing`
    : `the images of these${half} labels are missing`;
}

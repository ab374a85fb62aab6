/**
 * Puts NumPy arrays together: images with their labels, by the names of arrays and files
 * (`x_train`, `train-labels`, `images`) and by their shapes.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import type { ImageShape } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import type { Dataset } from '../dataset.ts';
import { type DataLimits, quoted } from '../limits.ts';
import { imageAxes } from './imageAxes.ts';
import { labelledDataset, type NumberedSplit } from './labelledDataset.ts';
import { type ArrayPlace, type NpyArray, npyError, readNpy } from './npy.ts';
import { type ImageAxes, labelsOf, pixelsOf, rangeOf } from './npyElements.ts';
import {
  allowedPixelValues,
  emptyRange,
  joinRanges,
  type PixelScale,
  pixelScale,
} from './pixelScale.ts';
import { assignSplits, contentNamed, type SplitRole, splitRoleOf } from './splitRole.ts';

/** An NPY file, or an NPY entry of an archive. */
export interface NpyFile extends ArrayPlace {
  readonly bytes: Uint8Array;
}

interface NamedArray {
  readonly array: NpyArray;
  /** The file with the entry, as messages name it. */
  readonly name: string;
  readonly role: SplitRole | null;
  readonly named: 'images' | 'labels' | null;
}

interface Pair {
  readonly role: SplitRole | null;
  readonly images: NamedArray;
  readonly labels: NamedArray;
}

/**
 * A data set from NumPy arrays of images (count × height × width, with 1 or 3 channels after or
 * before height and width, or flat) and of whole-number labels. `flatShape` is the shape of
 * images that are flat; without it they are square and grey. Arrays that are neither are left
 * aside with a note.
 * @throws DataError where an array is damaged, has no counterpart, or does not fit the others.
 */
export function readArrayDataset(
  files: readonly NpyFile[],
  name: string,
  limits: DataLimits,
  flatShape: ImageShape | null,
): Dataset {
  const { arrays, refused } = readArrays(files);
  const { pairs, rest } = pairUp(arrays, refused, files[0]);
  const axes = pairs.map(({ images }) => imageAxes(images.array, flatShape, limits));
  checkAlike(pairs, axes);
  const { scale, notes } = sharedScale(pairs);
  const splits = assignSplits(pairs, ({ role }) => role);
  const split = (members: readonly Pair[]) => joinedSplit(members, pairs, axes, scale);
  return labelledDataset(
    {
      name,
      format: `NumPy arrays, ${2 * pairs.length}`,
      shape: axes[0].shape,
      train: split(splits.train),
      test: splits.test.length === 0 ? null : split(splits.test),
      classNames: null,
      notes: [...splits.notes, ...notes, ...axesNotes(axes[0], pairs[0]), ...leftAside(rest)],
    },
    limits,
  );
}

/** Arrays that are numbers; others wait, for they may not be needed. */
function readArrays(files: readonly NpyFile[]): { arrays: NamedArray[]; refused: DataError[] } {
  const arrays: NamedArray[] = [];
  const refused: DataError[] = [];
  for (const { file, entry, bytes } of files) {
    try {
      const array = readNpy(bytes, { file, entry });
      const full = entry === null ? file : `${lastPart(file)}/${entry}`;
      const own = lastPart(entry ?? file).replace(/\.npy$/i, '');
      const role = splitRoleOf(own) ?? splitRoleOf(lastPart(file));
      const named = contentNamed(own) ?? contentNamed(lastPart(file).replace(/\.np[yz]$/i, ''));
      arrays.push({ array, name: full, role, named });
    } catch (error) {
      if (!(error instanceof DataError) || !/^its elements are/.test(error.fault.found))
        throw error;
      refused.push(error);
    }
  }
  return { arrays, refused };
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What an array can be, by its dimensions; flat images only where the name does not deny it. */
function contentOf({ array, named }: NamedArray): 'images' | 'labels' | null {
  const { shape } = array;
  if (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) return 'labels';
  if (shape.length === 2) return named === 'labels' ? null : 'images';
  return shape.length === 3 || shape.length === 4 ? 'images' : null;
}

function pairUp(
  arrays: readonly NamedArray[],
  refused: readonly DataError[],
  first: NpyFile,
): { pairs: Pair[]; rest: string[] } {
  const images = arrays.filter((array) => contentOf(array) === 'images');
  const labels = arrays.filter((array) => contentOf(array) === 'labels');
  const pairs: Pair[] = [];
  for (const role of ['train', 'validation', 'test', null] as const) {
    const [ourOnes, theirOnes] = [images, labels].map((all) => all.filter((a) => a.role === role));
    // What names no split beside arrays that do is needed only where it is plain.
    if (role === null && pairs.length > 0 && (ourOnes.length > 1 || theirOnes.length > 1)) break;
    const ours = choose(ourOnes);
    const theirs = choose(theirOnes);
    if (ours !== null && theirs !== null) pairs.push({ role, images: ours, labels: theirs });
    else if (role !== null && (ours ?? theirs) !== null && (images.length > 1 || labels.length > 1))
      throw refused[0] ?? incomplete((ours ?? theirs)!, images, labels);
  }
  if (pairs.length === 0 && images.length === 1 && labels.length === 1) {
    const roles = [images[0].role, labels[0].role].filter((role) => role !== null);
    if (roles.length < 2) pairs.push({ role: null, images: images[0], labels: labels[0] });
  }
  if (pairs.length === 0) {
    if (refused.length > 0) throw refused[0];
    throw incomplete(images[0] ?? labels[0] ?? arrays[0] ?? first, images, labels);
  }
  for (const pair of pairs) checkCounts(pair);
  const used = new Set(pairs.flatMap((pair) => [pair.images, pair.labels]));
  const rest = arrays.filter((array) => !used.has(array)).map((array) => array.name);
  return { pairs, rest: [...rest, ...refused.map(({ fault }) => nameIn(fault))] };
}

const nameIn = ({ file, place }: DataError['fault']): string =>
  place?.startsWith('entry') ? `${file}, ${place.split(', byte')[0]}` : file;

/** The only array, or the only one whose name says what it holds; null where there is none. */
function choose(candidates: readonly NamedArray[]): NamedArray | null {
  if (candidates.length < 2) return candidates[0] ?? null;
  const named = candidates.filter((array) => array.named === contentOf(array));
  if (named.length === 1) return named[0];
  const [one, other] = named.length > 1 ? named : candidates;
  const what = contentOf(one);
  throw npyError(
    one.array,
    'its name',
    `${quoted(one.name)} and ${quoted(other.name)} may both be the ${what}`,
    `names that tell, as x_train and y_train, images and labels`,
    'rename the arrays, or leave one out',
  );
}

function checkCounts({ images, labels }: Pair): void {
  const [count, labelCount] = [images.array.shape[0], labels.array.shape[0]];
  if (count === labelCount) return;
  throw npyError(
    labels.array,
    'its shape',
    `${formatCount(labelCount)} labels for the ${formatCount(count)} images of ${quoted(images.name)}`,
    'one label an image',
    'choose the labels that belong to these images',
  );
}

function checkAlike(pairs: readonly Pair[], axes: readonly ImageAxes[]): void {
  const textOf = ({ height, width, channels }: ImageShape) => `${height} × ${width} × ${channels}`;
  const [first, ...others] = pairs;
  others.forEach(({ images }, index) => {
    const [ours, theirs] = [axes[0], axes[index + 1]].map(({ shape }) => textOf(shape));
    const isShape = ours !== theirs;
    if (!isShape && images.array.type === first.images.array.type) return;
    const found = isShape
      ? `images of ${theirs}, where ${quoted(first.images.name)} has ${ours}`
      : `elements of type ${images.array.type}, where ${quoted(first.images.name)} has ${first.images.array.type}`;
    const allowed = 'images of one shape and one element type';
    throw npyError(
      images.array,
      'its header',
      found,
      allowed,
      'choose arrays that belong together',
    );
  });
}

/** Bytes are taken as they are; other numbers by the range of all images together. */
function sharedScale(pairs: readonly Pair[]): { scale: PixelScale; notes: string[] } {
  const arrays = pairs.map(({ images }) => images.array);
  if (arrays[0].type === 'u1') return { scale: { factor: 1, note: null }, notes: [] };
  const range = arrays.map(rangeOf).reduce(joinRanges, emptyRange);
  const scale = pixelScale(range);
  if (scale !== null) return { scale, notes: scale.note === null ? [] : [scale.note] };
  throw npyError(
    arrays[0],
    'its elements',
    `pixel values from ${range.least} to ${range.most}`,
    allowedPixelValues,
    'save the images as they were before they were normalised, best as uint8',
  );
}

function joinedSplit(
  members: readonly Pair[],
  pairs: readonly Pair[],
  axes: readonly ImageAxes[],
  scale: PixelScale,
): NumberedSplit {
  const images = members.map((pair) =>
    pixelsOf(pair.images.array, axes[pairs.indexOf(pair)], scale),
  );
  const labels = members.map((pair) => labelsOf(pair.labels.array));
  const { name: file } = members[0].labels;
  if (members.length === 1) return { file, images: images[0], labels: labels[0] };
  const all = new Uint8Array(images.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of images) {
    all.set(part, at);
    at += part.length;
  }
  return { file, images: all, labels: Int32Array.from(labels.flatMap((part) => [...part])) };
}

function axesNotes({ shape }: ImageAxes, { images }: Pair): string[] {
  if (images.array.shape.length !== 2) return [];
  const { height, width, channels } = shape;
  const kind = channels === 1 ? 'grey' : 'colour';
  return [
    `Rows of ${formatCount(images.array.shape[1])} values were read as ${kind} images of ${height} × ${width} pixels.`,
  ];
}

function leftAside(rest: readonly string[]): string[] {
  if (rest.length === 0) return [];
  return rest.length === 1
    ? [`An array was left aside, ${quoted(rest[0])}.`]
    : [`${rest.length} arrays were left aside, as ${quoted(rest[0])}.`];
}

function incomplete(
  alone: NamedArray | NpyFile,
  images: readonly NamedArray[],
  labels: readonly NamedArray[],
): DataError {
  const count = (arrays: readonly unknown[], what: string) =>
    `${arrays.length} ${arrays.length === 1 ? 'array' : 'arrays'} of ${what}`;
  return npyError(
    'array' in alone ? alone.array : alone,
    'its shape and name',
    `${count(images, 'images')} and ${count(labels, 'labels')} were found, and this one has no counterpart`,
    'images of 3 or 4 dimensions (or flat, 2) with labels of one dimension, for training and, if you like, for testing',
    'give images and labels together, named as x_train and y_train, x_test and y_test',
  );
}

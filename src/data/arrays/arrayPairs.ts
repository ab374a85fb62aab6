/** Which NumPy arrays are images or vectors, which are labels, and which belong together. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import {
  contentNamed,
  nameWithoutSplit,
  type SplitRole,
  splitRoleOf,
} from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { LabelQuestion } from '../readingChoices.ts';
import { type LabelGroup, labelsOfGroups } from './arrayLabels.ts';
import type { NamedArray } from './namedArray.ts';
import { type ArrayPlace, npyError, readNpy } from './npy.ts';
import { labelArray, readNpyTexts } from './textLabels.ts';

/** An NPY file, or an NPY entry of an archive. */
export interface NpyFile extends ArrayPlace {
  readonly bytes: Uint8Array;
}

export interface Pair {
  readonly role: SplitRole | null;
  readonly images: NamedArray;
  readonly labels: NamedArray;
}

/**
 * Arrays that are numbers or labels; others wait, for they may not be needed. So do texts with a blank
 * where another array is called the labels, and `label` chooses none of them.
 * @throws DataError for a damaged array, and for texts that are needed.
 */
export function readArrays(
  files: readonly NpyFile[],
  label?: string,
): {
  arrays: NamedArray[];
  refused: DataError[];
} {
  const arrays: NamedArray[] = [];
  const refused: DataError[] = [];
  const blank: DataError[] = [];
  for (const { file, entry, bytes } of files) {
    const own = lastPart(entry ?? file).replace(/\.npy$/i, '');
    const named = contentNamed(own) ?? contentNamed(lastPart(file).replace(/\.np[yz]$/i, ''));
    try {
      const read = readNpyTexts(bytes, { file, entry });
      const full = entry === null ? file : `${lastPart(file)}/${entry}`;
      const role = splitRoleOf(own) ?? splitRoleOf(lastPart(file));
      // Texts that are all different name the images, unless they are called labels.
      const isLabels = named === 'labels' || new Set(read).size < (read?.length ?? 0);
      const texts = isLabels ? read : null;
      const array =
        texts === null
          ? readNpy(bytes, { file, entry })
          : labelArray({ file, entry }, texts, orderedClasses(texts));
      arrays.push({ array, name: full, own, role, named, ...(texts !== null && { texts }) });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      const isChosen = named === 'labels' || [own, nameWithoutSplit(own)].includes(label ?? '');
      if (!isChosen && inElement.test(error.fault.place ?? '')) blank.push(error);
      else if (/^its elements are/.test(error.fault.found)) refused.push(error);
      else throw error;
    }
  }
  if (blank.length > 0 && !arrays.some(({ named }) => named === 'labels')) throw blank[0];
  return { arrays: withRolesOfFolders(arrays), refused: [...refused, ...blank] };
}

/** Arrays that name no split themselves, with those of their folders where these tell several: `train/images.npy`. */
function withRolesOfFolders(arrays: readonly NamedArray[]): NamedArray[] {
  const roles = arrays.map(({ array: { file, entry } }) => roleOfFolders(entry ?? file));
  const isTold = arrays.every(({ role }) => role === null) && new Set(roles).size > 1;
  return isTold && roles.includes('train')
    ? arrays.map((one, at) => ({ ...one, role: roles[at] }))
    : [...arrays];
}

/** The split that the innermost folder speaks of that speaks of any. */
const roleOfFolders = (path: string): SplitRole | null =>
  path
    .split('/')
    .slice(0, -1)
    .map(splitRoleOf)
    .findLast((role) => role !== null) ?? null;

/** Where a text is blank, or no text. */
const inElement = /(^|, )element \d+$/;

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What an array can be, by its dimensions; flat rows are images unless they are called labels. */
export function contentOf({ array, named }: NamedArray): 'images' | 'labels' | null {
  const { shape } = array;
  if (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) return 'labels';
  if (shape.length === 2) return named === 'labels' ? 'labels' : 'images';
  return shape.length === 3 || shape.length === 4 ? 'images' : null;
}

/**
 * Arrays of images with their labels, one pair a split, and the names of those left over. Where
 * several arrays may be the labels, `label` names those that are, or the outcome is a question.
 * @throws DataError where an array has no counterpart, or several may be the images.
 */
export function pairUp(
  arrays: readonly NamedArray[],
  refused: readonly DataError[],
  first: NpyFile,
  limits: DataLimits,
  label?: string,
): { pairs: Pair[]; rest: string[]; unlabelled: string[] } | LabelQuestion {
  const all = arrays.filter((array) => contentOf(array) === 'images');
  const labels = arrays.filter((array) => contentOf(array) === 'labels');
  const unlabelled = refused.length > 0 ? [] : unlabelledOf(all, labels);
  const images = all.filter((one) => !unlabelled.includes(one));
  const groups = alone(images, labels) ?? bySplit(images, labels, refused);
  if (groups.length === 0) {
    if (refused.length > 0) throw refused[0];
    throw incomplete(images[0] ?? labels[0] ?? arrays[0] ?? first, images, labels);
  }
  const chosen = labelsOfGroups(groups, label, limits);
  if ('kind' in chosen) return chosen;
  const pairs = groups.map(
    (group, index): Pair => ({ role: group.role, images: group.images, labels: chosen[index] }),
  );
  for (const pair of pairs) checkCounts(pair);
  const used = new Set([...pairs.flatMap((pair) => [pair.images, pair.labels]), ...unlabelled]);
  const rest = arrays.filter((array) => !used.has(array)).map((array) => array.name);
  return {
    pairs,
    rest: [...rest, ...refused.map(({ fault }) => nameIn(fault))],
    unlabelled: unlabelled.map(({ name }) => name),
  };
}

/**
 * Arrays of held-out images that no labels belong to, beside images to train on and their labels, as a
 * competition gives them: labels of that split are there for none of them, nor labels of no split.
 */
function unlabelledOf(
  images: readonly NamedArray[],
  labels: readonly NamedArray[],
): readonly NamedArray[] {
  const areSplit = labels.length > 0 && labels.every(({ role }) => role !== null);
  const isLabelled = (one: NamedArray) => labels.some(({ role }) => role === one.role);
  const isTrained = images.some((one) => one.role === 'train' && isLabelled(one));
  if (!areSplit || !isTrained) return [];
  return images.filter((one) => one.role !== null && !isLabelled(one));
}

/** The only array of images with all labels, where these are of one split or of none. */
function alone(images: readonly NamedArray[], labels: readonly NamedArray[]): LabelGroup[] | null {
  const [only] = images;
  const roles = new Set(labels.map(({ role }) => role));
  if (images.length !== 1 || roles.size !== 1) return null;
  const [role] = roles;
  if (role !== null && only.role !== null && role !== only.role) return null;
  return [{ role: role === only.role ? role : null, images: only, candidates: labels }];
}

/** The arrays of each split. @throws DataError where one has images or labels alone. */
function bySplit(
  images: readonly NamedArray[],
  labels: readonly NamedArray[],
  refused: readonly DataError[],
): LabelGroup[] {
  const groups: LabelGroup[] = [];
  for (const role of ['train', 'validation', 'test', null] as const) {
    const [ourOnes, theirOnes] = [images, labels].map((all) => all.filter((a) => a.role === role));
    // What names no split beside arrays that do is needed only where it is plain.
    if (role === null && groups.length > 0 && (ourOnes.length > 1 || theirOnes.length > 1)) break;
    const ours = chooseImages(ourOnes);
    if (ours !== null && theirOnes.length > 0) {
      groups.push({ role, images: ours, candidates: theirOnes });
      continue;
    }
    const single = ours ?? theirOnes[0];
    if (role !== null && single !== undefined) {
      throw refused[0] ?? incomplete(single, images, labels);
    }
  }
  return groups;
}

const nameIn = ({ file, place }: DataError['fault']): string =>
  place?.startsWith('entry') ? `${file}, ${place.split(/, (?:byte|element) /)[0]}` : file;

/** The only array, or the only one whose name says that it holds images; null where there is none. */
function chooseImages(candidates: readonly NamedArray[]): NamedArray | null {
  if (candidates.length < 2) return candidates[0] ?? null;
  const named = candidates.filter((array) => array.named === 'images');
  if (named.length === 1) return named[0];
  const [one, other] = named.length > 1 ? named : candidates;
  throw npyError(
    one.array,
    'its name',
    `${quoted(one.name)} and ${quoted(other.name)} may both be the images`,
    'names that tell, as x_train and y_train, images and labels',
    'rename the arrays, or leave one out',
  );
}

function checkCounts({ images, labels }: Pair): void {
  const [count, labelCount] = [images.array.shape[0], labels.array.shape[0]];
  if (count === labelCount) return;
  throw npyError(
    labels.array,
    'its shape',
    `${formatCounted(labelCount, 'label')} for the ${formatCounted(count, 'image')} of ${quoted(images.name)}`,
    'one label an image',
    'choose the labels that belong to these images',
  );
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

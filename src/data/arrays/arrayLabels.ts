/** Which arrays hold the labels of some images, the same ones for every split. */
import { DataError } from '../dataError.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { nameWithoutSplit, type SplitRole } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { LabelQuestion } from '../readingChoices.ts';
import { labelQuestion } from '../tables/labelQuestion.ts';
import { listedColumns } from '../tables/tableColumns.ts';
import type { NamedArray } from './namedArray.ts';
import { type NpyArray, npyError } from './npy.ts';
import { labelsOf } from './npyElements.ts';

/** Images of a split, and the arrays that may be their labels; one at least. */
export interface LabelGroup {
  readonly role: SplitRole | null;
  readonly images: NamedArray;
  readonly candidates: readonly NamedArray[];
}

/**
 * The labels of each group: the arrays that were chosen by name; where nothing was, those that are
 * alone in being called labels or in being able to be labels; else a question. An array goes by its
 * name without that of its split: `fine` for `fine_train`.
 * @throws DataError where a group lacks the array that was chosen, and where names do not tell
 * arrays apart.
 */
export function labelsOfGroups(
  groups: readonly LabelGroup[],
  chosen: string | undefined,
  limits: DataLimits,
): NamedArray[] | LabelQuestion {
  if (chosen !== undefined) return groups.map((group) => namedIn(group, chosen));
  const likely = groups.map((group) => likelyLabels(group, limits));
  if (likely.every(({ length }) => length === 1)) return alike(groups, likely.flat());
  const names = namesInAll(likely);
  const inAll = (name: string) =>
    likely.map((arrays) => arrays.find((array) => nameOf(array) === name)!);
  if (names.length === 0) throw unclear(likely.find(({ length }) => length > 1)!);
  const [first, ...others] = names.map(inAll);
  if (others.every((arrays) => areEqual(arrays, first))) return first;
  const [{ array, name: file }] = likely[0];
  return labelQuestion(
    array.entry === null ? file : array.file,
    names.map((name) => ({ name, values: classesOf(inAll(name)[0]) })),
    'arrays',
  );
}

/**
 * The only likely array of each group. They may be called differently, unless a group has one of
 * another's name as well, or some are called labels and some are not.
 */
function alike(groups: readonly LabelGroup[], arrays: readonly NamedArray[]): NamedArray[] {
  const isElsewhere = (array: NamedArray) =>
    groups.some(({ candidates }, index) =>
      candidates.some((one) => one !== arrays[index] && nameOf(one) === nameOf(array)),
    );
  for (const array of arrays) {
    const other = arrays.find((one) => nameOf(one) !== nameOf(array));
    if (other === undefined) break;
    if (array.named === other.named && !isElsewhere(array)) continue;
    throw npyError(
      array.array,
      'its name',
      `${quoted(array.name)} and ${quoted(other.name)} would be the labels of different splits`,
      'the same labels for every split',
      'choose the labels by their name, or rename the arrays',
    );
  }
  return [...arrays];
}

/** Whether arrays say the same of every split. */
function areEqual(ones: readonly NamedArray[], others: readonly NamedArray[]): boolean {
  return ones.every((one, index) => {
    const [own, other] = [one, others[index]].map(({ array }) => labelsIn(array));
    return own !== null && String(own) === String(other);
  });
}

const nameOf = ({ own }: NamedArray): string => nameWithoutSplit(own);

/** The array of a group that goes by a name, and by no other's; or is called so in full. */
function namedIn({ images, candidates }: LabelGroup, chosen: string): NamedArray {
  const called = candidates.filter((array) => array.own === chosen);
  const found = called.length > 0 ? called : candidates.filter((one) => nameOf(one) === chosen);
  if (found.length === 1) return found[0];
  if (found.length > 1) throw unclear(found);
  throw npyError(
    images.array,
    'its labels',
    `no array ${quoted(chosen)} of labels for ${quoted(images.name)}`,
    listedColumns(candidates.map(nameOf)),
    'choose labels that every split has',
  );
}

/**
 * The arrays that may be labels: the only one that is called so, whatever it holds; else, among
 * those called so or among all, the ones that can be; all of them where none can.
 */
function likelyLabels(group: LabelGroup, limits: DataLimits): readonly NamedArray[] {
  const named = group.candidates.filter((array) => array.named === 'labels');
  if (named.length === 1) return named;
  const among = named.length > 1 ? named : group.candidates;
  if (among.length === 1) return among;
  const able = among.filter((array) => couldLabel(array, group, limits));
  return able.length > 0 ? able : among;
}

/** Whether there is a whole number for each image, of as many classes as there may be. */
function couldLabel(
  { array }: NamedArray,
  { images, role }: LabelGroup,
  { classes }: DataLimits,
): boolean {
  if (array.shape[0] !== images.array.shape[0]) return false;
  const labels = labelsIn(array);
  if (labels === null || labels.some((label) => label < 0)) return false;
  const count = new Set(labels).size;
  // Images to test on may all be of one class.
  return count <= classes && count >= (role === null || role === 'train' ? 2 : 1);
}

/** The labels of an array; null where its elements are no whole numbers. */
export function labelsIn(array: NpyArray): Int32Array | null {
  try {
    return labelsOf(array);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** The names that every group has, each once. */
function namesInAll(groups: readonly (readonly NamedArray[])[]): string[] {
  const [first, ...others] = groups.map((arrays) => arrays.map(nameOf));
  const isOnce = (names: readonly string[], name: string) =>
    names.filter((other) => other === name).length === 1;
  return first.filter((name) => [first, ...others].every((names) => isOnce(names, name)));
}

function unclear([one, other]: readonly NamedArray[]): DataError {
  return npyError(
    one.array,
    'its name',
    `${quoted(one.name)} and ${quoted(other.name)} may both be the labels`,
    'names that tell, as x_train and y_train, images and labels, the same for every split',
    'rename the arrays, or leave one out',
  );
}

const classesOf = ({ array, texts }: NamedArray): string[] =>
  orderedClasses(texts ?? [...new Set(labelsOf(array))].map(String));

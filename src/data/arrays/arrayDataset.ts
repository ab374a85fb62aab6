/**
 * Puts NumPy arrays together: images or vectors with their labels, by the names of arrays and
 * files (`x_train`, `train-labels`, `images`) and by their shapes.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import type { DataError } from '../dataError.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { assignSplits, nameWithoutSplit } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { notesOnRest } from '../sources/notesOnRest.ts';
import { type LabelFile, type LabelList, readLabelLists } from '../tables/labelLists.ts';
import { labelQuestion } from '../tables/labelQuestion.ts';
import { formOf, joinedSplit } from './arrayForm.ts';
import { labelsIn } from './arrayLabels.ts';
import { contentOf, type NpyFile, type Pair, pairUp, readArrays } from './arrayPairs.ts';
import { chosenPart } from './arrayParts.ts';
import { arraysOfClasses } from './classArrays.ts';
import { joinedPieces } from './joinedPieces.ts';
import { labelledDataset } from './labelledDataset.ts';
import type { NamedArray } from './namedArray.ts';
import { npyError } from './npy.ts';
import { joinedTexts, labelArray } from './textLabels.ts';

/** What the files hold besides arrays, and how they are to be read. */
interface ArrayOptions {
  readonly lists: readonly LabelFile[];
  readonly choices: ReadingChoices;
}

/**
 * A data set from NumPy arrays of images (count × height × width, with 1 or 3 channels after or
 * before height and width, or flat) or of vectors (count × features), and of labels that are
 * whole numbers or texts, or a text or table with a label a line. Several arrays of labels, or lists, are asked about. Flat
 * rows are images where their shape is given, or where they are squares of whole numbers that pixels
 * may be; squares of fractions are asked about; others are vectors. Arrays that are none of these
 * are left aside with a note.
 * @throws DataError where an array is damaged, has no counterpart, or does not fit the others.
 */
export function readArrayDataset(
  files: readonly NpyFile[],
  name: string,
  limits: DataLimits,
  { lists, choices }: ArrayOptions,
): Reading {
  const { arrays: read, refused } = readArrays(files, choices.label);
  const { arrays: all, notes: pieceNotes } = joinedPieces(read);
  const told = withoutOtherTexts(all, choices.label);
  const part = chosenPart(told, name, choices, limits);
  if ('kind' in part) return { kind: 'choice', questions: [part] };
  const arrays = part;
  const classes = refused.length === 0 ? arraysOfClasses(arrays) : null;
  const list = classes === null ? listFor(arrays, lists, choices, name) : null;
  if (list !== null && 'kind' in list) return { kind: 'choice', questions: [list] };
  const usable = list === null ? arrays : [...withoutLabels(arrays), list.labels];
  const paired = classes ?? pairUp(usable, refused, files[0], limits, choices.label);
  if ('kind' in paired) return { kind: 'choice', questions: [paired] };
  const texts = joinedTexts(paired.pairs.map(({ labels }) => labels));
  const pairs = paired.pairs.map(
    (pair, at): Pair => ({
      ...pair,
      labels: texts?.labels[at] ?? pair.labels,
    }),
  );
  const displaced = all.filter((array) => !usable.includes(array)).map((array) => array.name);
  const rest = [...displaced, ...paired.rest];
  const form = formOf(pairs, choices, limits);
  if (form.kind === 'rows') return { kind: 'choice', questions: [form] };
  const splits = assignSplits(pairs, ({ role }) => role);
  const split = (members: readonly Pair[]) =>
    members.length === 0 ? null : joinedSplit(members, form);
  const dataset = labelledDataset(
    {
      name,
      format: `NumPy arrays, ${classes === null ? 2 * pairs.length : pairs.length}`,
      shape: form.shape,
      train: joinedSplit(splits.train, form),
      validation: split(splits.validation),
      test: split(splits.test),
      classNames: classes?.names ?? texts?.classes ?? list?.classes ?? null,
      notes: [
        ...splits.notes,
        ...pieceNotes,
        ...(classes === null ? [] : ['Each array is a class, which is called as its file is.']),
        ...form.notes,
        ...leftAside(rest),
        ...('unlabelled' in paired ? noteOnUnlabelled(paired.unlabelled) : []),
        ...listNotes(name, list, lists),
      ],
    },
    limits,
  );
  return { kind: 'dataset', dataset };
}

/** A list as an array of labels, and the names of its classes. */
interface ListedLabels {
  readonly path: string;
  readonly labels: NamedArray;
  readonly classes: readonly string[];
}

/**
 * A list's lines as labels, for the only array of images or vectors, where it has as many lines
 * and no array holds whole numbers for them; a question where several lists do; null where none is
 * needed, or does. Files are looked into only where one is needed.
 * @throws DataError where there are labels nowhere else, and no file holds as many.
 */
function listFor(
  arrays: readonly NamedArray[],
  files: readonly LabelFile[],
  { label }: ReadingChoices,
  name: string,
): ListedLabels | LabelQuestion | null {
  const rows = arrays.filter((array) => contentOf(array) === 'images');
  if (rows.length !== 1 || files.length === 0) return null;
  const [images] = rows;
  const [count] = images.array.shape;
  const isLabelled = arrays.some((array) => holdsLabels(array, count));
  if (isLabelled && label === undefined) return null;
  const found = files.flatMap((file) => readLabelLists(file, count));
  // Where every line is another, a list beside one that repeats holds names.
  const repeating = found.filter(({ lines }) => new Set(lines).size < lines.length);
  const lists = repeating.length > 0 ? repeating : found;
  const fitting =
    label === undefined
      ? lists
      : found.filter((list) => label === list.name || label === list.column);
  if (found.length === 0 && !arrays.some((array) => contentOf(array) === 'labels')) {
    throw noList(images, files);
  }
  if (fitting.length === 0) return null;
  if (fitting.length === 1) return listedLabels(fitting[0], images, label);
  const columns = fitting.map((one) => ({ name: one.name, values: orderedClasses(one.lines) }));
  return labelQuestion(name, columns, 'lists');
}

function noList({ array }: NamedArray, [{ path }]: readonly LabelFile[]): DataError {
  const count = formatCount(array.shape[0]);
  return npyError(
    array,
    'its labels',
    `no array of labels, and ${quoted(path)} does not hold one for each of the ${count} images`,
    'an array of whole numbers, or a text or table with as many labels as images, one a line',
    'check how many labels there are, and that no row is empty',
  );
}

/** Whether an array surely is of labels: of weights, too, there may be one an image, or they may be whole. */
function holdsLabels(one: NamedArray, count: number): boolean {
  const { array, named } = one;
  if (contentOf(one) !== 'labels') return false;
  const isRow = array.shape.length === 1 || array.shape[1] === 1;
  if (isRow && !array.type.startsWith('f')) return true;
  return named === 'labels' && array.shape[0] === count && labelsIn(array) !== null;
}

function listedLabels(
  { name, path, lines }: LabelList,
  { role }: NamedArray,
  chosen: string | undefined,
): ListedLabels {
  const classes = orderedClasses(lines);
  const array = labelArray({ file: path, entry: null }, lines, classes);
  return { path, labels: { array, name, own: chosen ?? name, role, named: 'labels' }, classes };
}

function listNotes(name: string, used: ListedLabels | null, files: readonly LabelFile[]): string[] {
  const rest = notesOnRest(
    name,
    files.filter(({ path }) => path !== used?.path),
  );
  if (used === null) return rest;
  const { name: list } = used.labels;
  const from = list === used.path ? quoted(list) : list;
  return [`Labels were read from ${from}.`, ...rest];
}

/** Texts are the labels where no numbers are, or where they alone are called so or chosen. */
function withoutOtherTexts(
  arrays: readonly NamedArray[],
  chosen: string | undefined,
): readonly NamedArray[] {
  const numbers = arrays.filter((one) => one.texts === undefined && contentOf(one) === 'labels');
  if (numbers.length === 0) return arrays;
  const areCalled = numbers.some(({ named }) => named === 'labels');
  const isTold = ({ own, named }: NamedArray) =>
    own === chosen || nameWithoutSplit(own) === chosen || (named === 'labels' && !areCalled);
  return arrays.filter((one) => one.texts === undefined || isTold(one));
}

/** Numbers with fractions label nothing. */
const withoutLabels = (arrays: readonly NamedArray[]): NamedArray[] =>
  arrays.filter((array) => contentOf(array) !== 'labels');

function noteOnUnlabelled(names: readonly string[]): string[] {
  return names.map((name) => `${quoted(name)} was left aside, as no labels belong to its images.`);
}

function leftAside(rest: readonly string[]): string[] {
  if (rest.length === 0) return [];
  return rest.length === 1
    ? [`An array was left aside, ${quoted(rest[0])}.`]
    : [`${rest.length} arrays were left aside, as ${quoted(rest[0])}.`];
}

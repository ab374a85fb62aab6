/**
 * Puts NumPy arrays together: images or vectors with their labels, by the names of arrays and
 * files (`x_train`, `train-labels`, `images`) and by their shapes.
 */
import type { ImageShape } from '../../spec/units.ts';
import { notesOnRest } from '../imageSources.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { formOf, joinedSplit } from './arrayForm.ts';
import {
  contentOf,
  type NamedArray,
  type NpyFile,
  type Pair,
  pairUp,
  readArrays,
} from './arrayPairs.ts';
import { orderedClasses } from './imageLayout.ts';
import type { LabelList } from './labelLists.ts';
import { labelledDataset } from './labelledDataset.ts';
import { labelQuestion } from './labelQuestion.ts';
import { assignSplits } from './splitRole.ts';

/** What the files hold besides arrays, and how they are to be read. */
interface ArrayOptions {
  /** Shape of images that are flat; null takes them for square and grey. */
  readonly flatShape: ImageShape | null;
  readonly lists: readonly LabelList[];
  readonly choices: ReadingChoices;
}

/**
 * A data set from NumPy arrays of images (count × height × width, with 1 or 3 channels after or
 * before height and width, or flat) or of vectors (count × features), and of whole-number labels,
 * or a text with a label a line. Several arrays of labels are asked about. Flat rows are images where their shape is given, or where they
 * are squares of whole numbers that pixels may be; squares of fractions are asked about; others
 * are vectors. Arrays that are none of these are left aside with a note.
 * @throws DataError where an array is damaged, has no counterpart, or does not fit the others.
 */
export function readArrayDataset(
  files: readonly NpyFile[],
  name: string,
  limits: DataLimits,
  { flatShape, lists, choices }: ArrayOptions,
): Reading {
  const { arrays, refused } = readArrays(files);
  const list = listFor(arrays, lists, choices, name);
  if (list !== null && 'kind' in list) return { kind: 'choice', questions: [list] };
  const usable = list === null ? arrays : [...withoutLabels(arrays), list.labels];
  const paired = pairUp(usable, refused, files[0], choices.label);
  if ('kind' in paired) return { kind: 'choice', questions: [paired] };
  const { pairs, rest } = paired;
  const form = formOf(pairs, flatShape, choices, limits);
  if (form.kind === 'rows') return { kind: 'choice', questions: [form] };
  const splits = assignSplits(pairs, ({ role }) => role);
  const split = (members: readonly Pair[]) => joinedSplit(members, form);
  const dataset = labelledDataset(
    {
      name,
      format: `NumPy arrays, ${2 * pairs.length}`,
      shape: form.shape,
      train: split(splits.train),
      test: splits.test.length === 0 ? null : split(splits.test),
      classNames: list?.classes ?? null,
      notes: [...splits.notes, ...form.notes, ...leftAside(rest), ...listNotes(name, list, lists)],
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
 * needed, or does.
 */
function listFor(
  arrays: readonly NamedArray[],
  lists: readonly LabelList[],
  choices: ReadingChoices,
  name: string,
): ListedLabels | LabelQuestion | null {
  const rows = arrays.filter((array) => contentOf(array) === 'images');
  const isLabelled = arrays.some(
    (array) => contentOf(array) === 'labels' && !array.array.type.startsWith('f'),
  );
  if (rows.length !== 1 || isLabelled) return null;
  const [images] = rows;
  const fitting = lists.filter(({ lines }) => lines.length === images.array.shape[0]);
  const chosen = fitting.filter((list) => list.name === choices.label);
  const [list] = chosen.length > 0 ? chosen : fitting;
  if (list === undefined) return null;
  if (fitting.length === 1 || chosen.length > 0) return listedLabels(list, images);
  const columns = fitting.map((one) => ({ name: one.name, values: orderedClasses(one.lines) }));
  return labelQuestion(name, columns, 'lists');
}

function listedLabels({ name, path, lines }: LabelList, { role }: NamedArray): ListedLabels {
  const classes = orderedClasses(lines);
  const indexOf = new Map(classes.map((text, index) => [text, index]));
  const numbers = Int32Array.from(lines, (line) => indexOf.get(line)!);
  const array = {
    file: path,
    entry: null,
    type: 'i4',
    bigEndian: false,
    fortranOrder: false,
    shape: [lines.length],
    data: new Uint8Array(numbers.buffer),
  } as const;
  return { path, labels: { array, name, own: name, role, named: 'labels' }, classes };
}

function listNotes(name: string, used: ListedLabels | null, lists: readonly LabelList[]): string[] {
  const others = new Set(lists.map(({ path }) => path).filter((path) => path !== used?.path));
  const rest = notesOnRest(
    name,
    [...others].map((path) => ({ path })),
  );
  if (used === null) return rest;
  const { name: list } = used.labels;
  const from = list === used.path ? `the lines of ${quoted(list)}` : list;
  return [`Labels were read from ${from}.`, ...rest];
}

/** Numbers with fractions label nothing. */
const withoutLabels = (arrays: readonly NamedArray[]): NamedArray[] =>
  arrays.filter((array) => contentOf(array) !== 'labels');

function leftAside(rest: readonly string[]): string[] {
  if (rest.length === 0) return [];
  return rest.length === 1
    ? [`An array was left aside, ${quoted(rest[0])}.`]
    : [`${rest.length} arrays were left aside, as ${quoted(rest[0])}.`];
}

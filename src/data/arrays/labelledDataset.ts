/** From labelled images of files that number their classes to a data set. */
import type { ImageShape } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import { type Dataset, type Pixels, type Split, withHash } from '../dataset.ts';
import { type DataLimits, quoted } from '../limits.ts';

/** Labelled images of one split, with labels as their file numbers them. */
export interface NumberedSplit {
  /** The file of the labels, for messages. */
  readonly file: string;
  /** count × height × width × channels. */
  readonly images: Pixels;
  readonly labels: Int32Array;
}

export interface NumberedDataset {
  readonly name: string;
  readonly format: string;
  readonly shape: ImageShape;
  readonly train: NumberedSplit;
  /** Null where the files bring no validation images. */
  readonly validation: NumberedSplit | null;
  readonly test: NumberedSplit | null;
  /** Name of each label from 0; null where the numbers are the names. */
  readonly classNames: readonly string[] | null;
  readonly notes: readonly string[];
}

/**
 * The data set of labels that have training images, in increasing order; labels that no image
 * has are left out with a note.
 * @throws DataError for labels below 0 or without a name, for fewer than two or too many classes,
 * and for classes without training images.
 */
export function labelledDataset(source: NumberedDataset, limits: DataLimits): Dataset {
  const { name, format, shape, train, validation, test, classNames } = source;
  const used = usedLabels(source, limits);
  return withHash({
    name,
    format,
    classes: used.map((label) => classNames?.[label] ?? String(label)),
    shape,
    train: withIndices(train, used),
    validation: validation === null ? null : withIndices(validation, used),
    test: test === null ? null : withIndices(test, used),
    notes: [...notesOn(used, classNames), ...source.notes],
  });
}

/** Labels in increasing order; each has training images. */
function usedLabels(source: NumberedDataset, limits: DataLimits): number[] {
  const { train, classNames } = source;
  const trained = distinctLabels(train, classNames, limits);
  for (const split of ['validation', 'test'] as const) {
    const held = source[split];
    if (held === null) continue;
    const other = [...distinctLabels(held, classNames, limits)].find((one) => !trained.has(one));
    if (other === undefined) continue;
    const found = `class ${nameOf(other, classNames)} has ${split} images and no training images`;
    throw labelError(train.file, found, 'classes with training images');
  }
  if (trained.size < 2) {
    const found = `all ${train.labels.length} labels are ${nameOf([...trained][0], classNames)}`;
    throw labelError(train.file, found, 'at least 2 classes');
  }
  return [...trained].sort((a, b) => a - b);
}

const nameOf = (label: number, names: readonly string[] | null): string =>
  names === null ? String(label) : quoted(names[label]);

function distinctLabels(
  { file, labels }: NumberedSplit,
  names: readonly string[] | null,
  limits: DataLimits,
): Set<number> {
  const distinct = new Set<number>(labels);
  for (const label of distinct) {
    if (label < 0) throw labelError(file, `label ${label}`, 'labels from 0');
    if (names !== null && label >= names.length) {
      throw labelError(file, `label ${label}`, `labels 0 to ${names.length - 1}, which have names`);
    }
  }
  if (distinct.size > limits.classes) {
    const found = `${distinct.size} different labels`;
    throw labelError(file, found, `at most ${limits.classes} classes`);
  }
  return distinct;
}

function labelError(file: string, found: string, allowed: string): DataError {
  const remedy = 'check the labels, and that they belong to these images';
  return new DataError({ file, place: 'its labels', found, allowed, remedy });
}

function withIndices({ images, labels }: NumberedSplit, used: readonly number[]): Split {
  const indexOf = new Map(used.map((label, index) => [label, index]));
  return { images, labels: labels.map((label) => indexOf.get(label)!) };
}

function notesOn(used: readonly number[], names: readonly string[] | null): string[] {
  const highest = names === null ? used[used.length - 1] : names.length - 1;
  if (highest < used.length) return [];
  const skipped = highest + 1 - used.length;
  return [
    `${skipped} of the labels 0 to ${highest} never occur; the other ${used.length} are the classes.`,
  ];
}

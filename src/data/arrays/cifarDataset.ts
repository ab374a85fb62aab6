/**
 * The binary version of CIFAR-10 and CIFAR-100: records of one label byte (two in CIFAR-100,
 * coarse and fine) and 32 × 32 red, then green, then blue bytes. There is no header, so that
 * length and labels tell what a file is. Source: cs.toronto.edu/~kriz/cifar.html.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import type { Dataset } from '../dataset.ts';
import { assignSplits, splitRoleOf } from '../layout/splitRole.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import { labelledDataset, type NumberedSplit } from './labelledDataset.ts';

/** A file, or an entry of an archive. */
export interface CifarFile {
  readonly file: string;
  readonly entry: string | null;
  readonly bytes: Uint8Array;
}

interface CifarKind {
  readonly name: string;
  readonly classes: number;
  /** Bytes of labels before the pixels; the last is the class. */
  readonly labelBytes: 1 | 2;
  /** Exclusive upper bound of each label byte. */
  readonly bounds: readonly number[];
  /** The file that names the classes. */
  readonly namesFile: RegExp;
}

interface Batch extends CifarFile {
  readonly kind: CifarKind;
  readonly count: number;
}

const plane = 32 * 32;
const shape = { height: 32, width: 32, channels: 3 };
const cifar10: CifarKind = {
  name: 'CIFAR-10',
  classes: 10,
  labelBytes: 1,
  bounds: [10],
  namesFile: /batches\.meta\.txt$/,
};
const cifar100: CifarKind = {
  name: 'CIFAR-100',
  classes: 100,
  labelBytes: 2,
  bounds: [20, 100],
  namesFile: /fine_label_names\.txt$/,
};

const pathOf = ({ file, entry }: CifarFile): string => entry ?? file;
const ownName = (file: CifarFile): string => pathOf(file).replace(/^.*\//, '');

/** Whether bytes are whole records with labels that CIFAR has. */
export const isCifarBatch = (bytes: Uint8Array): boolean => kindsOf(bytes).length > 0;

/** Whether a file is named as lists of CIFAR's class names are. */
export const isCifarNames = (path: string): boolean =>
  /(^|\/)(batches\.meta|(fine|coarse)_label_names)\.txt$/.test(path);

/**
 * A data set from binary batches, those for testing told by their names, in any order. Class
 * names come from the list among `lists` that belongs to the kind; without one, numbers do.
 * @throws DataError where a file is no whole number of records, has a label that the kind does
 * not know, is of another kind than the others, or a numbered batch is missing or shorter.
 */
export function readCifarDataset(
  files: readonly CifarFile[],
  lists: readonly CifarFile[],
  name: string,
  limits: DataLimits,
): Dataset {
  const batches = files.map(readBatch);
  const [{ kind }] = batches;
  const other = batches.find((batch) => batch.kind !== kind);
  if (other !== undefined) {
    const found = `records of ${other.kind.name}, where ${quoted(pathOf(batches[0]))} has those of ${kind.name}`;
    throw cifarError(other, null, found, 'files of one data set', 'choose them apart');
  }
  batches.sort((a, b) => pathOf(a).localeCompare(pathOf(b), 'en', { numeric: true }));
  checkNumbering(batches);
  const splits = assignSplits(batches, (batch) => splitRoleOf(ownName(batch)));
  const list = lists.find((one) => kind.namesFile.test(pathOf(one)));
  const notes = [...splits.notes];
  if (kind === cifar100) {
    notes.push('The fine label of each image is its class; the coarse one was left aside.');
  }
  if (list === undefined) {
    const listName = kind === cifar10 ? 'batches.meta.txt' : 'fine_label_names.txt';
    notes.push(`Classes have numbers for names, as ${listName} was not among the files.`);
  }
  return labelledDataset(
    {
      name,
      format: `${kind.name} binary, ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
      shape,
      train: unpacked(splits.train),
      validation: splits.validation.length === 0 ? null : unpacked(splits.validation),
      test: splits.test.length === 0 ? null : unpacked(splits.test),
      classNames: list === undefined ? null : readNames(list, kind),
      notes,
    },
    limits,
  );
}

function readBatch(source: CifarFile): Batch {
  const { bytes } = source;
  const [right, second] = kindsOf(bytes);
  if (second !== undefined) throw cifarError(source, null, 'bytes that may be either CIFAR');
  if (right !== undefined) return { ...source, kind: right, count: bytes.length / sizeOf(right) };
  const fitting = fittingKinds(bytes);
  if (fitting.length === 0) {
    const found = `${exactBytes(bytes.length)}, which is no whole number of records`;
    throw cifarError(source, null, found);
  }
  const at = firstWrongLabel(bytes, fitting[0])!;
  throw cifarError(source, at, `label ${bytes[at]} in records of ${fitting[0].name}`);
}

const fittingKinds = ({ length }: Uint8Array): CifarKind[] =>
  [cifar10, cifar100].filter((kind) => length > 0 && length % sizeOf(kind) === 0);

const kindsOf = (bytes: Uint8Array): CifarKind[] =>
  fittingKinds(bytes).filter((kind) => firstWrongLabel(bytes, kind) === null);

const sizeOf = ({ labelBytes }: CifarKind): number => labelBytes + 3 * plane;

function firstWrongLabel(bytes: Uint8Array, kind: CifarKind): number | null {
  for (let at = 0; at < bytes.length; at += sizeOf(kind)) {
    const wrong = kind.bounds.findIndex((bound, index) => bytes[at + index] >= bound);
    if (wrong !== -1) return at + wrong;
  }
  return null;
}

/** The official batches are data_batch_1 to data_batch_5, of one length: none may lack or end early. */
function checkNumbering(batches: readonly Batch[]): void {
  const numbered = batches.filter((batch) => /^data_batch_\d+\.bin$/.test(ownName(batch)));
  numbered.forEach((batch, index) => {
    const [first] = numbered;
    if (ownName(batch) !== `data_batch_${index + 1}.bin`) {
      const found = `data_batch_${index + 1}.bin is not among the files`;
      throw cifarError(batch, null, found, 'all batches together', 'choose all of them');
    }
    if (batch.count !== first.count) {
      const found = `${formatCount(batch.count)} images, where ${quoted(pathOf(first))} has ${formatCount(first.count)}`;
      const remedy = 'download the file again, or name it otherwise if it is meant so';
      throw cifarError(batch, null, found, 'batches of one length', remedy);
    }
  });
}

/** Labels and pixels of batches, channels last. */
function unpacked(batches: readonly Batch[]): NumberedSplit {
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const images = new Uint8Array(count * 3 * plane);
  const labels = new Int32Array(count);
  let index = 0;
  let to = 0;
  for (const { bytes, kind } of batches) {
    for (let at = 0; at < bytes.length; at += sizeOf(kind)) {
      const red = at + kind.labelBytes;
      labels[index++] = bytes[red - 1];
      for (let pixel = red; pixel < red + plane; pixel++, to += 3) {
        images[to] = bytes[pixel];
        images[to + 1] = bytes[pixel + plane];
        images[to + 2] = bytes[pixel + 2 * plane];
      }
    }
  }
  return { file: pathOf(batches[0]), images, labels };
}

/** One name a line; empty lines at the end are none. */
function readNames(list: CifarFile, { classes, name }: CifarKind): string[] {
  const names = new TextDecoder()
    .decode(list.bytes)
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.trim());
  const distinct = new Set(names).size;
  if (names.length === classes && distinct === classes && !names.includes('')) return names;
  const found = `${names.length} lines with ${distinct} different names`;
  const allowed = `the ${classes} names of ${name}, one a line`;
  throw cifarError(list, null, found, allowed, 'leave this file out, or use the original one');
}

function cifarError(
  { file, entry }: CifarFile,
  at: number | null,
  found: string,
  allowed = 'records of CIFAR-10 (3,073 bytes, labels to 9) or CIFAR-100 (3,074 bytes, labels to 19 and 99)',
  remedy = 'download the binary version again, or choose other files',
): DataError {
  const places = [entry === null ? [] : `entry ${quoted(entry)}`, at === null ? [] : `byte ${at}`];
  const place = places.flat().join(', ');
  return new DataError({ file, place: place === '' ? null : place, found, allowed, remedy });
}

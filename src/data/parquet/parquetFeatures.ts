/** What the columns of a Parquet table are: told by Hugging Face's notes, by type, or by name. */
import type { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import { labelColumns } from '../tables/tableLabels.ts';
import { type ParquetColumn, type ParquetFile, parquetError } from './parquetFile.ts';

/** The columns of a table that matter. */
export interface ParquetFeatures {
  /** Holds whole image files. */
  readonly image: ParquetColumn;
  /** The columns that may be the label, at least one. */
  readonly labels: readonly LabelColumn[];
}

export interface LabelColumn {
  readonly column: ParquetColumn;
  readonly name: string;
  /** Name of each number from 0; null where numbers or texts name themselves. */
  readonly classNames: readonly string[] | null;
}

const imageNames = /^(images?|imgs?|pictures?|photos?|bytes|png|jpe?g)$/i;
const labelEnd = /(label|class)$/i;

/**
 * Finds the column of images (a struct of bytes and path, or bytes) and those that may be labels:
 * columns that the notes call class labels, else those named so, else the only other one.
 * @throws DataError where there is no column of images, several, or none that may be labels.
 */
export function featuresOf(file: ParquetFile): ParquetFeatures {
  const notes = huggingFaceFeatures(file);
  const image = imageColumn(file, notes);
  const others = file.columns.filter(
    ({ path, type, isRepeated }) =>
      path.length === 1 &&
      path[0] !== image.path[0] &&
      !isRepeated &&
      (type === 'INT32' || type === 'INT64' || type === 'BYTE_ARRAY'),
  );
  const labels = others.map((column): LabelColumn => {
    const [name] = column.path;
    return { column, name, classNames: classNamesIn(notes.get(name)) };
  });
  const noted = labels.filter(({ classNames }) => classNames !== null);
  const named = labels.filter(({ name }) => labelColumns([name]).length > 0 || labelEnd.test(name));
  const found = [noted, named, labels].find((columns) => columns.length > 0);
  if (found !== undefined && (found !== labels || labels.length === 1))
    return { image, labels: found };
  const listed = labels.slice(0, 5).map(({ name }) => quoted(name));
  throw featureError(
    file,
    labels.length === 0 ? 'no column of labels' : `no column named label, but ${listed.join(', ')}`,
  );
}

function imageColumn(file: ParquetFile, notes: ReadonlyMap<string, unknown>): ParquetColumn {
  const files = file.columns.filter(
    ({ path, type, isRepeated }) =>
      type === 'BYTE_ARRAY' &&
      !isRepeated &&
      ((path.length === 2 && path[1] === 'bytes') ||
        (path.length === 1 && imageNames.test(path[0]))),
  );
  const noted = files.filter(({ path }) => typeOf(notes.get(path[0])) === 'Image');
  const named = files.filter(({ path }) => imageNames.test(path[0]));
  const found = [noted, named, files].find((columns) => columns.length === 1);
  if (found !== undefined) return found[0];
  const names = files.map(({ path }) => quoted(path[0])).join(' and ');
  throw featureError(file, files.length === 0 ? 'no column of images' : `images in ${names}`);
}

/** What the library datasets writes of each column. */
function huggingFaceFeatures({ notes }: ParquetFile): ReadonlyMap<string, unknown> {
  try {
    const { info } = JSON.parse(notes.get('huggingface') ?? '{}');
    return new Map(Object.entries(info?.features ?? {}));
  } catch {
    // The notes only help: without them, types and names tell.
    return new Map();
  }
}

const typeOf = (feature: unknown): unknown =>
  typeof feature === 'object' && feature !== null ? Reflect.get(feature, '_type') : null;

function classNamesIn(feature: unknown): string[] | null {
  if (typeOf(feature) !== 'ClassLabel') return null;
  const names: unknown = Reflect.get(feature as object, 'names');
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) return null;
  // A name that stands twice would make one class of two.
  return new Set(names).size === names.length ? names : null;
}

function featureError(file: ParquetFile, found: string): DataError {
  return parquetError(
    file,
    'its columns',
    found,
    'one column of image files, as “image” (a struct of bytes and path, or bytes), and one of labels, as “label”',
    'rename the columns, or leave others out',
  );
}

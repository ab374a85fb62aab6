/**
 * Tables of names as JSON has them: lines or lists of objects, lists of pairs, dictionaries of images
 * or of labels, columns of a data frame, and images with annotations apart, as COCO and iNaturalist
 * have them. Dictionaries of splits with any of these are one table with a column of splits.
 */
import { splitRoleOf } from '../layout/splitRole.ts';
import type { CellRow } from './cellRow.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A row's value and its place among all, from 1. */
interface Placed<Value> {
  readonly line: number;
  readonly value: Value;
}

/** Tables of names have fewer columns, one-hot ones too. */
export const maxColumns = 20_000;
/** Cells of objects that share few fields would fill the memory. */
const maxCells = 2 ** 24;
/** Lists of one file that may each be the table, at most. */
const maxLists = 8;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The text of a cell; values that are no text or number are blank. */
const cellOf = (value: unknown): string => (isScalar(value) ? String(value).trim() : '');

/** The rows of a JSON text, in each of the ways that it may be a table; none where it is no JSON. */
export function jsonTables(text: string): CellRow[][] {
  const ways = [...lineRows(text), ...wholeRows(text)];
  const isTold = ({ line, cells }: CellRow) => line > 0 && cells.some((cell) => cell !== '');
  return ways.filter((rows) => rows.some(isTold));
}

/** A row for each line, which is an object; a row of their fields' names first. */
function lineRows(text: string): CellRow[][] {
  if (/^\s*\[/.test(text)) return [];
  const objects: Placed<Fields>[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (!isFields(value)) return [];
    objects.push({ line: at + 1, value });
  }
  return objectRows(objects);
}

function wholeRows(text: string): CellRow[][] {
  const value = parsed(text);
  if (Array.isArray(value)) return listRows(value);
  if (!isFields(value)) return [];
  const annotated = annotatedRows(value);
  if (annotated !== null) return annotated;
  const entries = Object.entries(value);
  const areSplits = entries.length > 1 && entries.every(([key]) => splitRoleOf(key) !== null);
  const isNested = entries.every(([, one]) => !isScalar(one) && !isListOf(one, isScalar));
  if (areSplits && isNested) return withSplits(entries);
  return dictionaryRows(entries);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, so no table either.
    return undefined;
  }
}

const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(is);

/** Rows that have no names for their cells, below names that say so: the first one is no header. */
function unnamed(rows: readonly CellRow[]): CellRow[] {
  const names = (rows[0]?.cells ?? []).map((_, column) => `column ${column + 1}`);
  return [{ line: 0, cells: names }, ...rows];
}

/** Entries that are objects each, or lists of as many cells. */
function listRows(list: readonly unknown[]): CellRow[][] {
  if (isListOf(list, isFields)) {
    const objects = list.map((value, at) => ({ line: at + 1, value: value as Fields }));
    return objectRows(objects);
  }
  if (!isListOf(list, (one) => isListOf(one, isScalar))) return [];
  const rows = list.map((one, at): CellRow => {
    return { line: at + 1, cells: (one as readonly unknown[]).map(cellOf) };
  });
  const [{ cells }] = rows;
  const isEven = cells.length > 1 && rows.every((row) => row.cells.length === cells.length);
  return isEven && cells.length <= maxColumns ? [unnamed(rows)] : [];
}

/** A table of objects, in which what lies in them is a column of its own: `meta.class-name`. */
function objectRows(nested: readonly Placed<Fields>[]): CellRow[][] {
  const objects = nested.map(({ line, value }) => ({ line, value: flattened(value) }));
  const names = [...new Set(objects.flatMap(({ value }) => Object.keys(value)))];
  if (objects.length === 0 || names.length > maxColumns) return [];
  if (names.length * objects.length > maxCells) return [];
  const rows = objects.map(({ line, value }): CellRow => {
    return { line, cells: names.map((name) => cellOf(value[name])) };
  });
  return [[{ line: 0, cells: names }, ...rows]];
}

/** Objects lie no deeper in one another in exports of labelling tools. */
const deepest = 8;

/** The fields of an object and of those in it, and of lists of one, with their names joined by dots. */
function flattened(fields: Fields): Fields {
  const flat: Record<string, unknown> = {};
  const put = (name: string, value: unknown, depth: number): void => {
    const only = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
    if (!isFields(only) || depth === deepest) flat[name] = only;
    else for (const [key, one] of Object.entries(only)) put(`${name}.${key}`, one, depth + 1);
  };
  for (const [key, value] of Object.entries(fields)) {
    if (isScalar(value)) flat[key] = value;
    else put(key, value, 0);
  }
  return flat;
}

/** A dictionary by names of images, of labels, or of columns. */
function dictionaryRows(entries: readonly (readonly [string, unknown])[]): CellRow[][] {
  if (entries.length === 0) return [];
  const values = entries.map(([, value]) => value);
  if (values.every(isScalar)) {
    const rows = entries.map(([key, value], at) => ({ line: at + 1, cells: [key, cellOf(value)] }));
    return [unnamed(rows)];
  }
  if (values.every((value) => isListOf(value, isScalar))) {
    const lists = values as readonly (readonly unknown[])[];
    const members = entries.flatMap(([key], at) =>
      lists[at].map((one) => ({ line: at + 1, cells: [cellOf(one), key] })),
    );
    return [...columnRows(entries.map(([key], at) => [key, lists[at]])), unnamed(members)];
  }
  if (values.every(isFields)) {
    const objects = entries.map(([key, value], at) => ({
      line: at + 1,
      value: { '': key, ...(value as Fields) },
    }));
    const columns = entries.map(([key, value]) => [key, Object.values(value as Fields)] as const);
    return [...columnRows(columns), ...objectRows(objects)];
  }
  return values
    .filter((value) => Array.isArray(value))
    .slice(0, maxLists)
    .flatMap((value) => listRows(value));
}

/** Columns of a data frame, which are equally long. */
function columnRows(columns: readonly (readonly [string, readonly unknown[]])[]): CellRow[][] {
  const [[, first]] = columns;
  const isEven = columns.length > 1 && columns.every(([, cells]) => cells.length === first.length);
  if (!isEven || columns.length > maxColumns || columns.length * first.length > maxCells) return [];
  const header = { line: 0, cells: columns.map(([name]) => name) };
  const rows = first.map((_, at): CellRow => {
    return { line: at + 1, cells: columns.map(([, cells]) => cellOf(cells[at])) };
  });
  return [[header, ...rows]];
}

/** One table of several splits, with a column that tells them. */
function withSplits(entries: readonly (readonly [string, unknown])[]): CellRow[][] {
  const tables = entries.map(([, value]) => {
    const [rows] = Array.isArray(value)
      ? listRows(value)
      : dictionaryRows(Object.entries((value ?? {}) as Fields)).slice(-1);
    return rows;
  });
  if (tables.some((rows) => rows === undefined)) return [];
  const [[header]] = tables;
  if (tables.some(([row]) => String(row.cells) !== String(header.cells))) return [];
  const body = tables.flatMap((rows, at) =>
    rows.slice(1).map(({ cells }) => [...cells, entries[at][0]]),
  );
  const rows = body.map((cells, at): CellRow => ({ line: at + 1, cells }));
  return [[{ line: 0, cells: [...header.cells, 'split'] }, ...rows]];
}

/**
 * Images, annotations and categories in lists of their own; null where it is something else, no rows
 * where an image is of several categories: then the annotations are of objects in it.
 */
function annotatedRows({ images, annotations, categories }: Fields): CellRow[][] | null {
  if (!isListOf(images, isFields) || !isListOf(annotations, isFields)) return null;
  const listed = (value: unknown) => (isListOf(value, isFields) ? (value as Fields[]) : []);
  const nameOf = new Map(listed(categories).map((one) => [cellOf(one.id), cellOf(one.name)]));
  const categoryOf = new Map<string, string>();
  for (const annotation of listed(annotations)) {
    const [image, category] = [cellOf(annotation.image_id), cellOf(annotation.category_id)];
    if ((categoryOf.get(image) ?? category) !== category) return [];
    categoryOf.set(image, category);
  }
  const rows = listed(images).flatMap((one, at): CellRow[] => {
    const category = categoryOf.get(cellOf(one.id));
    if (category === undefined) return [];
    return [{ line: at + 1, cells: [cellOf(one.file_name), nameOf.get(category) || category] }];
  });
  return [[{ line: 0, cells: ['file_name', 'annotation'] }, ...rows]];
}

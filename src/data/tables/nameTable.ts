/**
 * A table of names judged by its cells: the column in which nearly every cell names an image, the
 * one that tells their labels (or a column for each class, one of which is 1), and perhaps one of
 * splits. What a header says decides only among columns that fit.
 */
import { nameWithoutSplit, splitRoleOf } from '../layout/splitRole.ts';
import type { CellRow } from './cellRow.ts';
import {
  areAllNumbersOnce,
  inWords,
  isFinerThan,
  isWhole,
  looksLikeLabels,
  oneOfAlike,
  onlyCalledLabels,
  withPlainNumbers,
} from './labelledColumns.ts';
import { oneHotColumnsOfNames } from './oneHotOfNames.ts';
import { type SplitColumn, splitColumnOf } from './splitColumn.ts';
import { labelColumns, rowNumberColumns } from './tableLabels.ts';
import { isMeasure, isProse } from './valueColumns.ts';

/** Whether a cell names an image: one, several, or none; and whether by its whole file name. */
export type NamesImage = (cell: string) => 'whole' | 'stem' | 'several' | 'none';

export interface NameTable {
  /** Names of the columns; null where the first row names an image already. */
  readonly header: readonly string[] | null;
  /** The rows below the header. */
  readonly rows: readonly CellRow[];
  readonly fileColumn: number;
  readonly splitColumn: SplitColumn | null;
  /** The columns that may be the labels: one, several to choose from, or none. */
  readonly labelColumns: readonly number[];
  /** Columns that may be the labels as well, where the header calls one so. */
  readonly passedOver: readonly number[];
  /** Whether the header, or a choice, says so; else cells alone do. */
  readonly isLabelled: boolean;
  /** Whether the column of labels was chosen. */
  readonly isChosen: boolean;
  /** What the only other column of a table without a header may be called by; null for other tables. */
  readonly title: string | null;
  /** The columns of which one is 1 in each row, where those tell the labels. */
  readonly classColumns: readonly number[];
  /** Rows whose cell names an image. */
  readonly named: number;
  /** Whether names are whole numbers that no header calls names: they may be measurements. */
  readonly areNumbers: boolean;
}

const fileNames = /^((file|image|img)[ _]?(name|path|file|id)?|path|id|name)$/i;
const ofFiles = /file|imag|img|pic|photo|scan|name|path|key|code|u?id(?![a-z])/i;
/** So many rows tell which column names images. */
const tellingRows = 2000;
/** Columns that are looked at for names, from either side. */
const outerColumns = 32;

/** The name of a column: its header's, else its number. */
export const nameOfColumn = (header: readonly string[] | null, column: number): string =>
  header?.[column] || `column ${column + 1}`;

/**
 * What a table of names says where; null for one that names no image.
 * @param label the column of labels that was chosen.
 * @param title what the table is called, which says what its only other column without a name is.
 */
export function judgeNames(
  all: readonly CellRow[],
  namesImage: NamesImage,
  label: string | undefined,
  title = '',
): NameTable | null {
  if (all.length === 0) return null;
  const fileColumn = columnOfNames(all, namesImage);
  if (fileColumn === null) return null;
  const [first] = all;
  const isHeader =
    all.length > 1 && (first.line === 0 || namesImage(first.cells[fileColumn] ?? '') === 'none');
  const header = isHeader ? first.cells : null;
  const rows = isHeader ? all.slice(1) : all;
  const named = rows.filter(({ cells }) => namesImage(cells[fileColumn] ?? '') !== 'none').length;
  const width = Math.max(...all.slice(0, tellingRows).map(({ cells }) => cells.length));
  const others = Array.from({ length: width }, (_, column) => column).filter(
    (column) => column !== fileColumn,
  );
  const numbered = header === null ? [] : columnsOfNumbers(header, rows, others);
  const ownTitle = header === null && others.length === 1 ? withoutSplit(title) : null;
  const chosen = others.filter(
    (column) => label !== undefined && [nameOfColumn(header, column), ownTitle].includes(label),
  );
  const told = splitColumnOf(
    rows,
    header ?? (width === 2 ? [title, title] : null),
    others.filter((one) => !chosen.includes(one)),
  );
  const splitColumn =
    told !== null && told.guess !== null && isClassColumn(told.columns[0], rows, header, others)
      ? null
      : told;
  const free = others.filter(
    (column) => !splitColumn?.columns.includes(column) && !numbered.includes(column),
  );
  // Places in images are called y as well.
  const isPlace = (column: number) => /^y$/i.test(header?.[column] ?? '') && !isWhole(rows, column);
  const called =
    header === null
      ? []
      : labelColumns(header).filter((one) => free.includes(one) && !isPlace(one));
  const isCalled = header !== null && ofFiles.test(header[fileColumn] ?? '');
  const areNumbers =
    !isCalled &&
    !arePadded(rows.map(({ cells }) => cells[fileColumn] ?? '')) &&
    rows.every(({ cells }) => /^-?\d*(\.\d+)?$/.test(cells[fileColumn] ?? ''));
  const isChosen = chosen.length > 0;
  const base = {
    ...{ header, rows, fileColumn, splitColumn, named, areNumbers, isChosen },
    ...{ title: ownTitle, passedOver: [] },
  };
  const classColumns = oneHotColumnsOfNames(rows, free);
  // A class may be called as columns of labels are: `y` beside `x`.
  const isOneHot = classColumns.length > 1 && called.every((one) => classColumns.includes(one));
  if (isChosen || (called.length > 0 && !isOneHot)) {
    const columns = isChosen ? chosen.slice(0, 1) : inWords(rows, called, free);
    const plain = withPlainNumbers(rows, columns);
    return { ...base, rows: plain, labelColumns: columns, isLabelled: true, classColumns: [] };
  }
  if (isOneHot) return { ...base, labelColumns: [], isLabelled: header !== null, classColumns };
  const cellsOf = (column: number) => rows.map(({ cells }) => cells[column] ?? '');
  const telling = free.filter((one) => !isMeasure(header?.[one] ?? '', cellsOf(one)));
  const likely = telling.filter((column) => looksLikeLabels(rows, column));
  const isOnly = telling.length === 1 && free.length === 1 && isWhole(rows, free[0]);
  const isNone = isOnly && (isProse(cellsOf(free[0])) || areAllNumbersOnce(cellsOf(free[0])));
  const only = isOnly && !isNone ? free : [];
  const columns = likely.length > 0 ? oneOfAlike(rows, likely) : only;
  const fitting = header === null ? null : onlyCalledLabels(header, columns);
  // Breeds and species are both classes.
  const own = fitting !== null && isFinerThan(rows, fitting, columns) ? null : fitting;
  return {
    ...base,
    rows: withPlainNumbers(rows, columns),
    labelColumns: own === null ? columns : [own],
    passedOver: own === null ? [] : columns.filter((column) => column !== own),
    isLabelled: own !== null,
    classColumns: [],
  };
}

/**
 * The columns that number rows. One that is called id may name classes, if cells of it repeat: whales
 * have ids, and a table of images and ids has no other column.
 */
function columnsOfNumbers(
  header: readonly string[],
  rows: readonly CellRow[],
  others: readonly number[],
): readonly number[] {
  return rowNumberColumns(header).filter((column) => {
    if (!/^id$/i.test(header[column].trim())) return true;
    const cells = rows.map(({ cells }) => cells[column] ?? '');
    const areNumbers = cells.every((cell) => /^\d*$/.test(cell));
    return new Set(cells).size === cells.length || (areNumbers && others.length > 1);
  });
}

/** Whether cells are of one length and some begin with zeros: numbers that are written so are names. */
const arePadded = (cells: readonly string[]): boolean =>
  new Set(cells.map(({ length }) => length)).size === 1 &&
  (cells[0] ?? '').length > 3 &&
  cells.some((cell) => cell.startsWith('0') && !cell.includes('.'));

/** What a table is called, without the word of a split: `images_family` of `images_family_train`. */
const withoutSplit = (title: string): string =>
  splitRoleOf(title) === null ? title : nameWithoutSplit(title);

/** The column whose cells name most images, by their whole names before those without extension. */
function columnOfNames(all: readonly CellRow[], namesImage: NamesImage): number | null {
  const step = Math.max(1, Math.floor(all.length / tellingRows));
  const told = all.filter((_, at) => at % step === 0);
  const width = Math.max(...told.map(({ cells }) => cells.length));
  const worth = { whole: 1, stem: 0.5, several: 0.25, none: 0 } as const;
  let best = { column: -1, score: 0 };
  for (let column = 0; column < width; column++) {
    if (column >= outerColumns && column < width - outerColumns) continue;
    let score = 0;
    // Labels repeat, also where images are called by numbers as they are.
    const cells = new Set(told.map((row) => row.cells[column] ?? ''));
    for (const cell of cells) score += worth[namesImage(cell)];
    // Of columns that name as many, the one that is called so.
    if (fileNames.test(all[0].cells[column] ?? '')) score *= 1.01;
    if (score > best.score) best = { column, score };
  }
  return best.score === 0 ? null : best.column;
}

/** Whether a column is one of a column for each class, of which one may be called split. */
function isClassColumn(
  column: number,
  rows: readonly CellRow[],
  header: readonly string[] | null,
  columns: readonly number[],
): boolean {
  if (header === null || labelColumns(header).length > 0) return false;
  const numbered = columnsOfNumbers(header, rows, columns);
  const free = columns.filter((one) => !numbered.includes(one));
  return oneHotColumnsOfNames(rows, free).includes(column);
}

/**
 * Tables with a row for each image: its pixels and its label. Read twice: first to learn the
 * columns, the count and the range of values, then to write pixels into memory of the right size.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { Dataset } from '../dataset.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import { squareShape } from './imageAxes.ts';
import { orderedClasses } from './imageLayout.ts';
import { labelledDataset, type NumberedSplit } from './labelledDataset.ts';
import {
  allowedPixelValues,
  emptyRange,
  joinRanges,
  type PixelScale,
  pixelScale,
} from './pixelScale.ts';
import { assignSplits, splitRoleOf } from './splitRole.ts';
import { ColumnValues, labelColumns, rowNumberColumns, sidesNamed } from './tableLabels.ts';
import { separatorOf, type TablePlace, TableRows, tableError } from './tableRows.ts';

/** A table's bytes, no longer compressed. */
export interface TableFile extends TablePlace {
  readonly bytes: Uint8Array;
}

/** What the first reading learns of a table. */
interface Table extends TableFile {
  readonly separator: number;
  readonly columns: number;
  /** Names of the columns; null where the first row is an image. */
  readonly header: readonly string[] | null;
  readonly rows: number;
  /** The columns that may hold the labels. */
  readonly candidates: readonly ColumnValues[];
  /** The columns that number the rows. */
  readonly skipped: readonly number[];
  /** Least and most of all other columns, the candidates' among them by their own. */
  readonly ranges: readonly Range[];
}

interface Range {
  /** The candidate column that it is the range of; null for the columns that are surely pixels. */
  readonly column: number | null;
  least: number;
  most: number;
  whole: boolean;
  /** Where the least and the most are. */
  leastAt: string;
  mostAt: string;
}

/** Fewer values than these are measurements, hardly an image. */
const fewestPixels = 25;
const allowedTables =
  'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)';

/** Whether a text without a telling name is a table of numbers: two equal rows of many cells. */
export function isTable(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 20_000));
  const [first, second] = text.split('\n');
  if (second === undefined || /[^\t\r\n\x20-\x7e]/.test(second)) return false;
  const separator = String.fromCharCode(separatorOf(bytes));
  const count = first.split(separator).length;
  return count > fewestPixels && second.split(separator).length === count;
}

/**
 * A data set from tables (comma, tab or semicolon), with or without a header line; several are
 * joined, those for testing told by their names. `flatShape` is the shape of the images; without
 * it, it is as the columns' names say (`28x28`) or square and grey.
 * @throws DataError naming line and column of a cell that is wrong, or what of the columns is
 * unclear.
 */
export function readTableDataset(
  files: readonly TableFile[],
  name: string,
  limits: DataLimits,
  flatShape: ImageShape | null,
): Dataset {
  const tables = files.map((file) => learn(file, limits));
  checkSameColumns(tables);
  const label = labelColumn(tables);
  const shape = shapeOf(tables[0], label, flatShape, limits);
  const { scale, note } = scaleOf(tables, label);
  checkSize(tables, shape, limits);
  const splits = assignSplits(tables, ({ file, entry }) =>
    splitRoleOf((entry ?? file).replace(/^.*\//, '')),
  );
  const texts = labelTexts(tables, label);
  const classNames = texts === null ? null : orderedClasses(texts);
  const fill = (parts: readonly Table[]) => filled(parts, label, shape, scale, classNames);
  return labelledDataset(
    {
      name,
      format: `${tables.length === 1 ? 'a table' : `${tables.length} tables`} of pixels`,
      shape,
      train: fill(splits.train),
      test: splits.test.length === 0 ? null : fill(splits.test),
      classNames,
      notes: [
        ...splits.notes,
        ...joinNotes(splits.train),
        ...note,
        ...columnNotes(tables[0], label, shape),
      ],
    },
    limits,
  );
}

function learn(source: TableFile, limits: DataLimits): Table {
  const { bytes } = source;
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw tableError(source, 'byte 0', 'text in UTF-16', 'text in UTF-8', 'save it as UTF-8');
  }
  const separator = separatorOf(bytes);
  const rows = new TableRows(bytes, source, separator);
  if (!rows.next()) throw noRows(source);
  const columns = rows.count;
  const header = headerOf(rows);
  const named = header === null ? [] : labelColumns(header);
  if (named.length > 1) {
    const found = `the columns ${quoted(header![named[0]])} and ${quoted(header![named[1]])}`;
    throw rows.error(named[1], found, 'one column of labels', 'leave out the other');
  }
  const skipped = header === null ? [] : rowNumberColumns(header);
  const outer = [0, columns - 1].filter((column) => !skipped.includes(column));
  const candidates = (named.length === 1 ? named : [...new Set(outer)]).map(
    (column) => new ColumnValues(column, limits.classes),
  );
  const ranges: Range[] = [null, ...candidates.map(({ column }) => column)].map((column) => ({
    ...emptyRange,
    leastAt: '',
    mostAt: '',
    column,
  }));
  const rangeIndex = rangeOfColumns(columns, candidates, skipped);
  let count = 0;
  if (header !== null && !rows.next()) throw noRows(source);
  do {
    checkCount(rows, columns);
    learnRow(rows, candidates, rangeIndex, ranges);
    count++;
  } while (rows.next());
  return { ...source, separator, columns, header, rows: count, candidates, skipped, ranges };
}

/** The names in the first row, if it is a header: names, or the numbers of the columns. */
function headerOf(rows: TableRows): string[] | null {
  const numbers = Array.from({ length: rows.count }, (_, column) => rows.number(column));
  const texts = numbers.map((_, column) => rows.text(column));
  const counted = numbers.filter((value) => !Number.isNaN(value));
  const isNamed = counted.length < rows.count / 2;
  const isCounted = counted.length > 2 && counted.every((value, at) => value === counted[0] + at);
  const isHeader = isNamed || (isCounted && counted[0] <= 1);
  return isHeader ? texts : null;
}

function checkCount(rows: TableRows, columns: number): void {
  if (rows.count === columns) return;
  const found = `${formatCount(rows.count)} columns, where the first line has ${formatCount(columns)}`;
  throw rows.error(null, found, 'lines of equally many columns');
}

/** For each column the range that it adds to: 0, or 1 and up for candidates; -1 for none. */
function rangeOfColumns(
  columns: number,
  candidates: readonly ColumnValues[],
  skipped: readonly number[],
): Int32Array {
  const indices = new Int32Array(columns);
  candidates.forEach(({ column }, index) => {
    indices[column] = index + 1;
  });
  for (const column of skipped) indices[column] = -1;
  return indices;
}

function learnRow(
  rows: TableRows,
  candidates: readonly ColumnValues[],
  rangeIndex: Int32Array,
  ranges: readonly Range[],
): void {
  for (let column = 0; column < rows.count; column++) {
    const index = rangeIndex[column];
    if (index === -1) continue;
    const value = rows.number(column);
    if (index > 0) candidates[index - 1].add(rows.text(column), value);
    else if (Number.isNaN(value)) throw notPixel(rows, column);
    const range = ranges[index];
    if (value < range.least) {
      range.least = value;
      range.leastAt = rows.placeOf(column);
    }
    if (value > range.most) {
      range.most = value;
      range.mostAt = rows.placeOf(column);
    }
    if (range.whole && value !== Math.floor(value)) range.whole = false;
  }
}

const notPixel = (rows: TableRows, column: number) =>
  rows.error(column, `${rows.quotedText(column)} where a pixel must stand`, allowedPixelValues);

function checkSameColumns(tables: readonly Table[]): void {
  const [first] = tables;
  const textOf = ({ columns, skipped }: Table) =>
    `${columns} columns${skipped.length === 0 ? '' : `, ${skipped.length} of row numbers`}`;
  const other = tables.find((table) => textOf(table) !== textOf(first));
  if (other === undefined) return;
  const found = `${textOf(other)}, where ${quoted(first.entry ?? first.file)} has ${textOf(first)}`;
  throw tableError(
    other,
    null,
    found,
    'tables of equal columns',
    'choose tables that belong together',
  );
}

/** The column of the labels: the one a header names, or the outer one that looks like labels. */
function labelColumn(tables: readonly Table[]): number {
  const named = tables.find(({ header }) => header !== null && labelColumns(header).length === 1);
  if (named !== undefined) {
    const [column] = labelColumns(named.header!);
    const other = tables.find(({ candidates }) => !candidates.some((one) => one.column === column));
    if (other === undefined) return column;
    const found = `no header that says that column ${column + 1} holds the labels, as ${quoted(named.entry ?? named.file)} does`;
    throw tableError(other, 'line 1', found, allowedTables, 'give both tables the same header');
  }
  const [first] = tables;
  const likely = first.candidates.filter(({ column }) =>
    tables.every(
      ({ candidates }) => candidates.find((one) => one.column === column)?.looksLikeLabels,
    ),
  );
  if (likely.length === 1) return likely[0].column;
  throw tableError(
    first,
    'its columns',
    likely.length === 0
      ? 'neither the first nor the last column looks like labels'
      : 'both the first and the last column look like labels',
    allowedTables,
    'add a header line that names the column of labels “label”',
  );
}

const pixelCount = ({ columns, skipped }: Table): number => columns - 1 - skipped.length;

function shapeOf(
  table: Table,
  label: number,
  flatShape: ImageShape | null,
  limits: DataLimits,
): ImageShape {
  const count = pixelCount(table);
  const refuse = (found: string, allowed: string, remedy: string) =>
    tableError(table, 'its columns', found, allowed, remedy);
  if (flatShape === null && count < fewestPixels) {
    const found = `${count} ${count === 1 ? 'column' : 'columns'} beside the labels`;
    throw refuse(
      found,
      `${allowedTables}, ${fewestPixels} pixels at least`,
      'choose a table of pixels',
    );
  }
  const lastPixel = table.columns - 1 === label ? label - 1 : table.columns - 1;
  const named = sidesNamed(table.header?.[lastPixel] ?? '');
  const shape =
    flatShape ??
    (named === null ? squareShape(count) : { height: named[0], width: named[1], channels: 1 });
  if (shape === null || shape.height * shape.width * shape.channels !== count) {
    const found = `${count} values an image, which make no square grey image`;
    throw refuse(found, allowedTables, 'give as many pixel columns as the image has pixels');
  }
  if (Math.max(shape.height, shape.width) > limits.imageSide) {
    const found = `images of ${shape.height} × ${shape.width} pixels`;
    throw refuse(found, `at most ${limits.imageSide} pixels a side`, 'scale the images down');
  }
  return shape;
}

function scaleOf(tables: readonly Table[], label: number): { scale: PixelScale; note: string[] } {
  const ranges = tables.flatMap((table) =>
    table.ranges.filter(({ column }) => column !== label).map((range) => ({ table, ...range })),
  );
  const scale = pixelScale(ranges.reduce(joinRanges, emptyRange));
  if (scale !== null) return { scale, note: scale.note === null ? [] : [scale.note] };
  const low = ranges.find(({ least }) => least < 0);
  const { table, ...range } = low ?? ranges.find(({ most }) => most > 255)!;
  const [where, value] =
    low === undefined ? [range.mostAt, range.most] : [range.leastAt, range.least];
  const found = `${value} where a pixel must stand`;
  throw tableError(table, where, found, allowedPixelValues, 'scale the values to 0 to 255');
}

function checkSize(tables: readonly Table[], shape: ImageShape, limits: DataLimits): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const size = rows * shape.height * shape.width * shape.channels;
  if (size <= limits.decodedBytes) return;
  const allowed = `at most ${exactBytes(limits.decodedBytes)} once decoded`;
  throw tableError(tables[0], null, `images of ${exactBytes(size)}`, allowed, 'use fewer images');
}

/** The different labels where they are texts; null where all are whole numbers. */
function labelTexts(tables: readonly Table[], label: number): Set<string> | null {
  const columns = tables.map(({ candidates }) => candidates.find((one) => one.column === label)!);
  if (columns.every(({ isWhole }) => isWhole)) return null;
  if (columns.every(({ isNumeric }) => isNumeric)) {
    const found = `column ${label + 1} holds numbers with fractions`;
    const allowed = 'labels that are whole numbers or texts';
    throw tableError(tables[0], null, found, allowed, 'choose data with classes');
  }
  return new Set(columns.flatMap(({ distinct }) => [...distinct]));
}

function filled(
  tables: readonly Table[],
  label: number,
  shape: ImageShape,
  { factor }: PixelScale,
  classNames: readonly string[] | null,
): NumberedSplit {
  const count = tables.reduce((sum, table) => sum + table.rows, 0);
  const images = new Uint8Array(count * shape.height * shape.width * shape.channels);
  const labels = new Int32Array(count);
  const indexOf = new Map(classNames?.map((name, index) => [name, index]));
  const { skipped, columns } = tables[0];
  const pixelColumns = Int32Array.from({ length: columns }, (_, column) => column).filter(
    (column) => column !== label && !skipped.includes(column),
  );
  let index = 0;
  let at = 0;
  for (const table of tables) {
    const rows = new TableRows(table.bytes, table, table.separator);
    if (table.header !== null) rows.next();
    while (rows.next()) {
      labels[index++] =
        classNames === null ? wholeLabel(rows, label) : textLabel(rows, label, indexOf);
      for (const column of pixelColumns) {
        const value = rows.number(column);
        if (Number.isNaN(value)) throw notPixel(rows, column);
        images[at++] = value * factor + 0.5;
      }
    }
  }
  return { file: tables[0].file, images, labels };
}

function wholeLabel(rows: TableRows, column: number): number {
  const value = rows.number(column);
  if (value >= 0 && value < 2 ** 31) return value;
  throw rows.error(column, `label ${rows.quotedText(column)}`, 'labels from 0, or texts');
}

function textLabel(rows: TableRows, column: number, indexOf: ReadonlyMap<string, number>): number {
  const text = rows.text(column);
  const index = indexOf.get(text);
  if (index !== undefined && text.trim() !== '') return index;
  const found = index === undefined ? `label ${rows.quotedText(column)}, one too many` : 'no label';
  throw rows.error(column, found, 'a label for each image');
}

function columnNotes(
  table: Table,
  label: number,
  { height, width, channels }: ImageShape,
): string[] {
  const { header, columns, skipped } = table;
  const isNamed = header !== null && labelColumns(header).length === 1;
  const which = label === 0 ? 'first' : label === columns - 1 ? 'last' : `${label + 1}th`;
  const place = isNamed ? `column ${quoted(header[label])}` : `the ${which} column`;
  const kind = channels === 3 ? 'colour' : 'grey';
  const notes = [
    `Labels were read from ${place}, pixels as ${kind} images of ${height} × ${width}.`,
  ];
  if (header !== null && !isNamed) notes.push('The first line was read as names of the columns.');
  if (skipped.length > 0) {
    notes.push(`Column ${quoted(header![skipped[0]])} numbers the rows and was left aside.`);
  }
  return notes;
}

const joinNotes = ({ length }: readonly Table[]): string[] =>
  length > 1 ? [`${length} tables were joined for training.`] : [];

function noRows(place: TablePlace) {
  return tableError(
    place,
    null,
    'there are no rows of values',
    allowedTables,
    'choose another file',
  );
}

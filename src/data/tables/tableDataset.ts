/**
 * Tables with a row for each image or feature vector: its values and its label. Read twice: first
 * to learn the columns, the count and the range of values, then to write them into memory of the
 * right size.
 */
import { labelledDataset, type NumberedSplit } from '../arrays/labelledDataset.ts';
import { arranged } from '../arrays/rowShape.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { assignSplits, splitRoleOf } from '../layout/splitRole.ts';
import { type DataLimits, decodedAllowance, exactBytes, quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { equalTablesOnce } from './equalTables.ts';
import { withLabelTables } from './labelTables.ts';
import { plainTables } from './plainTables.ts';
import {
  checkEncoding,
  learnTable,
  rowsOfTable,
  type Table,
  type TableFile,
} from './tableColumns.ts';
import { formOfTables, type TableForm } from './tableForm.ts';
import { labelColumn, otherLabelColumns } from './tableLabelColumn.ts';
import { labelColumns } from './tableLabels.ts';
import { type TableRows, tableError } from './tableRows.ts';
import { chosenTables } from './tableSets.ts';
import { fillRow, valueColumns } from './tableValues.ts';
import { withoutUnlabelled } from './unlabelledTables.ts';

/**
 * A data set from tables (comma, tab, semicolon, or blanks between numbers), with or without a header line; several are
 * joined, those for testing told by their names or by a column; those without labels beside others
 * are set aside. Without a choice, the shape of the images is as the columns' names say (`28x28`)
 * or square and grey. Rows that cannot be images, by their number of columns or because most
 * values have fractions outside of what pixels may be, are vectors; what may be both is asked
 * about, and so is a label in either outer column.
 * @throws DataError naming line and column of a cell that is wrong, or what of the columns is
 * unclear.
 */
export function readTableDataset(
  files: readonly TableFile[],
  name: string,
  limits: DataLimits,
  choices: ReadingChoices,
): Reading {
  for (const file of files) checkEncoding(file);
  const { tables: single, notes: copyNotes } = equalTablesOnce(files);
  const { tables: once, notes: labelNotes } = withLabelTables(single);
  const { tables: whole, notes: asideNotes } = withoutUnlabelled(once, choices);
  const labelled = chosenTables(whole, name, choices);
  if ('kind' in labelled) return { kind: 'choice', questions: [labelled] };
  const plain: TableFile[] = [];
  const plainNotes: string[] = [];
  for (const file of labelled) {
    const found = plainTables(file, choices, limits);
    if ('kind' in found) return { kind: 'choice', questions: [found] };
    plain.push(...found.tables);
    plainNotes.push(...found.notes);
  }
  const isTold = plain.some(({ labelColumn: told }) => told !== undefined);
  const learnt = plain.map((file) =>
    learnTable(file, isTold ? null : (choices.label ?? null), limits),
  );
  checkSameColumns(learnt);
  const label = labelColumn(learnt, isTold ? {} : choices);
  if (typeof label !== 'number') return { kind: 'choice', questions: [label] };
  const aside = otherLabelColumns(learnt, label);
  const tables = learnt.map((table) => ({ ...table, skipped: [...table.skipped, ...aside] }));
  const form = formOfTables(tables, label, choices, limits);
  if (form.kind === 'rows') return { kind: 'choice', questions: [form] };
  checkSize(tables, form, limits);
  const splits = assignSplits(
    tables,
    ({ file, entry, role }) => role ?? splitRoleOf((entry ?? file).replace(/^.*\//, '')),
  );
  const texts = labelTexts(tables, label);
  const classNames = texts === null ? null : orderedClasses(texts);
  const fill = (parts: readonly Table[]) =>
    parts.length === 0 ? null : filled(parts, label, form, classNames);
  const what = form.kind === 'images' ? 'pixels' : 'features';
  const dataset = labelledDataset(
    {
      name,
      format: `${labelled.length === 1 ? 'a table' : `${labelled.length} tables`} of ${what}`,
      shape: form.shape,
      train: filled(splits.train, label, form, classNames),
      validation: fill(splits.validation),
      test: fill(splits.test),
      classNames,
      notes: [
        ...splits.notes,
        ...joinNotes(splits.train),
        ...(form.kind === 'images' && form.scale.note !== null ? [form.scale.note] : []),
        ...columnNotes(learnt[0], label, aside, form),
        ...plainNotes,
        ...copyNotes,
        ...labelNotes,
        ...asideNotes,
      ],
    },
    limits,
  );
  return { kind: 'dataset', dataset };
}

function checkSameColumns(tables: readonly Table[]): void {
  const [first] = tables;
  const textOf = ({ columns, skipped }: Table) =>
    `${columns} columns${skipped.length === 0 ? '' : `, ${skipped.length} of row numbers`}`;
  for (const table of tables) checkOrder(first, table);
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

/** Columns of the same names in another order would be taken for one another. */
function checkOrder(first: Table, other: Table): void {
  const [ours, theirs] = [first, other].map(({ header }) => header?.map((name) => name.trim()));
  if (ours === undefined || theirs === undefined || String(ours) === String(theirs)) return;
  if (String(ours.toSorted()) !== String(theirs.toSorted())) return;
  const found = `its columns are in another order than those of ${quoted(first.entry ?? first.file)}`;
  const remedy = 'write one of them again, in the order of the other';
  throw tableError(other, 'line 1', found, 'equal columns in one order', remedy);
}

function checkSize(tables: readonly Table[], { kind, shape }: TableForm, limits: DataLimits): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const values = rows * shape.height * shape.width * shape.channels;
  const size = kind === 'images' ? values : 4 * values;
  if (size <= limits.decodedBytes) return;
  const allowed = decodedAllowance(limits);
  throw tableError(tables[0], null, `${kind} of ${exactBytes(size)}`, allowed, `use fewer ${kind}`);
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
  form: TableForm,
  classNames: readonly string[] | null,
): NumberedSplit {
  const count = tables.reduce((sum, table) => sum + table.rows, 0);
  const columns = valueColumns(tables[0], label);
  const size = columns.length;
  const isImages = form.kind === 'images';
  const values = isImages ? new Uint8Array(count * size) : new Float32Array(count * size);
  const scale = isImages ? form.scale : null;
  const labels = new Int32Array(count);
  const indexOf = new Map(classNames?.map((name, index) => [name, index]));
  let index = 0;
  for (const table of tables) {
    const rows = rowsOfTable(table, table.separator);
    if (table.header !== null) rows.next();
    while (rows.next()) {
      labels[index] =
        classNames === null ? wholeLabel(rows, label) : textLabel(rows, label, indexOf);
      fillRow(rows, columns, scale, values, index++ * size);
    }
  }
  const images = isImages && values instanceof Uint8Array ? arranged(values, form.layout) : values;
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
  aside: readonly number[],
  { kind, shape }: TableForm,
): string[] {
  const { header, columns, skipped } = table;
  const { height, width, channels } = shape;
  const isNamed = header !== null && labelColumns(header).includes(label);
  const which = label === 0 ? 'first' : label === columns - 1 ? 'last' : `${label + 1}th`;
  const place = isNamed ? `column ${quoted(header[label])}` : `the ${which} column`;
  const colour = channels === 3 ? 'colour' : 'grey';
  const what =
    kind === 'images'
      ? `pixels as ${colour} images of ${height} × ${width}`
      : `the others as vectors of ${width} ${width === 1 ? 'feature' : 'features'}`;
  const notes = [`Labels were read from ${place}, ${what}.`];
  if (header !== null && !isNamed) notes.push('The first line was read as names of the columns.');
  if (skipped.length > 0) {
    notes.push(`Column ${quoted(header![skipped[0]])} numbers the rows and was left aside.`);
  }
  for (const column of aside) {
    notes.push(`Column ${quoted(header![column])} may be labels as well and was left aside.`);
  }
  return notes;
}

const joinNotes = ({ length }: readonly Table[]): string[] =>
  length > 1 ? [`${length} tables were joined for training.`] : [];

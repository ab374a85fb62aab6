/** Which column of some tables holds the labels, and which others would give them away. */
import { quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import { labelQuestion } from './labelQuestion.ts';
import { allowedTables, columnName, type Table } from './tableColumns.ts';
import { labelColumns } from './tableLabels.ts';
import { tableError } from './tableRows.ts';

/**
 * The column of the labels: the chosen or named one, or one that looks like labels; a question where
 * several do. The tables have equally many columns.
 * @throws DataError where none looks like labels, or a table's header names another.
 */
export function labelColumn(
  tables: readonly Table[],
  choices: ReadingChoices,
): number | LabelQuestion {
  const [first] = tables;
  const isTold = ({ candidates }: Table) => choices.label !== undefined || candidates.length === 1;
  const told = tables.find(isTold);
  if (told !== undefined) {
    const [{ column }] = told.candidates;
    const other = tables.find((table) =>
      isTold(table) ? table.candidates[0].column !== column : !candidateOf(table, column),
    );
    if (other === undefined) return column;
    const found = `no header that says that column ${column + 1} holds the labels, as ${quoted(told.entry ?? told.file)} does`;
    throw tableError(other, 'line 1', found, allowedTables, 'give both tables the same header');
  }
  const likely = first.candidates.filter(({ column }) =>
    tables.every(
      (table) =>
        candidateOf(table, column)?.looksLikeLabels &&
        (table.header === null || columnName(table, column) === columnName(first, column)),
    ),
  );
  if (likely.length === 1) return likely[0].column;
  if (likely.length > 1) {
    const columns = likely.map(({ column, distinct }) => ({
      name: columnName(first, column),
      values: [...distinct],
    }));
    return labelQuestion(first.entry ?? first.file, columns);
  }
  throw noLabels(first);
}

const candidateOf = ({ candidates }: Table, column: number) =>
  candidates.find((one) => one.column === column);

function noLabels(table: Table) {
  const named = table.header === null ? [] : labelColumns(table.header);
  if (named.length === 0) {
    return tableError(
      table,
      'its columns',
      'neither the first nor the last column looks like labels',
      allowedTables,
      'add a header line that names the column of labels “label”',
    );
  }
  const columns = named.map((column) => quoted(columnName(table, column))).join(', ');
  return tableError(
    table,
    'its columns',
    `none of the columns ${columns} looks like labels`,
    'labels that are texts, or whole numbers counted on from 0 or 1',
    'choose the column of labels by its name, or leave out the others',
  );
}

/**
 * The columns besides the labels that are named as labels are: they would give the answer away, and
 * are no features. One that has fractions is measured, whatever it is called.
 */
export function otherLabelColumns(tables: readonly Table[], label: number): number[] {
  const [{ header }] = tables;
  const others = header === null ? [] : labelColumns(header).filter((column) => column !== label);
  return others.filter((column) =>
    tables.every((table) => {
      const values = candidateOf(table, column);
      return values !== undefined && (values.isWhole || !values.isNumeric);
    }),
  );
}

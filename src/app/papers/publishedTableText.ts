/** A published table with one’s own results, to take away. */
import { formLines } from '../../analysis/papers/formLines.ts';
import type { OwnCell } from '../../analysis/papers/ownResults.ts';
import type { TextTable } from '../../analysis/tables/textTable.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { PaperTable } from '../../spec/papers/exhibit.ts';
import { formWords } from './formWords.ts';
import type { RowResults } from './rowResults.ts';

/** Rows as printed, under each what was run of it; unknown numbers are dashes. */
export function publishedTableText(
  { columns }: PaperTable,
  results: readonly RowResults[],
): TextTable {
  const heads = columns.map(({ label }) => label);
  return {
    columns: ['', ...heads.map((head) => `${head}, published`), ...heads, 'seeds'].map((label) => ({
      label,
    })),
    rows: results.flatMap(({ row, own }) => {
      const lines = formLines(row, own).shown.filter((line, place) => place === 0 || line.own);
      return lines.map(({ form, own: results }) => [
        [`${row.data}, ${row.name}`, formWords(form, results?.dataset ?? null)]
          .filter((words) => words !== '')
          .join(', '),
        ...row.errors.map((error) => (form.isScaled || error === null ? null : error.toFixed(2))),
        ...columns.map((_, place) => cellText(results?.cells[place] ?? null)),
        results?.seeds ?? null,
      ]);
    }),
  };
}

function cellText(cell: OwnCell | null): string | null {
  if (cell === null) return null;
  const reach = cell.reach === null ? '' : ` ± ${formatFixed(cell.reach, 2)}`;
  return `${formatFixed(cell.mean, 2)}${reach}`;
}

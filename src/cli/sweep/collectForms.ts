/** The forms in which a sweep's table is printed. */
import type { ResultsTable } from '../../analysis/results/resultsTable.ts';
import { tableCsv } from '../../analysis/tables/tableCsv.ts';
import { tableLatex } from '../../analysis/tables/tableLatex.ts';
import { tableMarkdown } from '../../analysis/tables/tableMarkdown.ts';
import { cellContent, type TextTable } from '../../analysis/tables/textTable.ts';
import { oneLine } from '../../data/limits.ts';

interface Collected {
  readonly table: ResultsTable;
  /** The same as people read it. */
  readonly text: TextTable;
  /** What is told of the sweep beside it. */
  readonly facts: object;
}

export const collectForms = {
  text: ({ text }: Collected) => plainText(text),
  json: ({ table, facts }: Collected) =>
    JSON.stringify({ ...facts, table: plainTable(table) }, null, 1),
  csv: ({ text }: Collected) => tableCsv(text).trimEnd(),
  markdown: ({ text }: Collected) => tableMarkdown(text).trimEnd(),
  latex: ({ text }: Collected) => tableLatex(text).trimEnd(),
} as const;

export type CollectForm = keyof typeof collectForms;

/** Without what follows from the runs’ own results: whole experiments and curves. */
function plainTable({ rows, ...table }: ResultsTable) {
  return {
    ...table,
    rows: rows.map(({ outcomes, ...row }) => ({
      ...row,
      digests: outcomes.map(({ digest }) => digest),
    })),
  };
}

/** Columns side by side, names to the left and numbers to the right; what stands out has a star. */
function plainText(text: TextTable): string {
  const { columns, rows } = text;
  const lines = [
    columns.map(({ label }) => label),
    ...rows.map((cells) =>
      cells.map((cell) => {
        const isBold = typeof cell === 'object' && cell !== null;
        return `${oneLine(String(cellContent(cell) ?? '–'))}${isBold ? ' *' : ''}`;
      }),
    ),
  ];
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => cells[at].length)));
  const padded = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]);
  const printed = lines.map((cells) => cells.map(padded).join('  ').trimEnd());
  return [...printed, ...(text.notes ?? [])].join('\n').replaceAll('Bold:', '*:');
}

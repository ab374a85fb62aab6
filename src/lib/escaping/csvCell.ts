/**
 * A cell of comma-separated values (RFC 4180) that no spreadsheet takes for a formula. Class names and
 * titles are foreign text: `=HYPERLINK(…)` as a class's name would be run by whoever opens the table.
 */

/** Null is an empty cell; numbers stay numbers. */
export function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = plainNumber.test(cell) ? cell : cell.replaceAll(formulaStarts, "$1'$2");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What begins with a sign and is a number all the same, as `+1.2` or `-3`. */
const plainNumber = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Where a cell would be a formula: at its start, after blanks too, and after what programs of other
 * countries take for the end of a cell. The wide forms of the signs count as the signs.
 */
const formulaStarts = /(^\s*|[;\t\r\n|]\s*)([=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** The numbers of a chart as a table, on the page and as CSV. */

export interface FigureColumn {
  readonly label: string;
  /** A colour for the heading, as for a round's network. */
  readonly colour?: string;
}

/** Cells are what people read: a number is formatted already; null is a dash. */
export type FigureCell = string | number | null;

export interface FigureTable {
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/** Comma-separated values after RFC 4180. Unknown numbers are empty cells. */
export function tableCsv({ columns, rows }: FigureTable): string {
  const lines = [columns.map(({ label }) => label), ...rows];
  return `${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/**
 * A spreadsheet would run text that begins like a formula, and class names are foreign text: an
 * apostrophe before it keeps it text. Numbers are safe and stay numbers.
 */
function csvCell(cell: FigureCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { csvCell } from '../../lib/escaping/csvCell.ts';
import { cellContent, type TextTable } from './textTable.ts';

/** Comma-separated values after RFC 4180, of which no cell is a formula. Unknown numbers are empty. */
export function tableCsv(table: TextTable): string {
  const { columns, rows } = table.numbers ?? table;
  const lines = [columns.map(({ label }) => label), ...rows];
  return `${lines.map((cells) => cells.map((cell) => csvCell(cellContent(cell))).join(',')).join('\r\n')}\r\n`;
}

import { markdownText } from '../../lib/escaping/markdownText.ts';
import { cellContent, isBold, type TextCell, type TextTable } from './textTable.ts';

/**
 * A table of GitHub's Markdown: names to the left, the rest to the right. Unknown numbers are dashes; notes
 * stand below.
 */
export function tableMarkdown({ columns, rows, notes = [] }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ label }) => markdownText(label))),
    line(columns.map((_, index) => (index === 0 ? ':--' : '--:'))),
    ...rows.map((cells) => line(cells.map(markdownCell))),
    '',
    ...(notes.length === 0 ? [] : [notes.map(markdownText).join(' '), '']),
  ].join('\n');
}

function markdownCell(cell: TextCell): string {
  const text = markdownText(String(cellContent(cell) ?? '–'));
  return isBold(cell) ? `**${text}**` : text;
}

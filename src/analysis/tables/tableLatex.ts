import { latexText } from '../../lib/escaping/latexText.ts';
import { cellContent, isBold, type TextCell, type TextTable } from './textTable.ts';

/**
 * A LaTeX tabular with the rules of booktabs, which the document must load: names to the left, the
 * rest to the right. Unknown numbers are dashes. It compiles with pdflatex where names are in Latin
 * letters; a comment says so where they are not. Notes are comments,
 * written so that a caption can take them.
 */
export function tableLatex({ columns, rows, notes = [] }: TextTable): string {
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  const lines = [
    line(columns.map(({ label }) => latexText(label))),
    '\\midrule',
    ...rows.map((cells) => line(cells.map(latexCell))),
  ];
  const isForeign = lines.some((text) => /[\u0250-\u{10FFFF}]/u.test(text));
  return [
    '% needs \\usepackage{booktabs}',
    ...notes.map((note) => `% ${latexText(note)}`),
    ...(isForeign ? ['% has letters that LuaLaTeX or XeLaTeX and a font with them can set'] : []),
    `\\begin{tabular}{l${'r'.repeat(Math.max(0, columns.length - 1))}}`,
    '\\toprule',
    ...lines,
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

function latexCell(cell: TextCell): string {
  const text = cellContent(cell);
  if (text === null) return '--';
  if (typeof text === 'number') return text < 0 ? `$${text}$` : String(text);
  return isBold(cell) ? `\\textbf{${latexText(text)}}` : latexText(text);
}

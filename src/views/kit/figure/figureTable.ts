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
 * The same as a LaTeX tabular that needs no package: the first column to the left, the others to
 * the right. Unknown numbers are dashes.
 */
export function tableLatex({ columns, rows }: FigureTable): string {
  const line = (cells: readonly FigureCell[]) => `${cells.map(latexCell).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{l${'r'.repeat(Math.max(0, columns.length - 1))}}`,
    '\\hline',
    line(columns.map(({ label }) => label)),
    '\\hline',
    ...rows.map(line),
    '\\hline',
    '\\end{tabular}',
    '',
  ].join('\n');
}

const latexSigns: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '→': '$\\to$',
  '−': '$-$',
  '–': '--',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '±': '$\\pm$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  ε: '$\\varepsilon$',
  θ: '$\\theta$',
  μ: '$\\mu$',
  ρ: '$\\rho$',
  ϕ: '$\\phi$',
  Ψ: '$\\Psi$',
  Ω: '$\\Omega$',
};

/** Class names are foreign text: signs that LaTeX would read are written out. */
function latexCell(cell: FigureCell): string {
  if (cell === null) return '--';
  return String(cell).replaceAll(/[^\p{L}\p{N}\s]|[α-ωϕΨΩ]/gu, (sign) => {
    const written = latexSigns[sign];
    if (written !== undefined) return written;
    return '{}$&#_%'.includes(sign) ? `\\${sign}` : sign;
  });
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

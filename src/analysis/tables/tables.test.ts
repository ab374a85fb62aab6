import { expect, test } from 'vitest';
import { tableCsv } from './tableCsv.ts';
import { tableLatex } from './tableLatex.ts';
import { tableMarkdown } from './tableMarkdown.ts';
import type { TextTable } from './textTable.ts';

const table: TextTable = {
  columns: [{ label: 'class' }, { label: 'θ, 50%' }],
  rows: [
    ['a_b, [c]', { text: '−0.84', bold: true }],
    ['=l', null],
    ['x', -2],
  ],
};

test('CSV quotes commas and leaves unknown cells empty', () => {
  expect(tableCsv(table)).toBe(`class,"θ, 50%"\r\n"a_b, [c]",−0.84\r\n'=l,\r\nx,-2\r\n`);
});

test('Markdown marks what stands out', () => {
  expect(tableMarkdown(table)).toBe(
    '| class | θ, 50% |\n| :-- | --: |\n| a\\_b, \\[c\\] | **−0.84** |\n| =l | – |\n| x | -2 |\n',
  );
});

test('LaTeX is a tabular of booktabs', () => {
  expect(tableLatex(table)).toBe(
    [
      '% needs \\usepackage{booktabs}',
      '\\begin{tabular}{lr}',
      '\\toprule',
      'class & $\\theta$, 50\\% \\\\',
      '\\midrule',
      'a\\_b, {[}c{]} & \\textbf{$-$0.84} \\\\',
      '=l & -- \\\\',
      'x & $-2$ \\\\',
      '\\bottomrule',
      '\\end{tabular}',
      '',
    ].join('\n'),
  );
});

test('LaTeX says where letters need another program than pdflatex', () => {
  const named = (name: string) => tableLatex({ columns: table.columns, rows: [[name, 1]] });
  expect(named('猫')).toContain('LuaLaTeX');
  expect(named('naïve')).not.toContain('LuaLaTeX');
});

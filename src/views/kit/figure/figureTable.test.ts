import { expect, test } from 'vitest';
import { tableCsv, tableLatex } from './figureTable.ts';

const csvOf = (...row: (string | number | null)[]) =>
  tableCsv({ columns: row.map((_, index) => ({ label: `c${index}` })), rows: [row] }).split(
    '\r\n',
  )[1];

test('cells are separated by commas and quoted where they hold one', () => {
  expect(csvOf('l', 1.45, null)).toBe('l,1.45,');
  expect(csvOf('a,b', 'say "l"')).toBe('"a,b","say ""l"""');
});

test('class names cannot be formulas', () => {
  expect(csvOf('=1+1', '+1', '-x', '@sum', '\tx')).toBe("'=1+1,'+1,'-x,'@sum,'\tx");
  expect(csvOf('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  expect(csvOf(-3)).toBe('-3');
});

test('LaTeX is a tabular that foreign names cannot break out of', () => {
  const table = {
    columns: [{ label: 'class' }, { label: 'θ, 50%' }],
    rows: [
      ['a_b & {c}\\d', '−0.84'],
      ['naïve 猫 ~^#$', null],
    ],
  };
  expect(tableLatex(table).split('\n')).toEqual([
    '\\begin{tabular}{lr}',
    '\\hline',
    'class & $\\theta$, 50\\% \\\\',
    '\\hline',
    'a\\_b \\& \\{c\\}\\textbackslash{}d & $-$0.84 \\\\',
    'naïve 猫 \\textasciitilde{}\\textasciicircum{}\\#\\$ & -- \\\\',
    '\\hline',
    '\\end{tabular}',
    '',
  ]);
});

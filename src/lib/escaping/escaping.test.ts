import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell } from './csvCell.ts';
import { latexText } from './latexText.ts';
import { markdownText } from './markdownText.ts';
import { markupText } from './markupText.ts';

test('a class name is never a formula', () => {
  expect(['=1+1', '+a', '-x', '@sum'].map(csvCell)).toEqual(["'=1+1", "'+a", "'-x", "'@sum"]);
  expect(csvCell('\t=x')).toBe('"\t\'=x"');
  expect(csvCell('\uFF1D1')).toBe("'\uFF1D1");
  expect(csvCell('a;=1')).toBe(`"a;'=1"`);
  expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
});

test('numbers stay numbers, also as text with a sign', () => {
  expect([1.45, -3, null, '+1.2', '-0.5e-3'].map(csvCell)).toEqual([
    '1.45',
    '-3',
    '',
    '+1.2',
    '-0.5e-3',
  ]);
});

test('whatever a cell holds, no program sees a formula in it', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', ';', '\t', '\n', '"', ' ', 'a', '1'),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const cell = csvCell(text);
      const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      for (const part of inner.split(/[;\t\r\n]/)) {
        const start = part.trimStart();
        expect(/^[=+\-@]/.test(start) && Number.isNaN(Number(start))).toBe(false);
      }
    }),
  );
});

test('LaTeX reads no command in a name', () => {
  expect(latexText('a_b & {c}\\d')).toBe('a\\_b \\& \\{c\\}\\textbackslash{}d');
  expect(latexText('naïve 猫 ~^#$')).toBe('naïve 猫 \\textasciitilde{}\\textasciicircum{}\\#\\$');
  expect(latexText('[x]* --')).toBe('{[}x{]}{*} -{}-');
  expect(latexText('top-1')).toBe('top-1');
  expect(latexText('a\n%\u202Eb')).toBe('a \\%b');
});

test('Markdown reads no mark, HTML or address in a name', () => {
  expect(markdownText('a|b\n**c**')).toBe('a\\|b \\*\\*c\\*\\*');
  expect(markdownText('<img src=x>')).toBe('&lt;img src=x&gt;');
  expect(markdownText('http://www.x.org')).toBe('http\\://www\\.x.org');
});

test('markup reads no element, entity or end of an attribute in a name', () => {
  expect(markupText(`<b>&amp;"'`)).toBe('&lt;b&gt;&amp;amp;&quot;&#39;');
  expect(markupText('a\u0000b\uD800c')).toBe('a\uFFFDb\uFFFDc');
});

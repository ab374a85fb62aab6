import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isListName, readLabelLists } from './labelLists.ts';

const read = (path: string, text: string, count = 3) =>
  readLabelLists({ path, bytes: new TextEncoder().encode(text) }, count);

describe('readLabelLists', () => {
  test.each([
    ['a.txt', 'cat\ndog\r\ncat\n'],
    ['a.csv', 'cat\ndog\ncat\n'],
    ['a.csv', 'label\ncat\ndog\ncat'],
    ['a.csv', 'species\ncat\ndog\ncat'],
    ['a.csv', 'id, label\n7, cat\n8, dog\n9, cat\n'],
    ['a.csv', 'number,what\n7,cat\n8,dog\n9,cat\n'],
    ['a.tsv', '0\tcat\n1\tdog\n2\tcat\n'],
    ['a.csv', 'cat,1\ndog,2\ncat,3\n'],
    ['a.csv', 'class;note\ncat;\n"dog";x\ncat;y\n'],
  ])('reads %s: %j', (path, text) => {
    expect(read(path, text)).toEqual([
      { name: path, column: null, path, lines: ['cat', 'dog', 'cat'] },
    ]);
  });

  test('takes a first line that is called as labels are for a label where there is none too many', () => {
    expect(read('a.csv', 'y\nn\ny\nn\n', 4)[0].lines).toEqual(['y', 'n', 'y', 'n']);
  });

  test.each([
    ['a number too many', 'a.csv', '0\n1\n0\n1\n'],
    ['a text too many', 'a.csv', 'cat\ncat\ndog\ncat\n'],
    ['a counted row too many', 'a.csv', '0,a\n1,b\n2,a\n3,b\n'],
    ['a name in the place of a label', 'a.csv', 'label\ncat\ndog\n'],
    ['a name in the place of a label', 'a.txt', 'class\ncat\ndog\n'],
  ])('shifts no labels: finds none in %s in %s', (_what, path, text) => {
    expect(read(path, text)).toEqual([]);
  });

  test('keeps several columns of labels apart', () => {
    const text = 'label,class\ncat,a\ndog,b\ncat,b\n';
    expect(read('l.csv', text).map(({ name, column }) => [name, column])).toEqual([
      ['l.csv, “label”', 'label'],
      ['l.csv, “class”', 'class'],
    ]);
    const twice = read('l.csv', text.replace('class', 'label'));
    expect(twice.map(({ name, column }) => [name, column])).toEqual([
      ['l.csv, column 1', null],
      ['l.csv, column 2', null],
    ]);
  });

  test.each([
    ['too many lines', 'a.txt', 'cat\ndog\ncat\ncat\n'],
    ['an empty line', 'a.txt', 'cat\n\ndog\n'],
    ['nothing', 'a.csv', ''],
    ['a row too few', 'a.csv', 'cat\ndog\n'],
    ['columns that nothing tells', 'a.csv', 'cat,dog\ndog,cat\ncat,cat\n'],
    ['rows of different lengths', 'a.csv', 'label\ncat\na,b\ncat\n'],
    ['an empty label', 'a.csv', 'label\n" "\ncat\ncat\n'],
    ['an open quotation', 'a.csv', 'label\n"cat\ndog\ncat\n'],
    ['more columns than a list has', 'a.csv', `${','.repeat(70)}\n`.repeat(3)],
  ])('finds none in %s', (_what, path, text) => {
    expect(read(path, text)).toEqual([]);
  });

  test('takes any bytes without failing', () => {
    const paths = fc.constantFrom('a.txt', 'a.csv');
    fc.assert(
      fc.property(paths, fc.uint8Array({ maxLength: 60 }), fc.nat(9), (path, bytes, count) => {
        for (const { lines } of readLabelLists({ path, bytes }, count)) {
          expect(lines).toHaveLength(count);
          expect(lines.every((line) => line.trim() !== '')).toBe(true);
        }
      }),
    );
  });

  test('are looked for in texts and tables', () => {
    const names = ['a.TXT', 'b.csv', 'c.tsv', 'd.npy', 'csv'];
    expect(names.map(isListName)).toEqual([true, true, true, false, false]);
  });
});

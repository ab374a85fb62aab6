import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isListName, readLabelLists } from './labelLists.ts';

const read = (path: string, text: string) => readLabelLists(path, new TextEncoder().encode(text));

describe('readLabelLists', () => {
  test.each([
    ['a.txt', 'cat\ndog\r\ncat\n'],
    ['a.csv', 'cat\ndog\ncat\n'],
    ['a.csv', 'label\ncat\ndog\ncat'],
    ['a.csv', 'id,label\n7,cat\n8,dog\n9,cat\n'],
    ['a.tsv', '0\tcat\n1\tdog\n2\tcat\n'],
    ['a.csv', 'cat,1\ndog,2\ncat,3\n'],
    ['a.csv', 'class;note\ncat;\n"dog";x\ncat;y\n'],
  ])('reads %s: %j', (path, text) => {
    expect(read(path, text)).toEqual([{ name: path, path, lines: ['cat', 'dog', 'cat'] }]);
  });

  test('keeps several columns of labels apart', () => {
    expect(read('l.csv', 'label,class\ncat,a\ndog,b\n')).toEqual([
      { name: 'l.csv, column “label”', path: 'l.csv', lines: ['cat', 'dog'] },
      { name: 'l.csv, column “class”', path: 'l.csv', lines: ['a', 'b'] },
    ]);
  });

  test.each([
    ['a.txt', 'cat\n\ndog\n'],
    ['a.csv', ''],
    ['a.csv', 'cat,dog\ndog,cat\n'],
    ['a.csv', 'label\ncat\na,b\n'],
    ['a.csv', 'label\n" "\n'],
    ['a.csv', 'label\n"cat\n'],
  ])('finds none in %s: %j', (path, text) => {
    expect(read(path, text)).toEqual([]);
  });

  test('takes any bytes without failing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a.txt', 'a.csv'),
        fc.uint8Array({ maxLength: 60 }),
        (path, bytes) => {
          for (const { lines } of readLabelLists(path, bytes)) {
            expect(lines.every((line) => line.trim() !== '')).toBe(true);
          }
        },
      ),
    );
  });

  test('are looked for in texts and tables', () => {
    expect(['a.TXT', 'b.csv', 'c.tsv', 'd.npy', 'csv'].map(isListName)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

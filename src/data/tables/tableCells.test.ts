import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableCells } from './tableCells.ts';

const waysOf = (text: string, path = 'a.txt') =>
  tableCells(text, path, { file: path, entry: null }).map((rows) => rows.map(({ cells }) => cells));

describe('cells of a text', () => {
  const rows = [
    ['a.png', 'x'],
    ['b.png', 'y'],
  ];

  test.each([',', ', ', '\t', ';', '|'])('are parted by %j', (separator) => {
    const text = rows.map((row) => row.join(separator)).join('\n');
    expect(waysOf(text)).toEqual([rows]);
    expect(waysOf(text.replaceAll('\n', '\r\n'))).toEqual([rows]);
    expect(waysOf(text.replaceAll('\n', '\r'))).toEqual([rows]);
  });

  test('may be quoted, with what parts others in them', () => {
    expect(waysOf('"a, b.png",x\n"c.png","y ""z"""\n')).toEqual([
      [
        ['a, b.png', 'x'],
        ['c.png', 'y "z"'],
      ],
    ]);
  });

  test('between blanks are parted at the first or the last', () => {
    expect(waysOf('a.png golden retriever\nmy dog.png pug\n')).toEqual([
      [
        ['a.png', 'golden retriever'],
        ['my', 'dog.png pug'],
      ],
      [
        ['a.png golden', 'retriever'],
        ['my dog.png', 'pug'],
      ],
      [
        ['a.png', 'golden', 'retriever'],
        ['my', 'dog.png', 'pug'],
      ],
    ]);
  });

  test('between blanks are columns where numbers follow, below comments', () => {
    const [numbers, ...others] = waysOf('#Image ID\n# more\na_1 1 2 1\n\nb_1  2 1 3\n');
    expect(others).toEqual([]);
    expect(numbers).toEqual([
      ['a_1', '1', '2', '1'],
      ['b_1', '2', '1', '3'],
    ]);
  });

  test('take the names of their columns from a comment, or the first line', () => {
    const body = 'a_1 1 2 1\nb_1 2 1 3\n';
    const rows = [
      ['a_1', '1', '2', '1'],
      ['b_1', '2', '1', '3'],
    ];
    const named = ['Image', 'CLASS-ID', 'SPECIES', 'BREED ID'];
    expect(waysOf(`#Image CLASS-ID SPECIES BREED ID\n#ID: more\n${body}`)).toEqual([
      [named, ...rows],
    ]);
    expect(waysOf(`Image A B C\n${body}`)).toEqual([[['Image', 'A', 'B', 'C'], ...rows]]);
    expect(waysOf(`A B C\n${body}`)).toEqual([[['', 'A', 'B', 'C'], ...rows]]);
  });

  test('are the same below a line that says how many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.boolean(), (count, hasNames) => {
        const lines = Array.from({ length: count }, (_, at) => `${at}.png ${at % 2} -1`);
        const text = [...(hasNames ? ['bald male'] : []), ...lines].join('\n');
        expect(waysOf(`${count}\n${text}\n`)).toEqual(waysOf(`${text}\n`));
        expect(waysOf(`${count + 7}\n${text}\n`)).not.toEqual(waysOf(`${text}\n`));
      }),
    );
  });

  test('know their lines', () => {
    const [rows] = tableCells('# c\n\na 1 2\nb 3 4\n', 'a.txt', { file: 'a', entry: null });
    expect(rows.map(({ line }) => line)).toEqual([3, 4]);
  });

  test('of any text are texts, each row with a line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab1 \t,;|"#\n\r{['), maxLength: 60 }),
        (text) => {
          for (const path of ['a.txt', 'a.csv', 'a.json'])
            for (const rows of tableCells(text, path, { file: path, entry: null }))
              for (const { line, cells } of rows) {
                expect(Number.isInteger(line)).toBe(true);
                expect(cells.every((cell) => cell === cell.trim())).toBe(true);
              }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { expectRefusal } from '../testing/errors.ts';
import { type TableOptions, writeTable } from '../testing/writeTable.ts';
import { isTable, readTableDataset, type TableFile } from './tableDataset.ts';

const file = (name: string, bytes: Uint8Array): TableFile => ({ file: name, entry: null, bytes });
const read = (
  files: readonly TableFile[],
  shape: Parameters<typeof readTableDataset>[3] = null,
  limits = defaultLimits,
) => readTableDataset(files, 'table', limits, shape);
const text = (value: string) => new TextEncoder().encode(value);

/** Rows of 25 pixels, the label (0 or 1) last; the corners vary but skip values. */
const images = Array.from({ length: 6 }, (_, row) =>
  Array.from({ length: 25 }, (_, column) => (row * 45 + column * 9) % 256),
);
const labelled = images.map((pixels, row) => [...pixels, row % 2]);
const names = Array.from({ length: 25 }, (_, column) => `pixel${column}`);
const expected = read([file('a.csv', writeTable(labelled))]);

describe('readTableDataset', () => {
  test('reads pixels and labels', () => {
    expect(expected.shape).toEqual({ height: 5, width: 5, channels: 1 });
    expect(expected.classes).toEqual(['0', '1']);
    expect([...expected.train.images]).toEqual(images.flat());
    expect([...expected.train.labels]).toEqual([0, 1, 0, 1, 0, 1]);
    expect(expected.notes).toEqual([
      'Labels were read from the last column, pixels as grey images of 5 × 5.',
    ]);
  });

  test('gives equal data for every form of the same table', () => {
    const options: fc.Arbitrary<TableOptions> = fc.record({
      separator: fc.constantFrom(',' as const, '\t' as const, ';' as const),
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
      byteOrderMark: fc.boolean(),
      quoteAll: fc.boolean(),
      open: fc.boolean(),
    });
    fc.assert(
      fc.property(options, fc.boolean(), fc.nat(25), (form, hasHeader, at) => {
        // Without a header the label can only be told at either end.
        const place = hasHeader ? at : at % 2 === 0 ? 0 : 25;
        const moved = (row: readonly (string | number)[], cell: string | number) =>
          row.toSpliced(place, 0, cell);
        const rows = images.map((pixels, row) => moved(pixels, row % 2));
        const header = hasHeader ? [moved(names, 'Label')] : [];
        const dataset = read([file('a.tsv', writeTable([...header, ...rows], form))]);
        expect(dataset.hash).toBe(expected.hash);
      }),
    );
  });

  test('takes texts for labels, quoted or not, as plain text', () => {
    const classes = ['__proto__', '<b>,"x"\r\n'];
    const rows = images.map((pixels, row) => [classes[row % 2], ...pixels]);
    const dataset = read([file('a.csv', writeTable(rows))]);
    expect(dataset.classes).toEqual(['<b>,"x"\r\n', '__proto__']);
    expect([...dataset.train.labels]).toEqual([1, 0, 1, 0, 1, 0]);
    expect(dataset.train.images).toEqual(expected.train.images);
  });

  test('takes a class called y for a class, and numbered columns for a header', () => {
    const rows = images.map((pixels, row) => [row % 2 ? 'y' : 'x', ...pixels]);
    expect(read([file('a.csv', writeTable(rows.reverse()))]).train.labels.length).toBe(6);
    const counted = Array.from({ length: 26 }, (_, column) => column);
    const { hash, notes } = read([file('a.csv', writeTable([counted, ...labelled]))]);
    expect(hash).toBe(expected.hash);
    expect(notes).toContain('The first line was read as names of the columns.');
  });

  test('leaves numbers of rows aside', () => {
    const rows = labelled.map((row, index) => [index, ...row]);
    const { hash, notes } = read([file('a.csv', writeTable([['', ...names, 'class'], ...rows]))]);
    expect(hash).toBe(expected.hash);
    expect(notes.join()).toContain('numbers the rows');
  });

  test.each([
    ['0 to 1', (value: number): string | number => value / 255, 'from 0 to 1'],
    [
      'numbers with exponents',
      (value: number): string | number => (value / 255).toExponential(),
      'from 0 to 1',
    ],
  ] as const)('scales %s', (_name, change, note) => {
    const first = [255, ...images[0].slice(1)];
    const rows = [first, ...images.slice(1)];
    const plain = read([file('a.csv', writeTable(rows.map((row, i) => [...row, i % 2])))]);
    const scaled = rows.map((row, i) => [...row.map((value) => change(value)), i % 2]);
    const dataset = read([file('a.csv', writeTable(scaled))]);
    expect(dataset.hash).toBe(plain.hash);
    expect(dataset.notes.join()).toContain(note);
  });

  test('takes shapes from the names of columns, or as given', () => {
    const wide = images.map((pixels, row) => [row % 2, ...pixels, 1, 2, 3]);
    const header = [
      'label',
      ...Array.from({ length: 28 }, (_, at) => `${Math.floor(at / 7) + 1}x${(at % 7) + 1}`),
    ];
    const named = read([file('a.csv', writeTable([header, ...wide]))]);
    expect(named.shape).toEqual({ height: 4, width: 7, channels: 1 });
    const given = { height: 7, width: 4, channels: 1 };
    expect(read([file('a.csv', writeTable(wide))], given).shape).toEqual(given);
  });

  test('splits by the names of files, and joins', () => {
    const table = writeTable(labelled);
    const split = read([file('d.tes', table), file('d.tra', table)]);
    expect([split.train.labels.length, split.test?.labels.length]).toEqual([6, 6]);
    const both = read([file('a.csv', table), file('b.csv', table)]);
    expect(both.train.labels.length).toBe(12);
    expect(both.notes).toContain('2 tables were joined for training.');
  });

  const plain = writeTable(labelled);

  test('refuses a table beyond the limits before memory is taken for it', async () => {
    const limits = { ...defaultLimits, decodedBytes: 149 };
    await expectRefusal(() => read([file('a.csv', plain)], null, limits), ['150 bytes']);
    const small = { ...defaultLimits, imageSide: 4 };
    await expectRefusal(() => read([file('a.csv', plain)], null, small), ['5 × 5 pixels']);
    const commas = new Uint8Array(2 ** 20 + 10).fill(0x2c);
    await expectRefusal(() => read([file('a.csv', commas)]), ['more than 1,048,576 columns']);
  });

  test('every truncation and every changed byte gives an error or whole rows', () => {
    const attempt = (bytes: Uint8Array) => {
      try {
        const { train } = read([file('a.csv', bytes)]);
        expect(train.images.length).toBe(25 * train.labels.length);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    };
    for (let length = 0; length < plain.length; length++) attempt(plain.subarray(0, length));
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.nat(255), (at, byte) => {
        attempt(plain.with(at, byte));
      }),
      { numRuns: 300 },
    );
  });
});

test('isTable knows a table by its first two rows', () => {
  expect(isTable(writeTable(labelled))).toBe(true);
  expect(isTable(text('a, b, c\nd, e, f\n'))).toBe(false);
  expect(isTable(text('Images, and more.\nSoon.'))).toBe(false);
  expect(isTable(new Uint8Array(100))).toBe(false);
});

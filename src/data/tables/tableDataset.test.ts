import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import type { Dataset } from '../dataset.ts';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { PixelLayout, ReadingChoices } from '../readingChoices.ts';
import { expectRefusal } from '../testing/errors.ts';
import { type TableOptions, writeTable } from '../testing/writeTable.ts';
import { isTable } from './recogniseTable.ts';
import type { TableFile } from './tableColumns.ts';
import { readTableDataset } from './tableDataset.ts';

const file = (name: string, bytes: Uint8Array): TableFile => ({ file: name, entry: null, bytes });
function read(
  files: readonly TableFile[],
  shape: PixelLayout | null = null,
  limits = defaultLimits,
  choices: ReadingChoices = {},
): Dataset {
  const reading = readTableDataset(
    files,
    'table',
    limits,
    shape === null ? choices : { ...choices, shape },
  );
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}
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

  test('asks which of several columns of labels to take, and leaves the others out', () => {
    const rows = labelled.map((row, index) => [...row, 'abc'[index % 3]]);
    const table = file('a.csv', writeTable([[...names, 'label', 'class'], ...rows]));
    const reading = readTableDataset([table], 'table', defaultLimits, {});
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [{ kind, alternatives }] = reading.questions;
    expect(kind).toBe('label');
    expect(alternatives.map(({ flag }) => flag)).toEqual(['--label label', '--label class']);
    const [byLabel, byClass] = alternatives.map(({ choices }) =>
      read([table], null, defaultLimits, choices),
    );
    expect(byLabel.hash).toBe(expected.hash);
    expect(byLabel.notes).toEqual([
      'Labels were read from column “label”, pixels as grey images of 5 × 5.',
      'Column “class” may be labels as well and was left aside.',
    ]);
    expect(byClass.classes).toEqual(['a', 'b', 'c']);
    expect(byClass.train.images).toEqual(expected.train.images);
  });

  test('takes the sides from the last pixel, whatever stands beside it', () => {
    const header = ['label', '1x1', '1x2', '1x3', '2x1', '2x2', '2x3', 'class'];
    const rows = [0, 1, 0, 1].map((label) => [label, 9, 8, 7, 6, 5, 4, 'ab'[label]]);
    const table = file('a.csv', writeTable([header, ...rows]));
    const { shape } = read([table], null, defaultLimits, { label: 'label' });
    expect(shape).toEqual({ height: 2, width: 3, channels: 1 });
  });

  test('never takes other labels for features', () => {
    const rows = labelled.map((row, index) => [
      ...row.slice(0, -1),
      'xy'[row[25]],
      10 + 2 * (index % 2),
    ]);
    const table = file('a.csv', writeTable([[...names, 'label', 'class_id'], ...rows]));
    const { shape, classes, notes } = read([table]);
    expect(shape).toEqual({ height: 5, width: 5, channels: 1 });
    expect(classes).toEqual(['x', 'y']);
    expect(notes).toContain('Column “class_id” may be labels as well and was left aside.');
    const unlike = rows.map((row, index) => [...row.slice(0, -2), 3 + 2 * (index % 2), row[26]]);
    expect(() =>
      read([file('a.csv', writeTable([[...names, 'label', 'class_id'], ...unlike]))]),
    ).toThrow('none of the columns “label”, “class_id” looks like labels');
  });

  test('takes y for the labels where nothing else can be', () => {
    for (const header of [
      ['x', 'y'],
      ['y', 'x'],
    ]) {
      const rows = [3, 5, 3, 5].map((y, at) => header.map((name) => (name === 'y' ? y : at + 0.5)));
      expect(read([file('a.csv', writeTable([header, ...rows]))]).classes).toEqual(['3', '5']);
    }
  });

  test('refuses tables whose columns are in another order', () => {
    const table = (name: string, header: readonly string[]) =>
      file(name, writeTable([header, [1.5, 2, 'a'], [3.5, 4, 'b']]));
    const train = table('train.csv', ['f', 'g', 'label']);
    expect(() => read([train, table('test.csv', ['g', 'f', 'label'])])).toThrow('in another order');
    expect(read([train, table('test.csv', ['f', 'g', 'label'])]).test?.labels).toHaveLength(2);
  });

  test('takes y beside x for a place, and what has fractions for a feature', () => {
    const places = [1, 2, 3, 4].map((at) => [at, 2 * at, 'ab'[at % 2]]);
    const table = writeTable([['x', 'y', 'class'], ...places]);
    for (const choices of [{}, { label: 'class' }]) {
      const { train } = read([file('a.csv', table)], null, defaultLimits, choices);
      expect([...train.images]).toEqual([1, 2, 2, 4, 3, 6, 4, 8]);
    }
    const measured = places.map(([x, y, label]) => [x, Number(y) + 0.5, label]);
    const named = writeTable([['a', 'target', 'class'], ...measured]);
    expect(read([file('a.csv', named)]).shape.width).toBe(2);
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
    const asImages = { rows: 'images' } as const;
    const dataset = read([file('a.csv', writeTable(scaled))], null, defaultLimits, asImages);
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
    const given = { height: 7, width: 4, channels: 1 } as const;
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

describe('tables of features', () => {
  const flowers = [
    ['5.1', 3.5, 'setosa'],
    ['7', '-3.2e0', 'virginica'],
    [' 6.3 ', 1e3, 'setosa'],
  ];

  test('give vectors of 32-bit numbers', () => {
    const { shape, classes, train, format, notes } = read([file('iris.data', writeTable(flowers))]);
    expect(shape).toEqual({ height: 1, width: 2, channels: 1 });
    expect(classes).toEqual(['setosa', 'virginica']);
    expect(train.images).toEqual(Float32Array.from([5.1, 3.5, 7, -3.2, 6.3, 1000]));
    expect([...train.labels]).toEqual([0, 1, 0]);
    expect(format).toBe('a table of features');
    expect(notes).toEqual([
      'Labels were read from the last column, the others as vectors of 2 features.',
    ]);
  });

  test('give back every number of 32 bits that is written', () => {
    const numbers = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, numbers), { minLength: 2 }), (values) => {
        const rows = values.map((row, index) => [...row, index % 2 ? 'a' : 'b']);
        const { train } = read([file('a.csv', writeTable(rows))]);
        // Negative zero is written as 0.
        expect(train.images).toEqual(Float32Array.from(values.flat(), (value) => value + 0));
      }),
    );
  });

  const fractions = images.map((pixels, row) => [...pixels.map((value) => value / 255), row % 2]);

  test('are told from images, or asked about', () => {
    const files = [file('a.csv', writeTable(fractions))];
    const reading = readTableDataset(files, 'table', defaultLimits, {});
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [{ found, alternatives }] = reading.questions;
    expect(found).toContain('rows of 25 numbers with fractions');
    expect([...alternatives[0].previews[1].pixels]).toEqual(images[1]);
    const kinds = alternatives.map(({ choices }) => read(files, null, defaultLimits, choices));
    expect(kinds.map(({ shape }) => shape.height)).toEqual([5, 1]);
    expect(kinds[1].train.images[1]).toBe(Math.fround(9 / 255));
    const negative = fractions.map((row) => row.with(3, -0.5));
    const { train } = read([file('a.csv', writeTable(negative))]);
    expect(train.images[3]).toBe(-0.5);
  });

  test('are asked about where both ends may be labels', () => {
    const both = flowers.map((row, index) => [index % 2, ...row]);
    const ask = (rows: readonly (readonly (string | number)[])[], label?: string) =>
      readTableDataset([file('a.csv', writeTable(rows))], 'table', defaultLimits, {
        ...(label === undefined ? {} : { label }),
      });
    const reading = ask(both);
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    expect(reading.questions[0].alternatives.map(({ choices }) => choices.label)).toEqual([
      'column 1',
      'column 4',
    ]);
    expect(reading.questions[0].alternatives[1].flag).toBe("--label 'column 4'");
    const numbers = both.map((row) => row.slice(0, 3));
    expect(ask(numbers, 'column 1')).toMatchObject({ dataset: { classes: ['0', '1'] } });
    expect(() => ask(numbers, 'kind')).toThrow('no column “kind”. Allowed: “column 1”, “column 2”');
    const header = ['kind', 'length', 'width'];
    expect(ask([header, ...numbers], 'kind')).toMatchObject({ dataset: { classes: ['0', '1'] } });
  });
});

test('isTable knows a table by its first two rows', () => {
  expect(isTable(writeTable(labelled))).toBe(true);
  expect(isTable(text('a, b, c\nd, e, f\n'))).toBe(false);
  expect(isTable(text('Images, and more.\nSoon.'))).toBe(false);
  expect(isTable(new Uint8Array(100))).toBe(false);
});

describe('numbers between blanks', () => {
  const values = (row: number, count: number) =>
    Array.from({ length: count }, (_, column) => (row * 31 + column * 7) % 256);
  const read = (lines: readonly string[], name = 'a.csv') =>
    readTableDataset(
      [{ file: name, entry: null, bytes: text(`${lines.join('\n')}\n`) }],
      'a',
      defaultLimits,
      {},
    );

  test('are the same table as between commas, however many blanks there are', () => {
    const blanks = fc.constantFrom(' ', '  ', '     ');
    fc.assert(
      fc.property(
        fc.integer({ min: 25, max: 60 }),
        blanks,
        fc.boolean(),
        (count, gap, isAround) => {
          const rows = Array.from({ length: 6 }, (_, row) => [row % 2, ...values(row, count)]);
          const around = isAround ? gap : '';
          const parted = rows.map((row) => `${around}${row.join(gap)}${around}`);
          const plain = rows.map((row) => row.join(','));
          expect(read(parted)).toEqual(read(plain));
          expect(isTable(text(parted.join('\n')))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('may end in a text', () => {
    const reading = read(['1.5 2 3 cat', '2.5 3 4 dog', '0.5 1 2 cat', '9 9 9.5 dog']);
    expect(reading).toMatchObject({ dataset: { classes: ['cat', 'dog'], shape: { width: 3 } } });
  });

  test('are no table where texts stand among them, or commas', async () => {
    await expectRefusal(() => read(['1 b 3 4', '2 c 4 5']), ['a.csv']);
    expect(isTable(text(`${'1 '.repeat(30)}, 1\n${'1 '.repeat(30)}, 1\n`))).toBe(false);
  });
});

test('an image may stand in one cell that is longer than any name', () => {
  const cell = (row: number) =>
    Array.from({ length: 100 * 300 }, (_, at) => (row * 31 + at) % 256).join(' ');
  const lines = ['label,pixels', ...[0, 1, 0, 1].map((label, row) => `${label},${cell(row)}`)];
  expect(cell(0).length).toBeGreaterThan(2 ** 16);
  const file = { file: 'a.csv', entry: null, bytes: text(lines.join('\n')) };
  const shape = { height: 100, width: 100, channels: 3 } as const;
  const reading = readTableDataset([file], 'a', defaultLimits, { shape });
  expect(reading).toMatchObject({
    dataset: { shape, train: { labels: Int32Array.of(0, 1, 0, 1) } },
  });
});

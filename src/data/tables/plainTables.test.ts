/** Tables as people have them: unlabelled ones beside others, a column a class, pixels in one cell, splits by row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { expectRefusal } from '../testing/errors.ts';
import { type TableOptions, writeTable } from '../testing/writeTable.ts';
import { readTableDataset } from './tableDataset.ts';

type Cell = string | number;
type Rows = readonly (readonly Cell[])[];

const text = (value: string) => new TextEncoder().encode(value);
const ask = (files: Readonly<Record<string, Uint8Array>>, choices: ReadingChoices = {}) =>
  readTableDataset(
    Object.entries(files).map(([file, bytes]) => ({ file, entry: null, bytes })),
    'table',
    defaultLimits,
    choices,
  );
function read(...args: Parameters<typeof ask>) {
  const reading = ask(...args);
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}

const count = 16;
const pixels = Array.from({ length: count }, (_, row) =>
  Array.from({ length: 36 }, (_, column) => (row * 45 + column * 9 + 30) % 256),
);
const classes = ['ant', 'bee', 'cat'];
const labels = pixels.map((_, row) => classes[row % 3]);
const header = pixels[0].map((_, column) => `pixel${column}`);
const labelled: Rows = [['label', ...header], ...pixels.map((row, at) => [labels[at], ...row])];
const expected = read({ 'train.csv': writeTable(labelled) });

describe('tables without labels beside others', () => {
  const test784: Rows = [header, ...pixels.slice(0, 5)];
  const others: Readonly<Record<string, Uint8Array>> = {
    'test.csv': writeTable(test784),
    'sample_submission.csv': writeTable([
      ['ImageId', 'Label'],
      [1, 0],
      [2, 0],
    ]),
    'ids.csv': writeTable([
      ['name', 'label'],
      ['a.png', 'ant'],
    ]),
    'blank.csv': writeTable([
      ['label', ...header],
      ...pixels.slice(0, 3).map((row) => ['', ...row]),
    ]),
    'numbered.csv': writeTable([
      ['id', ...header],
      ...pixels.slice(0, 3).map((row, at) => [at, ...row]),
    ]),
  };

  test('are set aside with a note, in any order, and change nothing', () => {
    const files = Object.entries({ 'train.csv': writeTable(labelled), ...others });
    fc.assert(
      fc.property(fc.shuffledSubarray(files), (some) => {
        const given = Object.fromEntries([...some, files[0]]);
        const { hash, notes } = read(given);
        expect(hash).toBe(expected.hash);
        for (const name of Object.keys(given).filter((one) => one !== 'train.csv')) {
          expect(notes.join('\n')).toContain(`“${name}”`);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('are told by their columns where there is no header', () => {
    const plain = labelled.slice(1);
    const { hash, notes } = read({ 'b.csv': writeTable(pixels), 'a.csv': writeTable(plain) });
    expect(hash).toBe(expected.hash);
    expect(notes.join()).toContain('“b.csv” has no labels');
  });

  test('alone are read as before', () => {
    expect(
      read({ 'train.csv': writeTable(labelled), 'test.csv': writeTable(labelled) }).test?.labels
        .length,
    ).toBe(count);
  });
});

describe('a column for each class', () => {
  const bits = (label: string, yes: Cell, no: Cell) =>
    classes.map((name) => (name === label ? yes : no));
  const forms = fc.record({
    isFirst: fc.boolean(),
    hasHeader: fc.boolean(),
    words: fc.constantFrom<[Cell, Cell]>([1, 0], ['1.0', '0.0'], ['True', 'False'], [' 1', ' 0']),
    separator: fc.constantFrom<NonNullable<TableOptions['separator']>>(',', ';', '\t'),
  });

  test('is read as labels, first or last, with a header or without', () => {
    fc.assert(
      fc.property(forms, ({ isFirst, hasHeader, words: [yes, no], separator }) => {
        const joined = (one: readonly Cell[], row: readonly Cell[]) =>
          isFirst ? [...one, ...row] : [...row, ...one];
        const rows = pixels.map((row, at) => joined(bits(labels[at], yes, no), row));
        const table = writeTable(hasHeader ? [joined(classes, header), ...rows] : rows, {
          separator,
        });
        const dataset = read({ 'a.csv': table });
        expect([...dataset.train.images]).toEqual([...expected.train.images]);
        expect([...dataset.train.labels]).toEqual([...expected.train.labels]);
        expect(dataset.classes).toEqual(hasHeader ? classes : ['0', '1', '2']);
        expect(dataset.notes.join()).toContain('one a class');
      }),
      { numRuns: 40 },
    );
  });

  test('is asked about where the other end looks like labels', () => {
    const rows = pixels.map((row, at) => [at % 2, ...row, ...bits(labels[at], 1, 0)]);
    const files = { 'a.csv': writeTable(rows) };
    const reading = ask(files);
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [{ kind, alternatives }] = reading.questions;
    expect(kind).toBe('label');
    expect(alternatives.map(({ flag }) => flag)).toEqual([
      "--label 'columns 38 to 40'",
      "--label 'column 1'",
    ]);
    const [byBits, byColumn] = alternatives.map(({ choices }) =>
      read(files, { ...choices, rows: 'vectors' }),
    );
    expect(byBits.classes).toEqual(['0', '1', '2']);
    expect(byColumn.classes).toEqual(['0', '1']);
  });

  test('is none where a column is called the labels', () => {
    const rows = labelled.map((row, at) => [
      ...row,
      ...(at === 0 ? classes : bits(labels[at - 1], 1, 0)),
    ]);
    expect(read({ 'a.csv': writeTable(rows) }, { rows: 'vectors' }).shape.width).toBe(39);
  });
});

describe('pixels in one cell', () => {
  const cells: readonly ((row: readonly number[]) => string)[] = [
    (row) => row.join(' '),
    (row) => row.join(','),
    (row) => `[${row.join(', ')}]`,
    (row) => `[${row.map((value) => String(value).padStart(3)).join(' ')}]`,
    (row) => `[${row.slice(0, 9).join(' ')}\n ${row.slice(9).join(' ')}]`,
    (row) => row.join(';'),
    (row) => `[[${row.slice(0, 8).join(' ')}]\n [${row.slice(8).join(' ')}]]`,
  ];

  test('are the images that a column for each makes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cells),
        fc.boolean(),
        fc.boolean(),
        (cell, isFirst, hasHeader) => {
          const body = pixels.map((row, at) =>
            isFirst ? [cell(row), labels[at]] : [labels[at], cell(row)],
          );
          const names = isFirst ? ['pixels', 'emotion'] : ['emotion', 'pixels'];
          const dataset = read({ 'a.csv': writeTable(hasHeader ? [names, ...body] : body) });
          expect(dataset.hash).toBe(expected.hash);
          expect(dataset.notes.join()).toContain('in one cell');
        },
      ),
      { numRuns: 40 },
    );
  });

  test('with the split of each row', () => {
    const usage = ['Training', 'Training', 'Training', 'PublicTest', 'PrivateTest'];
    const table = writeTable([
      ['emotion', 'pixels', 'Usage'],
      ...pixels.map((row, at) => [labels[at], row.join(' '), usage[at % 5]]),
    ]);
    const { train, validation, test: held, notes } = read({ 'fer.csv': table });
    expect([train, validation, held].map((split) => split?.labels.length)).toEqual([10, 3, 3]);
    expect(validation?.images[0]).toBe(pixels[3][0]);
    expect(notes.join()).toContain('“Usage”');
  });

  test.each<[string, string, string[]]>([
    [
      'with dots for some',
      `label,pixels\n${pixels.map((row, at) => `${labels[at]},"[${row.slice(0, 30).join(' ')} ... ${row[35]}]"`).join('\n')}`,
      ['line 2', 'dots'],
    ],
    [
      'of several counts',
      `label,pixels\n${pixels.map((row, at) => `${labels[at]},${row.slice(at === 5 ? 1 : 0).join(' ')}`).join('\n')}`,
      ['line 7', '36 columns', '37'],
    ],
    [
      'in rows of no split',
      `label,pixels,Usage\n${[...pixels, ...pixels]
        .map((row, at) => `ant,${row.join(' ')},${at < 30 ? 'Training' : 'Other'}`)
        .join('\n')}`,
      ['line 32', '“Other”', 'split'],
    ],
  ])('are refused %s', async (_what, table, parts) => {
    await expectRefusal(() => read({ 'a.csv': text(table) }), parts);
  });
});

test('a column of splits parts plain tables too', () => {
  const rows = pixels.map((row, at) => [labels[at], at % 4 === 3 ? 'test' : 'train', ...row]);
  const { train, test: held } = read({
    'a.csv': writeTable([['label', 'split', ...header], ...rows]),
  });
  expect([train.labels.length, held?.labels.length]).toEqual([12, 4]);
});

/** Tables of numbers as people have them: what columns and tables beside tell, and what is asked. */
import { describe, expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { countsIn } from '../testing/countsIn.ts';
import { sourceFile } from '../testing/sourceFiles.ts';
import { writeTable } from '../testing/writeTable.ts';

type Row = readonly (string | number)[];

const valueAt = (at: number) => (at * 37) % 256;
const pixels = (row: number, count = 64) =>
  Array.from({ length: count }, (_, at) => valueAt(row * count + at));
const rowsOf = (count: number, row: (at: number) => Row): Row[] =>
  Array.from({ length: count }, (_, at) => row(at));

async function outcomeOf(
  tables: Readonly<Record<string, readonly Row[]>>,
  choices: ReadingChoices = {},
) {
  const files = Object.entries(tables).map(([name, rows]) => sourceFile(name, writeTable(rows)));
  const reading = await readOrAsk(files, { choices });
  if (reading.kind === 'choice') return reading.questions[0];
  const { classes, shape } = reading.dataset;
  const { train, test: tested } = countsIn(reading.dataset);
  return `${classes.join(' ')}: ${train}/${tested}, ${shape.height} x ${shape.width}`;
}

/** What each answer to the question comes to. */
async function answersOf(tables: Readonly<Record<string, readonly Row[]>>) {
  const question = await outcomeOf(tables);
  if (typeof question === 'string') throw new Error(`Nothing was asked: ${question}`);
  return Promise.all(question.alternatives.map(({ choices }) => outcomeOf(tables, choices)));
}

test('columns called by words are features, whatever their values; few such are asked about', async () => {
  const words = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `${String.fromCharCode(97 + at)}${'xyz'[at % 3]} width`,
    );
  const named = (names: readonly string[]) => ({
    'a.csv': [['class', ...names], ...rowsOf(6, (row) => ['ab'[row % 2], ...pixels(row, 25)])],
  });
  expect(await outcomeOf(named(words(25)))).toBe('a b: 6/0, 1 x 25');
  const numbered = Array.from({ length: 25 }, (_, at) => `pixel${at}`);
  expect(await outcomeOf(named(numbered))).toBe('a b: 6/0, 5 x 5');
  const mixed = ['age', 'height', ...numbered.slice(2)];
  expect(await answersOf(named(mixed))).toEqual(['a b: 6/0, 5 x 5', 'a b: 6/0, 1 x 25']);
});

test('names that pandas made of a row of numbers are a header', async () => {
  const names = ['0', ...Array.from({ length: 64 }, (_, at) => `0.${at + 1}`)];
  const body = rowsOf(6, (row) => [row % 2, ...pixels(row)]);
  expect(await outcomeOf({ 'a.csv': [names, ...body] })).toBe('0 1: 6/0, 8 x 8');
});

describe('tables of several sets', () => {
  const set = (count: number, first: number) =>
    rowsOf(count, (row) => [first + (row % 2), ...pixels(row)]);
  const sets = {
    'letters-train.csv': set(8, 1),
    'letters-test.csv': set(4, 1),
    'digits-train.csv': set(6, 0),
    'digits-test.csv': set(2, 0),
  };

  test('are read as answered, and a set that is not there is refused', async () => {
    expect(await answersOf(sets)).toEqual([
      '0 1: 6/2, 8 x 8',
      '1 2: 8/4, 8 x 8',
      '0 1 2: 14/6, 8 x 8',
    ]);
    await expect(outcomeOf(sets, { part: 'signs' })).rejects.toThrow('no set “signs”');
  });

  test('that are parts of one are joined', async () => {
    const parts = { 'train_1.csv': set(6, 0), 'train_2.csv': set(4, 0), 'test.csv': set(2, 0) };
    expect(await outcomeOf(parts)).toBe('0 1: 10/2, 8 x 8');
  });
});

describe('labels in a table of their own', () => {
  const whole = rowsOf(6, (row) => [...pixels(row), row % 2]);
  const values = whole.map((row) => row.slice(0, -1));
  const labels = whole.map((row) => row.slice(-1));

  test('say the same as in a column, with a header or without', async () => {
    const expected = await outcomeOf({ 'a.csv': whole });
    expect(expected).toBe('0 1: 6/0, 8 x 8');
    const header = Array.from({ length: 64 }, (_, at) => `pixel${at}`);
    for (const [ours, theirs] of [
      [values, labels],
      [[header, ...values], labels],
      [values, [['label'], ...labels]],
      [
        [header, ...values],
        [['label'], ...labels],
      ],
    ]) {
      const outcome = await outcomeOf({ 'X_train.csv': ours, 'y_train.csv': theirs });
      expect(outcome).toBe(expected);
    }
  });

  test('belong to the table of their split, and one of other length to none', async () => {
    const tables = {
      'csvTrainImages 6 x 64.csv': values,
      'csvTrainLabel 6 x 1.csv': labels,
      'csvTestImages 4 x 64.csv': values.slice(0, 4),
      'csvTestLabel 4 x 1.csv': labels.slice(0, 4),
    };
    expect(await outcomeOf(tables)).toBe('0 1: 6/4, 8 x 8');
    const uneven = { 'X.csv': values, 'y.csv': labels.slice(1) };
    await expect(outcomeOf(uneven)).rejects.toThrow('looks like labels');
  });
});

test('beside pixels in one cell the chosen column is the labels, the others go', async () => {
  const faces = {
    'faces.csv': [
      ['age', 'gender', 'name', 'pixels'],
      ...rowsOf(6, (row) => [20 + (row % 3), row % 2, `${row}.jpg`, pixels(row).join(' ')]),
    ],
  };
  expect(await answersOf(faces)).toEqual(['20 21 22: 6/0, 8 x 8', '0 1: 6/0, 8 x 8']);
});

import { expect, test } from 'vitest';
import { splitColumnOf } from './splitColumn.ts';

/** The split of each cell of a column that is called so; null where it tells none. */
function splitsOf(name: string | null, cells: readonly string[]) {
  const rows = cells.map((cell, at) => ({ line: at + 1, cells: ['a.png', cell] }));
  const found = splitColumnOf(rows, name === null ? null : ['file', name], [1]);
  return found === null ? null : rows.map(({ cells }) => found.splitOf(cells)).join(' ');
}

test.each([
  ['split', ['train', 'test', 'val'], 'train test validation'],
  [null, ['train', 'test'], 'train test'],
  ['Usage', ['Training', 'PublicTest', 'PrivateTest'], 'train validation test'],
  ['is_train', ['1', '0'], 'train test'],
  ['is_training_image', ['1', '0'], 'train test'],
  ['is_valid', ['False', 'True'], 'train validation'],
  ['isTest', ['true', 'false'], 'test train'],
  ['partition', ['0', '1', '2'], 'train validation test'],
  ['list_eval_partition', ['2', '0', '1'], 'test train validation'],
] as const)('a column %s tells splits', (name, cells, expected) => {
  expect(splitsOf(name, cells)).toBe(expected);
});

test.each([
  [['is_validation', 'is_final_test'], 'train validation test test'],
  [['is_train', 'is_val'], 'test validation train validation'],
  [['is_train', 'is_test', 'is_val'], ' test train test'],
] as const)('columns %j of yes and no tell splits together', (names, expected) => {
  const answers = ['00', '01', '10', '11'].map((both) => [...both, '0'].slice(0, names.length));
  const rows = answers.map((cells, at) => ({ line: at + 1, cells: ['a.png', ...cells] }));
  const sorted = names[0] === 'is_validation' ? [rows[0], rows[2], rows[1], rows[3]] : rows;
  const found = splitColumnOf(rows, ['file', ...names], [1, 2, 3].slice(0, names.length))!;
  expect(sorted.map(({ cells }) => found.splitOf(cells)).join(' ')).toBe(expected);
  expect(found.columns.length).toBe(names.length);
});

test.each([
  ['label', ['train', 'bus', 'train']],
  ['class', ['train', 'test']],
  ['island', ['1', '0']],
  ['is_cat', ['1', '0']],
  ['is_train', ['1', '2']],
  ['fold', ['0', '1', '2']],
  [null, ['train', 'train']],
] as const)('a column %s of %j tells none', (name, cells) => {
  expect(splitsOf(name, cells)).toBeNull();
});

test.each([
  ['split', ['0', '1', '0'], 'train test train', '0 is taken for train, 1 is taken for test'],
  [
    'train_test_split',
    ['1', '0', '1'],
    'train test train',
    '0 is taken for test, 1 is taken for train',
  ],
  ['partition', ['1', '0'], 'test train', '0 is taken for train, 1 is taken for test'],
  [
    'Split',
    ['0', '1', '2'],
    'train validation test',
    expect.stringContaining('2 is taken for test'),
  ],
] as const)('a column %s of %j tells splits by a guess', (name, cells, expected, guess) => {
  const rows = cells.map((cell, at) => ({ line: at + 1, cells: ['a.png', cell] }));
  const found = splitColumnOf(rows, ['file', name], [1])!;
  expect(rows.map((row) => found.splitOf(row.cells)).join(' ')).toBe(expected);
  expect(found.guess).toEqual(guess);
});

test.each(['1', '0,2', '0,1,2,3', '0,x'])('numbers %s under split tell none', (cells) => {
  expect(splitsOf('split', cells.split(','))).toBeNull();
});

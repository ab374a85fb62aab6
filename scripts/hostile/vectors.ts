/** Feature vectors whose numbers cannot be trained on. */
import { writeNpy } from '../../src/data/testing/writeNpy.ts';
import { writeTable } from '../../src/data/testing/writeTable.ts';
import { type HostileCase, hostileFamily, named } from './hostileCase.ts';

const vectors = hostileFamily({
  name: 'feature vectors',
  file: 'x.npy',
  allowed: 'finite numbers that 32 bits can hold',
  remedy: 'correct the array and save it again',
});

const labels = writeNpy([4], [0, 1, 0, 1]);
const array = (first: number, type: 'f2' | 'f4' | 'f8' = 'f4') =>
  writeNpy([4, 7], [first, ...new Array(27).fill(-1.5)], { type });
const pair = (features: Uint8Array) => named({ 'x.npy': features, 'y.npy': labels });
const table = (cell: string | number, label: string | number = 'y') =>
  named({
    'a.csv': writeTable([
      ['height', 'width', 'weight', 'label'],
      [1.5, -2, cell, 'x'],
      [1, 2, 3, label],
      [2, 2.5, 3, 'y'],
    ]),
  });

export const vectorCases: readonly HostileCase[] = [
  vectors('a feature that is no number', pair(array(Number.NaN)), 'element 0', 'the value NaN'),
  vectors('an infinite feature', pair(array(Infinity)), 'element 0', 'the value Infinity'),
  vectors(
    'a feature below all numbers',
    pair(array(-Infinity, 'f8')),
    'element 0',
    'the value -Infinity',
  ),
  vectors('a feature beyond 32 bits', pair(array(1e300, 'f8')), 'element 0', 'the value 1e+300'),
  vectors(
    'one feature',
    pair(writeNpy([4, 1], [1.5, 2, 3, 4], { type: 'f4' })),
    'its shape and name',
    '0 arrays of images and 2 arrays of labels were found, and this one has no counterpart',
    {
      allowed:
        'images of 3 or 4 dimensions (or flat, 2) with labels of one dimension, for training and, if you like, for testing',
      remedy: 'give images and labels together, named as x_train and y_train, x_test and y_test',
    },
  ),
  vectors(
    'fewer labels than vectors',
    pair(writeNpy([5, 7], new Array(35).fill(-1.5), { type: 'f4' })),
    'its shape',
    '4 labels for the 5 images of “x.npy”',
    {
      file: 'y.npy',
      allowed: 'one label an image',
      remedy: 'choose the labels that belong to these images',
    },
  ),
  vectors(
    'a cell that is no number',
    table('NaN'),
    'line 2, column 3',
    '“NaN” where a number must stand',
    {
      file: 'a.csv',
      allowed: 'numbers, none missing',
      remedy: 'correct the cell, or write the table again',
    },
  ),
  vectors(
    'a cell of 1e999',
    table('1e999'),
    'line 2, column 3',
    '“1e999” where a number must stand',
    {
      file: 'a.csv',
      allowed: 'numbers, none missing',
      remedy: 'correct the cell, or write the table again',
    },
  ),
  vectors('a cell beyond 32 bits', table('1e39'), 'line 2, column 3', 'the number 1e+39', {
    file: 'a.csv',
    allowed: 'numbers that 32 bits can hold',
    remedy: 'correct the cell, or write the table again',
  }),
  vectors('an empty cell', table(''), 'line 2, column 3', 'nothing where a number must stand', {
    file: 'a.csv',
    allowed: 'numbers, none missing',
    remedy: 'correct the cell, or write the table again',
  }),
  vectors(
    'a cell of HTML',
    table('<b>1</b>'),
    'line 2, column 3',
    '“<b>1</b>” where a number must stand',
    {
      file: 'a.csv',
      allowed: 'numbers, none missing',
      remedy: 'correct the cell, or write the table again',
    },
  ),
  vectors(
    'a formula for a cell',
    table('=1+1'),
    'line 2, column 3',
    '“=1+1” where a number must stand',
    {
      file: 'a.csv',
      allowed: 'numbers, none missing',
      remedy: 'correct the cell, or write the table again',
    },
  ),
  vectors('an empty label', table(3, ''), 'line 3, column 4', 'no label', {
    file: 'a.csv',
    allowed: 'a label for each image',
    remedy: 'correct the cell, or write the table again',
  }),
  vectors(
    'one class',
    table(3, 'x').map(({ name, bytes }) => ({
      name,
      bytes: bytes.map((byte) => (byte === 0x79 ? 0x78 : byte)),
    })),
    'its labels',
    'all 3 labels are “x”',
    {
      file: 'a.csv',
      allowed: 'at least 2 classes',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
];

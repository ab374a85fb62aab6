/** Tables of file names that do not fit the images beside them. */
import { writeTable } from '../../src/data/testing/writeTable.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily } from './hostileCase.ts';

const tables = hostileFamily({
  name: 'table of file names',
  file: 'pets.zip',
  allowed:
    'rows with the name of an image that is there, its label and, if you like, its split (train, val or test), each image once',
  remedy: 'correct the cell, or write the table again',
});

type Row = readonly string[];
const paths = ['a.png', 'b.png', 'x/c.png', 'y/c.png'];
const rows: readonly Row[] = [
  ['file', 'label', 'split'],
  ['a.png', 'cat', 'train'],
  ['b.png', 'dog', 'train'],
  ['x/c.png', 'cat', 'test'],
];
/** The archive with a row of its table changed, or added. */
const changed = (place: number, row: Row) =>
  writeZip([
    ...paths.map((path, index) => ({ path, bytes: plainPng(index) })),
    { path: 'labels.csv', bytes: writeTable(rows.with(place, row)) },
  ]);
const at = (line: number, column: number) => `entry “labels.csv”, line ${line}, column ${column}`;

/** Rows without an image or a label are left out; what is left here is of one class. */
const left = [
  'class folders',
  '1 class, “cat”',
  {
    allowed: '2 to 100,000 class folders',
    remedy: 'put the images into one folder a class, for training and for testing',
  },
] as const;

export const fileTableCases: readonly HostileCase[] = [
  tables('an image that is not there', changed(2, ['e.png', 'dog', 'train']), ...left),
  tables(
    'a name that leads out of the archive',
    changed(2, ['../../etc/passwd', 'dog', 'train']),
    ...left,
  ),
  tables('no name', changed(2, ['', 'dog', 'train']), ...left),
  tables(
    'a name that two images have',
    changed(3, ['c.png', 'cat', 'test']),
    at(4, 1),
    'several images are called “c.png”',
  ),
  tables(
    'an image twice',
    changed(2, ['./a.png', 'dog', 'train']),
    at(3, 1),
    'the image “./a.png” again',
  ),
  tables('no label', changed(2, ['b.png', ' ', 'train']), ...left),
  tables(
    'a label that leads out of its folder',
    changed(2, ['b.png', '../../dog', 'train']),
    at(3, 2),
    'the label “../../dog”: it leads out of its folder (“..”)',
  ),
  tables(
    'a label with a NUL',
    changed(2, ['b.png', 'd\0og', 'train']),
    at(3, 2),
    'the label “d�og”: it holds a NUL character',
  ),
  tables(
    'an unknown split',
    changed(2, ['b.png', 'dog', 'sometimes']),
    at(3, 3),
    'the split “sometimes”',
  ),
  tables('a row without a label', changed(2, ['b.png']), ...left),
  tables(
    'a right-to-left override in a name',
    changed(2, ['\u202egnp.b', 'dog', 'train']),
    ...left,
  ),
];

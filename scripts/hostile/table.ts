/** Tables whose cells, quotes, rows or columns are not what an image needs. */
import { gzipSync } from 'fflate';
import { writeTable } from '../../src/data/testing/writeTable.ts';
import { joined } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const table = hostileFamily({
  name: 'table',
  file: 'digits.csv',
  allowed: 'pixel values from 0 to 255, from 0 to 16 or from 0 to 1',
  remedy: 'correct the cell, or write the table again',
});

/** Rows of 25 pixels with the label, 0 or 1, last. */
const images = Array.from({ length: 6 }, (_, row) =>
  Array.from({ length: 25 }, (_, column) => (row * 45 + column * 9) % 256),
);
const rows = images.map((pixels, row): (string | number)[] => [...pixels, row % 2]);
const names = Array.from({ length: 25 }, (_, column) => `pixel${column}`);
const plain = writeTable(rows);
const withCell = (value: string | number) => writeTable(rows.with(2, rows[2].with(4, value)));
const after = (start: string) => joined([text(start), plain]);
const headed = (header: readonly string[], more: readonly (string | number)[][] = rows) =>
  writeTable([header, ...more]);
const labelled = (label: (row: number) => string | number) =>
  headed(
    [...names, 'label'],
    images.map((pixels, row) => [...pixels, label(row)]),
  );

/** What is said of text that is no table. */
const forTables = { allowed: 'tables of numbers as RFC 4180 describes them, in UTF-8' };

/** What is said of tables without images. */
const forRows = {
  allowed:
    'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)',
  remedy: 'choose another file',
};

export const tableCases: readonly HostileCase[] = [
  table('an empty file', text(''), null, 'there are no rows of values', forRows),
  table('line ends alone', text('\n\r\n\n'), null, 'there are no rows of values', forRows),
  table(
    'a byte order mark alone',
    Uint8Array.of(0xef, 0xbb, 0xbf),
    null,
    'there are no rows of values',
    forRows,
  ),
  table(
    'a header alone',
    headed([...names, 'label'], []),
    null,
    'there are no rows of values',
    forRows,
  ),
  table(
    'UTF-16, little-endian',
    Uint8Array.of(0xff, 0xfe, 0x30, 0, 0x2c, 0),
    'byte 0',
    'text in UTF-16',
    { allowed: 'text in UTF-8', remedy: 'save it as UTF-8' },
  ),
  table(
    'UTF-16, big-endian',
    Uint8Array.of(0xfe, 0xff, 0, 0x30, 0, 0x2c),
    'byte 0',
    'text in UTF-16',
    { allowed: 'text in UTF-8', remedy: 'save it as UTF-8' },
  ),
  table('a text in a pixel', withCell('x'), 'line 3, column 5', '“x” where a pixel must stand'),
  table('an empty pixel', withCell(''), 'line 3, column 5', 'nothing where a pixel must stand'),
  table('a space for a pixel', withCell(' '), 'line 3, column 5', '“ ” where a pixel must stand'),
  table('1e999', withCell('1e999'), 'line 3, column 5', '“1e999” where a pixel must stand'),
  table(
    'infinity',
    withCell('Infinity'),
    'line 3, column 5',
    '“Infinity” where a pixel must stand',
  ),
  table('NaN', withCell('NaN'), 'line 3, column 5', '“NaN” where a pixel must stand'),
  table(
    'a hexadecimal number',
    withCell('0x10'),
    'line 3, column 5',
    '“0x10” where a pixel must stand',
  ),
  table('a decimal comma', withCell('0,5'), 'line 3, column 5', '“0,5” where a pixel must stand'),
  table(
    'a number with an underscore',
    withCell('1_0'),
    'line 3, column 5',
    '“1_0” where a pixel must stand',
  ),
  table(
    'a number in Arabic digits',
    withCell('٣'),
    'line 3, column 5',
    '“٣” where a pixel must stand',
  ),
  table(
    'a number with a thousands separator',
    withCell("1'000"),
    'line 3, column 5',
    "“1'000” where a pixel must stand",
  ),
  table(
    'a number of 50 digits',
    withCell('1'.repeat(50)),
    'line 3, column 5',
    '“11111111111111111111111111111111111111111111111111” where a pixel must stand',
  ),
  table(
    'a formula',
    withCell('=HYPERLINK("http://x","y")'),
    'line 3, column 5',
    '“=HYPERLINK(""http://x"",""y"")” where a pixel must stand',
  ),
  table(
    'HTML',
    withCell('<img src=x onerror=alert(1)>'),
    'line 3, column 5',
    '“<img src=x onerror=alert(1)>” where a pixel must stand',
  ),
  table(
    'a right-to-left override',
    withCell('\u202e12'),
    'line 3, column 5',
    '“�12” where a pixel must stand',
  ),
  table('a NUL', withCell('1\0'), 'line 3, column 5', '“1�” where a pixel must stand'),
  table('a pixel below 0', withCell(-1), 'line 3, column 5', '-1 where a pixel must stand', {
    remedy: 'scale the values to 0 to 255',
  }),
  table('a pixel above 255', withCell(256), 'line 3, column 5', '256 where a pixel must stand', {
    remedy: 'scale the values to 0 to 255',
  }),
  table(
    'normalised pixels',
    withCell(-0.42),
    'line 3, column 5',
    '-0.42 where a pixel must stand',
    { remedy: 'scale the values to 0 to 255' },
  ),
  table(
    'a column too few',
    writeTable(rows.with(3, rows[3].slice(1))),
    'line 4',
    '25 columns, where the first line has 26',
    { allowed: 'lines of equally many columns' },
  ),
  table(
    'a column too many',
    writeTable(rows.with(3, [0, ...rows[3]])),
    'line 4',
    '27 columns, where the first line has 26',
    { allowed: 'lines of equally many columns' },
  ),
  table(
    'an empty line inside',
    joined([plain, text('\n'), plain]),
    'line 7',
    '1 columns, where the first line has 26',
    { allowed: 'lines of equally many columns' },
  ),
  table(
    'a quotation mark that is not closed',
    joined([plain, text('"1')]),
    'line 7, column 1',
    'a quotation mark that is not closed',
    forTables,
  ),
  table(
    'text after a quotation mark',
    after('"1"2,'),
    'line 1, column 1',
    'text after the closing quotation mark',
    forTables,
  ),
  table(
    'a quotation mark inside a cell',
    after('1"2,'),
    'line 1, column 1',
    'a quotation mark inside a cell without',
    forTables,
  ),
  table(
    'a quotation mark at a cell end',
    after('1",'),
    'line 1, column 1',
    'a quotation mark inside a cell without',
    forTables,
  ),
  table(
    'a lone carriage return',
    after('1,2\r3,4\n'),
    'line 1, column 2',
    'a carriage return without a line feed',
    forTables,
  ),
  table(
    'a carriage return at the end',
    joined([plain, text('1,2\r')]),
    'line 7, column 2',
    'a carriage return without a line feed',
    forTables,
  ),
  table(
    'a label that is not UTF-8',
    joined([Uint8Array.of(0xff), plain]),
    'line 1, column 1',
    'text that is not UTF-8',
    forTables,
  ),
  table(
    'half a character of UTF-8',
    joined([Uint8Array.of(0xe2, 0x82), plain]),
    'line 1, column 1',
    'text that is not UTF-8',
    forTables,
  ),
  table(
    'a cell of 70,000 bytes',
    joined([text('x'.repeat(70_000)), plain]),
    'line 1, column 1',
    'a cell of 70,001 bytes',
    forTables,
  ),
  table(
    'labels with fractions',
    labelled((row) => row + 0.5),
    null,
    'column 26 holds numbers with fractions',
    { allowed: 'labels that are whole numbers or texts', remedy: 'choose data with classes' },
  ),
  table(
    'a negative label',
    labelled((row) => row - 1),
    'line 2, column 26',
    'label “-1”',
    { allowed: 'labels from 0, or texts' },
  ),
  table(
    'a label beyond 2^31',
    labelled((row) => row * 2 ** 31),
    'line 3, column 26',
    'label “2147483648”',
    { allowed: 'labels from 0, or texts' },
  ),
  table(
    'an empty label',
    labelled((row) => (row === 3 ? '' : 'a')),
    'line 5, column 26',
    'no label',
    { allowed: 'a label for each image' },
  ),
  table(
    'a label of spaces',
    labelled((row) => (row === 3 ? '  ' : 'a')),
    'line 5, column 26',
    'no label',
    { allowed: 'a label for each image' },
  ),
  table(
    'one class',
    labelled(() => 3),
    'its labels',
    'all 6 labels are 3',
    {
      allowed: 'at least 2 classes',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  table(
    'one row',
    writeTable([rows[0]]),
    'its columns',
    'neither the first nor the last column looks like labels',
    {
      allowed:
        'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)',
      remedy: 'add a header line that names the column of labels “label”',
    },
  ),
  table(
    'more classes than the limit',
    labelled((row) => row),
    'its labels',
    '6 different labels',
    {
      allowed: 'at most 3 classes',
      remedy: 'check the labels, and that they belong to these images',
      limits: { classes: 3 },
    },
  ),
  table('pixels beyond the limit', plain, null, 'it holds 544 bytes', {
    allowed: 'at most 149 bytes, all files together',
    remedy: 'use fewer or smaller images',
    limits: { decodedBytes: 149 },
  }),
  table(
    'two columns called label',
    headed(['label', ...names.slice(1), 'label']),
    'line 1, column 26',
    'two columns “label”',
    { allowed: 'names of their own for columns', remedy: 'rename or leave out one' },
  ),
  table(
    'labels at neither end',
    writeTable(images.map((pixels) => [...pixels, 7])),
    'its columns',
    'neither the first nor the last column looks like labels',
    {
      allowed:
        'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)',
      remedy: 'add a header line that names the column of labels “label”',
    },
  ),
  table(
    'a feature that is missing',
    text('1.5,2,a\n2.5,?,b\n'),
    'line 2, column 2',
    '“?” where a number must stand',
    { allowed: 'numbers, none missing' },
  ),
  table(
    'a feature beyond 32 bits',
    text('1.5,2,a\n1e39,2,b\n'),
    'line 2, column 1',
    'the number 1e+39',
    { allowed: 'numbers that 32 bits can hold' },
  ),
  table('features beyond the limit', text('1,2,a\n3,4,b\n'), null, 'vectors of 16 bytes', {
    allowed: 'at most 15 bytes once decoded',
    remedy: 'use fewer vectors',
    limits: { decodedBytes: 15 },
  }),
  table('a label without features', text('a\nb\n'), 'its columns', '0 columns beside the labels', {
    allowed: '1 to 32768 features',
    remedy: 'leave out columns',
  }),
  table(
    'a million columns',
    text(`${','.repeat(2 ** 20 + 1)}\n`),
    'line 1, column 1048577',
    'more than 1,048,576 columns',
    forTables,
  ),
  table(
    'tables of other columns',
    named({ 'a.csv': plain, 'b.csv': writeTable(rows.map((row) => [9, ...row])) }),
    null,
    '27 columns, where “a.csv” has 26 columns',
    {
      file: 'b.csv',
      allowed: 'tables of equal columns',
      remedy: 'choose tables that belong together',
    },
  ),
  table(
    'a class that is only tested',
    named({ 'train.csv': plain, 'test.csv': writeTable(rows.map((row) => row.with(25, 2))) }),
    'its columns',
    'neither the first nor the last column looks like labels',
    {
      file: 'train.csv',
      allowed:
        'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)',
      remedy: 'add a header line that names the column of labels “label”',
    },
  ),
  table(
    'a gzip of another text',
    named({ 'a.csv.gz': gzipSync(text('hello, I am text'), { mtime: 0 }) }),
    null,
    'there are no rows of values',
    {
      file: 'a.csv.gz',
      allowed:
        'a row an image, with a column for each pixel and one for the label (first, last, or named “label”)',
      remedy: 'choose another file',
    },
  ),
];

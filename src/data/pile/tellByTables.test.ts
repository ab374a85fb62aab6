import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InMemoryOptions, readDataset, readOrAsk } from '../readDataset.ts';
import { countsIn } from '../testing/countsIn.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { type TableOptions, writeTable } from '../testing/writeTable.ts';
import { writeZip } from '../testing/writeZip.ts';

type Row = readonly (string | number)[];
const images = ['a.png', 'b.png', 'c.png', 'd.png'];
const labels = ['cat', 'dog', 'cat', '<b>'];
const rows = images.map((name, index): Row => [name, labels[index]]);
const pngs = (folder: string) =>
  images.map((name, index) => ({ path: `${folder}${name}`, bytes: plainPng(index) }));

/** A folder of images with tables, dropped loose or in an archive. */
function drop(tables: Readonly<Record<string, Uint8Array>>, folder = '', asZip = false) {
  const all = [
    ...pngs(folder),
    ...Object.entries(tables).map(([path, bytes]) => ({ path, bytes })),
  ];
  if (asZip) return [sourceFile('pets.zip', writeZip(all))];
  return all.map(({ path, bytes }) => sourceFile(`pets/${path}`, bytes));
}
const read = (table: readonly Row[], options: InMemoryOptions = {}, folder = '') =>
  readDataset(drop({ 'labels.csv': writeTable(table) }, folder), options);
const labelled = [['file', 'label'], ...rows] as const;

describe('tables of file names', () => {
  test('tell the classes of images, loose, in an archive, or beside one', async () => {
    const expected = await read(labelled);
    expect(expected).toMatchObject({
      name: 'pets',
      format: 'images with a table of labels, 4 files',
      classes: ['<b>', 'cat', 'dog'],
      notes: ['Labels were read from “pets/labels.csv”.'],
    });
    expect([...expected.train.labels]).toEqual([1, 2, 1, 0].toSorted());
    const table = writeTable(labelled);
    const zipped = await readDataset(drop({ 'labels.csv': table }, 'photos/', true));
    expect(zipped.hash).toBe(expected.hash);
    const beside = [sourceFile('pets.zip', writeZip(pngs(''))), sourceFile('labels.csv', table)];
    const { hash, notes } = await readDataset(beside);
    expect(hash).toBe(expected.hash);
    expect(notes).toEqual(['Labels were read from “labels.csv”.']);
  });

  test('give equal data in every form', async () => {
    const { hash } = await read(labelled);
    const options: fc.Arbitrary<TableOptions> = fc.record({
      separator: fc.constantFrom(',' as const, '\t' as const, ';' as const),
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
      quoteAll: fc.boolean(),
    });
    const names = fc.constantFrom(
      (name: string) => name,
      (name: string) => `./photos/${name}`,
      (name: string) => `pets/photos/${name}`,
      (name: string) => name.slice(0, -4),
    );
    const header = fc.constantFrom(['id', 'breed'], ['file_name', 'class'], null);
    await fc.assert(
      fc.asyncProperty(
        options,
        names,
        header,
        fc.shuffledSubarray(rows, { minLength: 4 }),
        async (form, nameOf, first, shuffled) => {
          const body = shuffled.map(([name, label]) => [nameOf(String(name)), label]);
          const table = writeTable(first === null ? body : [first, ...body], form);
          const dataset = await readDataset(drop({ 'labels.tsv': table }, 'photos/'));
          expect(dataset.hash).toBe(hash);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('tell splits by a column, or by their own names', async () => {
    const splits = ['train', 'Train', 'test', 'train'];
    const byColumn = await read([
      ['path', 'label', 'split'],
      ...rows.map((row, index) => [...row, splits[index]]),
    ]);
    expect([byColumn.train.labels.length, byColumn.test?.labels.length]).toEqual([3, 1]);
    const byName = await readDataset(
      drop({
        'train.csv': writeTable([labelled[0], rows[0], rows[1], rows[3]]),
        'test.csv': writeTable([labelled[0], rows[2]]),
      }),
    );
    expect(byName.hash).toBe(byColumn.hash);
    const validated = await read([
      ['path', 'label', 'split'],
      ...rows.map((row, index) => [...row, splits[index].replace('test', 'val')]),
    ]);
    expect(countsIn(validated)).toEqual({ train: 3, validation: 1, test: 0 });
    expect(validated.train).toEqual(byColumn.train);
  });

  test('leave images out that they do not name', async () => {
    const { train, notes } = await read(labelled.slice(0, 3));
    expect(train.labels.length).toBe(2);
    expect(notes[1]).toBe('Images that no table names were left out: 2.');
  });

  test('are set aside where folders tell the classes and no column is called so', async () => {
    const files = [
      sourceFile('pets/cat/a.png', plainPng(1)),
      sourceFile('pets/dog/b.png', plainPng(2)),
    ];
    const ages = sourceFile(
      'pets/ages.csv',
      writeTable([
        ['id', 'age'],
        ['a', 3],
        ['b', 4],
      ]),
    );
    const { classes, notes } = await readDataset([...files, ages]);
    expect(classes).toEqual(['cat', 'dog']);
    expect(notes.join()).toContain('skipped, “pets/ages.csv”');
    const named = sourceFile(
      'pets/ages.csv',
      writeTable([
        ['id', 'class'],
        ['a', 'old'],
        ['b', 'young'],
      ]),
    );
    expect((await readDataset([...files, named])).classes).toEqual(['old', 'young']);
  });

  test('are set aside with a first column that has no name, as pandas writes the index', async () => {
    const paths = ['cat/1.png', 'cat/2.png', 'dog/3.png', 'dog/4.png'];
    const names = paths.map((path, index) => [index, path.slice(4)]);
    const table = writeTable([['', 'filename'], ...names]);
    const files = [
      ...paths.map((path, index) => sourceFile(path, plainPng(index))),
      sourceFile('meta.csv', table),
    ];
    expect((await readDataset(files)).classes).toEqual(['cat', 'dog']);
  });

  test('are set aside where several images in class folders have their first name', async () => {
    const paths = ['cat/1.png', 'cat/2.png', 'dog/1.png', 'dog/2.png'];
    const table = writeTable([
      ['id', 'class'],
      [1, 'cat'],
      [2, 'dog'],
    ]);
    const files = [
      ...paths.map((path, index) => sourceFile(path, plainPng(index))),
      sourceFile('classes.csv', table),
    ];
    const { classes, notes } = await readDataset(files);
    expect(classes).toEqual(['cat', 'dog']);
    expect(notes.join()).toContain('skipped, “classes.csv”');
  });

  test('leave out rows without an image or a label, and say so', async () => {
    const table = [...labelled, ['e.png', 'cat'], ['f.png', 'dog']].with(2, ['b.png', ' ']);
    const { train, notes } = await read(table);
    expect(train.labels.length).toBe(3);
    expect(notes).toEqual([
      'Labels were read from “pets/labels.csv”.',
      'Images that no table names were left out: 1.',
      '2 rows of “pets/labels.csv” name no image that is there, as “e.png”.',
      '1 row of “pets/labels.csv” has no label; its image was left out.',
    ]);
  });

  test('ask which column is the label', async () => {
    const table = [['file', 'breed', 'age'], ...rows.map((row, index) => [...row, index % 2])];
    const reading = await readOrAsk(drop({ 'labels.csv': writeTable(table) }));
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [{ alternatives }] = reading.questions;
    expect(alternatives.map(({ flag }) => flag)).toEqual(['--label breed', '--label age']);
    const { classes } = await read(table, { choices: alternatives[1].choices });
    expect(classes).toEqual(['0', '1']);
  });

  const hostile: readonly [string, readonly Row[], string[]][] = [
    ['an image again', [...labelled, ['b', 'cat']], ['line 6, column 1', 'the image “b” again']],
    [
      'a label that leads out of its folder',
      labelled.with(2, ['b.png', '../x']),
      ['“../x”', 'leads out'],
    ],
    [
      'an unknown split',
      [
        ['file', 'label', 'split'],
        [...rows[0], 'train'],
        [...rows[1], 'later'],
      ],
      ['line 3, column 3', '“later”'],
    ],
  ];
  test.each(hostile)('refuse %s', async (_name, table, parts) => {
    await expectRefusal(() => read(table), ['labels.csv', ...parts]);
  });

  test('refuse a column that is not there', async () => {
    const refusal = ['labels.csv, line 1', 'no column “breed” of labels', 'Allowed: “label”'];
    await expectRefusal(() => read(labelled, { choices: { label: 'breed' } }), refusal);
  });

  test('refuse a name that several images have', async () => {
    const files = [
      sourceFile('pets/x/a.png', plainPng(1)),
      sourceFile('pets/y/a.png', plainPng(2)),
      sourceFile('pets/w/b.png', plainPng(3)),
      sourceFile(
        'pets/z.csv',
        writeTable([
          ['file', 'label'],
          ['b.png', 'cat'],
          ['a.png', 'dog'],
        ]),
      ),
    ];
    await expectRefusal(() => readDataset(files), ['line 3', 'several images are called “a.png”']);
  });

  test.each([
    ['photos-a.zip', 'a/', 'photos-b.zip', 'b/'],
    ['train.zip', '', 'test.zip', ''],
  ])('refuse a first name that images in %s and another archive have', async (a, in1, b, in2) => {
    const zip = (name: string, folder: string, grey: number) => {
      const entries = ['1.png', '2.png'].map((path, index) => ({
        path: folder + path,
        bytes: plainPng(grey + index),
      }));
      return sourceFile(name, writeZip(entries));
    };
    const table = writeTable([
      ['file', 'label'],
      ['1.png', 'cat'],
      ['2.png', 'dog'],
    ]);
    const files = [zip(a, in1, 1), zip(b, in2, 3), sourceFile('labels.csv', table)];
    await expectRefusal(
      () => readDataset(files),
      ['labels.csv, line 2', 'several images are called “1.png”'],
    );
  });
});

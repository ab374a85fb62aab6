import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { LoadProgress } from '../progress.ts';
import { readDataset, readOrAsk } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { withinBytes } from '../sources/withinBytes.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { npyHeader, writeNpz } from '../testing/writeNpy.ts';
import { writeTable } from '../testing/writeTable.ts';
import { writeTar } from '../testing/writeTar.ts';
import { writeZip } from '../testing/writeZip.ts';

/** Images by their paths, each in the grey of its number; tables are what rows give. */
type Content = Readonly<Record<string, number | readonly (readonly string[])[]>>;

const entriesOf = (content: Content) =>
  Object.entries(content).map(([path, value]) => ({
    path,
    bytes: typeof value === 'number' ? plainPng(value) : writeTable(value),
  }));
const zip = (name: string, content: Content) => sourceFile(name, writeZip(entriesOf(content)));
const loose = (content: Content) =>
  entriesOf(content).map(({ path, bytes }) => sourceFile(path, bytes));

/** The classes with the greys of their images in each split. */
async function readAs(files: readonly SourceFile[]) {
  const dataset = await readDataset(files);
  const { classes, train, test: held, name, format, notes } = dataset;
  const greys = (split: typeof train | null) =>
    split === null
      ? null
      : Array.from(split.labels, (label, index) => `${classes[label]} ${split.images[index * 16]}`);
  return { name, format, notes, classes, train: greys(train), test: greys(held) };
}

const halves = { 'train/a/1.png': 1, 'train/b/1.png': 2, 'test/a/2.png': 3, 'test/b/2.png': 4 };
const pets = { 'cat/1.png': 1, 'dog/1.png': 2 };

const namesAsLabels: [string, (inside: string) => string][] = [
  ['in folders called as these', (inside) => `${inside}/`],
  ['in no folders', () => ''],
];

test.each(namesAsLabels)(
  'archives called as splits with images %s are no classes',
  async (_, of) => {
    const files = [
      zip('train.zip', { [`${of('train')}cat.1.png`]: 1, [`${of('train')}cat.2.png`]: 2 }),
      zip('train_2.zip', { [`${of('train')}dog.1.png`]: 3, [`${of('train')}dog.2.png`]: 4 }),
      zip('test1.zip', { [`${of('test1')}1.png`]: 5, [`${of('test1')}2.png`]: 6 }),
    ];
    for (const some of [files, files.toReversed()]) {
      const reading = await readOrAsk(some, { choices: { labels: 'names' } });
      expect(reading).toMatchObject({
        kind: 'dataset',
        dataset: { classes: ['cat', 'dog'], test: null },
      });
      if (reading.kind !== 'dataset') return;
      expect([...reading.dataset.train.labels]).toEqual([0, 0, 1, 1]);
      expect(reading.dataset.notes.join()).toContain('2 images that lie in no class folder');
    }
  },
);

describe('archives and files beside them', () => {
  test('are laid out each by itself: class folders beside split folders', async () => {
    const more = loose({ 'more/a/3.png': 5, 'more/b/3.png': 6 });
    const expected = {
      classes: ['a', 'b'],
      train: ['a 1', 'a 5', 'b 2', 'b 6'],
      test: ['a 3', 'b 4'],
      notes: ['more: its images are trained on, as it names no split.'],
    };
    expect(await readAs([zip('x.zip', halves), ...more])).toMatchObject(expected);
    const second = zip('more.zip', { 'more/a/3.png': 5, 'more/b/3.png': 6 });
    const notes = ['more.zip: its images are trained on, as it names no split.'];
    expect(await readAs([zip('x.zip', halves), second])).toMatchObject({ ...expected, notes });
  });

  test('take a split from the name of an archive or folder', async () => {
    const train = loose({ 'train/a/1.png': 1, 'train/b/1.png': 2 });
    const test = { 'a/2.png': 3, 'b/2.png': 4 };
    const expected = { train: ['a 1', 'b 2'], test: ['a 3', 'b 4'] };
    expect(await readAs([...train, zip('test.zip', test)])).toMatchObject({
      ...expected,
      classes: ['a', 'b'],
      notes: ['test.zip: its images are for testing, as its name says.'],
    });
    const archive = zip('train.zip', { 'a/1.png': 1, 'b/1.png': 2 });
    for (const folder of ['test', 'pets-test']) {
      const files = loose({ [`${folder}/a/2.png`]: 3, [`${folder}/b/2.png`]: 4 });
      expect(await readAs([archive, ...files])).toMatchObject(expected);
      const dropped = [archive, ...files].map((file) => ({ ...file, name: `all/${file.name}` }));
      expect(await readAs(dropped)).toMatchObject(expected);
    }
  });

  test('tell loose split folders from other folders beside them', async () => {
    const folders = { 'test/a/2.png': 3, 'test/b/2.png': 4, 'more/a/3.png': 5, 'more/b/3.png': 6 };
    const archive = zip('x.zip', { 'a/1.png': 1, 'b/1.png': 2 });
    expect(await readAs([archive, ...loose(folders)])).toMatchObject({
      train: ['a 1', 'a 5', 'b 2', 'b 6'],
      test: ['a 3', 'b 4'],
    });
  });

  test.each([
    ['extra/a/1.png', 'a 5', 'extra: its images are trained on, as it names no split.'],
    ['d/extra/a/1.png', 'a 5', 'extra: its images are trained on, as it names no split.'],
  ])(
    'tell split folders from %s beside them, loose or in one archive',
    async (path, image, note) => {
      const folder = path.slice(0, path.indexOf('extra'));
      const splits = Object.entries(halves).map(([inner, grey]) => [folder + inner, grey]);
      const content = { ...Object.fromEntries(splits), [path]: 5 };
      const expected = {
        classes: ['a', 'b'],
        train: ['a 1', image, 'b 2'],
        test: ['a 3', 'b 4'],
        notes: [note],
      };
      expect(await readAs(loose(content))).toMatchObject(expected);
      expect(await readAs([zip('test.zip', content)])).toMatchObject(expected);
      const more = zip('more.zip', { 'a/9.png': 9, 'b/9.png': 10 });
      const { classes, test } = await readAs([zip('x.zip', content), more]);
      expect([classes, test]).toEqual([expected.classes, expected.test]);
      const others = { 'more/a/1.png': 6, 'a/1.png': 7, 'b/1.png': 8 };
      for (const [inner, grey] of Object.entries(others))
        Object.assign(content, { [folder + inner]: grey });
      for (const files of [loose(content), [zip('x.zip', content)]]) {
        const all = await readAs(files);
        expect(all.train).toEqual(['a 1', 'a 7', 'a 5', 'a 6', 'b 2', 'b 8']);
        expect([all.classes, all.test]).toEqual([expected.classes, expected.test]);
        expect(all.notes.toSorted()).toEqual([
          'The folders beside splits: their images are trained on, as they name no split.',
          note,
          'more: its images are trained on, as it names no split.',
        ]);
      }
    },
  );

  test('name images that lie beside split folders, but in no class folder', async () => {
    const content = { ...halves, 'sample.png': 5 };
    expect(await readAs(loose(content))).toMatchObject({
      classes: ['a', 'b'],
      format: 'images in class folders, 4 files',
      notes: ['An image that lies in no class folder was left aside, “sample.png”.'],
    });
    expect(await readAs([zip('x.zip', content)])).toMatchObject({
      classes: ['a', 'b'],
      notes: ['An image that lies in no class folder was left aside, “sample.png”.'],
    });
    const unlabelled = { 'train/a/1.png': 1, 'val/a/1.png': 2, 'test/1.png': 3 };
    for (const files of [loose(unlabelled), [zip('x.zip', unlabelled)]])
      await expectRefusal(() => readAs(files), ['“test/1.png”', 'no class folder']);
  });

  test('keep the made-up folders of tables out of the classes', async () => {
    const table = {
      'labels.csv': [
        ['file', 'label'],
        ['1.png', 'cat'],
        ['2.png', 'dog'],
      ],
    };
    const archive = zip('x.zip', { '1.png': 1, '2.png': 2, ...table });
    const folders = { 'cat/1.png': 3, 'dog/1.png': 4 };
    const expected = {
      classes: ['cat', 'dog'],
      train: ['cat 3', 'cat 1', 'dog 4', 'dog 2'],
      test: null,
      notes: ['Labels were read from “labels.csv”.'],
    };
    expect(await readAs([archive, ...loose(folders)])).toMatchObject(expected);
    expect(await readAs([zip('y.zip', folders), archive])).toMatchObject(expected);
    expect(
      await readAs([
        zip('x.zip', halves),
        zip('y.zip', {
          '1.png': 9,
          '2.png': 9,
          'l.csv': [
            ['file', 'label'],
            ['1.png', 'a'],
            ['2.png', 'b'],
          ],
        }),
      ]),
    ).toMatchObject({ classes: ['a', 'b'], test: ['a 3', 'b 4'] });
  });

  test('take labels that are called as splits are', async () => {
    const table = {
      'labels.csv': [
        ['file', 'label'],
        ['1.png', 'train'],
        ['2.png', 'test'],
      ],
    };
    const { classes, test } = await readAs(loose({ '1.png': 1, '2.png': 2, ...table }));
    expect([classes, test]).toEqual([['test', 'train'], null]);
  });

  test('leave loose images aside that lie in no class folder', async () => {
    const archive = zip('mydata/data.zip', pets);
    const shot = loose({ 'mydata/screenshot.png': 9 });
    const expected = { name: 'mydata', classes: ['cat', 'dog'], train: ['cat 1', 'dog 2'] };
    expect(await readAs([archive, ...shot])).toMatchObject({
      ...expected,
      format: 'images in class folders, 1 zip archive',
      notes: ['An image that lies in no class folder was left aside, “mydata/screenshot.png”.'],
    });
    const more = loose({ 'mydata/screenshot.png': 9, 'mydata/0.png': 8, 'mydata/dog/3.png': 7 });
    expect(await readAs([archive, ...more])).toMatchObject({
      classes: ['cat', 'dog'],
      train: ['cat 1', 'dog 2', 'dog 7'],
      format: 'images in class folders, 1 file and 1 zip archive',
      notes: ['2 images that lie in no class folder were left aside, as “mydata/0.png”.'],
    });
    expect(await readAs([zip('data.zip', halves), ...loose({ 'train/9.png': 9 })])).toMatchObject({
      classes: ['a', 'b'],
      notes: [expect.stringContaining('left aside, “train/9.png”')],
    });
  });

  test('note archives that give nothing, and are not called by them', async () => {
    const empty = sourceFile(
      'x.npz',
      writeNpz({ a: npyHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }") }),
    );
    const folders = loose({ 'pets/cat/1.png': 1, 'pets/dog/1.png': 2 });
    for (const archive of [empty, sourceFile('x.npz', writeZip([]))]) {
      expect(await readAs([archive, ...folders])).toMatchObject({
        name: 'pets',
        format: 'images in class folders, 2 files',
        notes: ['x.npz: left aside, as it holds no images.'],
      });
      expect(await readAs([archive, zip('dogs.zip', pets)])).toMatchObject({
        name: 'dogs',
        format: 'images in class folders, 1 zip archive',
      });
    }
  });

  test('are served by a table beside them, all together', async () => {
    const rows = [
      ['1.png', 'cat'],
      ['2.png', 'dog'],
      ['3.png', 'cat'],
    ];
    const expected = {
      format: 'images with a table of labels, 1 file and 1 zip archive',
      classes: ['cat', 'dog'],
      train: ['cat 1', 'cat 3', 'dog 2'],
      notes: ['Labels were read from “labels.csv”.'],
    };
    const archive = zip('p.zip', { '1.png': 1, '2.png': 2 });
    for (const table of [rows, [['file', 'label'], ...rows]]) {
      const files = [archive, ...loose({ '3.png': 3, 'labels.csv': table })];
      expect(await readAs(files)).toMatchObject(expected);
    }
    const second = zip('q.zip', { '3.png': 3 });
    const { train } = await readAs([archive, second, ...loose({ 'labels.csv': rows })]);
    expect(train).toEqual(expected.train);
    const all = [archive, ...loose({ '3.png': 3, 'labels.csv': rows })];
    const dropped = await readAs(all.map((file) => ({ ...file, name: `all/${file.name}` })));
    expect(dropped.train).toEqual(expected.train);
  });

  test('keep class folders and tables of their own beside a table for the others', async () => {
    const table = [
      ['1.png', 'cat'],
      ['2.png', 'dog'],
    ];
    const flat = { '1.png': 1, '2.png': 2 };
    const folders = zip('p.zip', { 'cat/1.png': 3, 'dog/1.png': 4 });
    expect(await readAs([folders, ...loose({ ...flat, 'l.csv': table })])).toMatchObject({
      classes: ['cat', 'dog'],
      train: ['cat 3', 'cat 1', 'dog 4', 'dog 2'],
      notes: ['Labels were read from “l.csv”.'],
    });
    const ownTable = [
      ['1.png', 'emu'],
      ['3.png', 'emu'],
    ];
    const own = zip('p.zip', { '1.png': 3, '3.png': 4, 'own.csv': ownTable });
    expect((await readAs([own, ...loose({ ...flat, 'l.csv': table })])).train).toEqual([
      'cat 1',
      'dog 2',
      'emu 3',
      'emu 4',
    ]);
  });

  test('keep a table of loose images for them where an archive brings its own', async () => {
    const table = [
      ['file', 'label'],
      ['1.png', 'cat'],
      ['2.png', 'dog'],
    ];
    const pile = loose({ 'images/f1/1.png': 1, 'images/f2/2.png': 2, 'labels.csv': table });
    for (const own of [
      { 'f1/1.png': 3, 'f2/2.png': 4 },
      { '1.png': 3, '2.png': 4 },
    ]) {
      const files = [zip('p.zip', { ...own, 'labels.csv': table }), ...pile];
      expect(await readAs(files)).toMatchObject({
        classes: ['cat', 'dog'],
        train: ['cat 3', 'cat 1', 'dog 4', 'dog 2'],
        notes: ['Labels were read from “labels.csv”.'],
      });
    }
  });

  test('leave images aside that a table beside an archive does not name', async () => {
    const table = [
      ['1.png', 'cat'],
      ['2.png', 'dog'],
    ];
    const files = loose({ 'd/screenshot.png': 9, 'd/labels.csv': table });
    expect(await readAs([zip('d/p.zip', { '1.png': 1, '2.png': 2 }), ...files])).toMatchObject({
      format: 'images with a table of labels, 1 zip archive',
      train: ['cat 1', 'dog 2'],
      notes: [
        'Labels were read from “d/labels.csv”.',
        'Images that no table names were left out: 1.',
      ],
    });
  });

  test('keep archives of one class beside a table for the others', async () => {
    const table = [
      ['a.png', 'cat'],
      ['b.png', 'dog'],
    ];
    const pile = loose({ 'a.png': 1, 'b.png': 2, 'l.csv': table });
    const cats = zip('cat.zip', { 'cat/1.png': 3, 'cat/2.png': 4 });
    expect(await readAs([cats, zip('dog.zip', { 'dog/3.png': 5 }), ...pile])).toMatchObject({
      format: 'images with a table of labels, 2 files and 2 zip archives',
      train: ['cat 3', 'cat 4', 'cat 1', 'dog 5', 'dog 2'],
      notes: [
        'Labels were read from “l.csv”.',
        'cat.zip: its images are of class “cat”, as their folder says and no table.',
        'dog.zip: its images are of class “dog”, as their folder says and no table.',
      ],
    });
    for (const folder of ['test', 'images']) {
      const { classes, notes } = await readAs([zip('x.zip', { [`${folder}/1.png`]: 3 }), ...pile]);
      expect(classes).toEqual(['cat', 'dog']);
      expect(notes[0]).toBe('x.zip: left aside, as no table names its images.');
    }
  });

  test('say of an archive that no table names its images', async () => {
    const files = loose({
      '1.png': 1,
      '2.png': 2,
      'l.csv': [
        ['1.png', 'cat'],
        ['2.png', 'dog'],
      ],
    });
    expect((await readAs([zip('p.zip', { '7.png': 7 }), ...files])).notes).toEqual([
      'p.zip: left aside, as no table names its images.',
      'Labels were read from “l.csv”.',
      'Images that no table names were left out: 1.',
    ]);
  });

  test('are named where an image is at fault', async () => {
    const files = [zip('p.zip', { '1.png': 1 }), ...loose({ 'a/2.png': 2, 'b/3.png': 3 })];
    expect((await readAs(files)).notes).toEqual([
      'An image that lies in no class folder was left aside, “1.png”.',
    ]);
    const untrained = [zip('p.zip', halves), zip('test.zip', { 'a/5.png': 5, 'c/5.png': 6 })];
    await expectRefusal(() => readAs(untrained), ['test.zip', '“c/5.png”', 'no training images']);
    await expectRefusal(
      () => readAs([zip('p.zip', { 'a/1.png': 1 }), zip('q.zip', { 'a/2.png': 1 })]),
      ['The files given', '1 class, “a”'],
    );
  });

  test('take an image once that lies in an archive and beside it', async () => {
    const unpacked = loose({ 'd/pets/cat/1.png': 1, 'd/pets/dog/1.png': 2 });
    const notes = ['2 images are twice among the files; taken once.'];
    const tar = sourceFile('d/pets.tar.gz', gzipSync(writeTar(entriesOf(pets))));
    for (const archive of [zip('d/pets.zip', pets), tar]) {
      const { train, notes: told } = await readAs([archive, ...unpacked]);
      expect([train, told]).toEqual([['cat 1', 'dog 2'], notes]);
    }
    const both = await readAs([zip('a.zip', pets), { ...tar, name: 'b.tar.gz' }]);
    expect(both.notes).toEqual(['2 images are in two archives; taken once.']);
    const other = [zip('d/pets.zip', { ...pets, 'cat/1.png': 3 }), ...unpacked];
    await expectRefusal(() => readAs(other), ['“cat/1.png”', 'another image under the same path']);
  });

  test('are no longer compared once reading is given up', async () => {
    const abort = new AbortController();
    const reason = new Error('given up');
    const onProgress = ({ unit }: LoadProgress) => {
      if (unit === 'images') abort.abort(reason);
    };
    const files = [zip('d/pets.zip', pets), ...loose({ 'd/pets/cat/1.png': 1 })];
    const reading = readDataset(files, { onProgress, signal: abort.signal });
    await expect(reading).rejects.toBe(reason);
  });

  test('take it once with the tables that label both', async () => {
    const table = [
      ['file', 'label'],
      ['1.png', 'cat'],
      ['2.png', 'dog'],
    ];
    const folder = { 'pets/1.png': 1, 'pets/2.png': 2, 'pets/labels.csv': table };
    const unpacked = loose(folder).map((file) => ({ ...file, name: `d/${file.name}` }));
    const { train, notes } = await readAs([zip('d/pets.zip', folder), ...unpacked]);
    expect(train).toEqual(['cat 1', 'dog 2']);
    expect(notes.at(-1)).toBe('2 images are twice among the files; taken once.');
  });
});

test('withinBytes takes files in their order as long as they fit together', () => {
  const files = [{ size: 4 }, { size: 9 }, { size: 3 }, { size: 4 }, { size: 1 }];
  expect(withinBytes(files, 8)).toEqual([{ size: 4 }, { size: 3 }, { size: 1 }]);
  expect(withinBytes(files, 100)).toEqual(files);
  expect(withinBytes(files, 0)).toEqual([]);
});

test('one answer is enough where every folder is a class', async () => {
  const shoes = loose({
    'training shoes/red/1.png': 1,
    'training shoes/blue/1.png': 2,
    'test tube/red/1.png': 3,
    'test tube/blue/1.png': 4,
  });
  expect(await readOrAsk(shoes)).toMatchObject({ questions: [{ kind: 'splits' }] });
  const { dataset } = (await readOrAsk(shoes, { choices: { splits: 'none' } })) as {
    dataset: { classes: readonly string[] };
  };
  expect(dataset.classes).toEqual([
    'test tube/blue',
    'test tube/red',
    'training shoes/blue',
    'training shoes/red',
  ]);
});

test('what is skipped is told by the same example in any order of files', async () => {
  const files = [
    ...loose({ 'p/cat/1.png': 1, 'p/dog/1.png': 2 }),
    ...['p/z.md', 'p/b.md', 'p/m.md'].map((path) => sourceFile(path, new Uint8Array([9, 10]))),
  ];
  const notes = await Promise.all([files, files.toReversed()].map((some) => readAs(some)));
  expect(notes.map((one) => one.notes)).toEqual([
    ['p: 3 other files were skipped, as “p/b.md”.'],
    ['p: 3 other files were skipped, as “p/b.md”.'],
  ]);
});

test('where nothing labels images, a file beside them that may and is not read is named', async () => {
  const files = [1, 2, 3].map((at) => sourceFile(`set/jpg/${at}.png`, plainPng(at)));
  const labels = sourceFile('set/labels.mat', new TextEncoder().encode('MATLAB 5.0 MAT-file'));
  const table = ['“set/labels.mat”', 'not read', 'table of file names and labels'];
  await expectRefusal(() => readDataset([...files, labels]), table);
});

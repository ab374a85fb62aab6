import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { withinBytes } from './imageSources.ts';
import { readDataset, type SourceFile } from './readDataset.ts';
import { expectRefusal } from './testing/errors.ts';
import { plainPng, sourceFile } from './testing/sourceFiles.ts';
import { writeTable } from './testing/writeTable.ts';
import { writeTar } from './testing/writeTar.ts';
import { writeZip } from './testing/writeZip.ts';

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

const pets = { 'cat/1.png': 1, 'dog/1.png': 2 };

describe('archives and files beside them', () => {
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
});

test('withinBytes takes files in their order as long as they fit together', () => {
  const files = [{ size: 4 }, { size: 9 }, { size: 3 }, { size: 4 }, { size: 1 }];
  expect(withinBytes(files, 8)).toEqual([{ size: 4 }, { size: 3 }, { size: 1 }]);
  expect(withinBytes(files, 100)).toEqual(files);
  expect(withinBytes(files, 0)).toEqual([]);
});

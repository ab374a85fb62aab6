import { expect, test } from 'vitest';
import { readDataset } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeTable } from '../testing/writeTable.ts';
import { writeZip } from '../testing/writeZip.ts';

const header = ['label', ...Array.from({ length: 64 }, (_, at) => `pixel${at}`)];
const rows = (count: number, width = 64) =>
  Array.from({ length: count }, (_, row) => [
    row % 3,
    ...Array.from({ length: width }, (_, at) => (row * 7 + at * 3) % 256),
  ]);
const tables = {
  'sign_train.csv': writeTable([header, ...rows(12)]),
  'sign_test.csv': writeTable([header, ...rows(6)]),
};
const pictures = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`sign${at}.png`, plainPng(at)]));
type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
const loose = (files: Files): SourceFile[] =>
  Object.entries(files).map(([path, bytes]) => sourceFile(`set/${path}`, bytes));
const zipped = (files: Files): SourceFile[] => [
  sourceFile('set.zip', writeZip(Object.entries(files).map(([path, bytes]) => ({ path, bytes })))),
];

test.each([
  ['loose', loose],
  ['in an archive', zipped],
])('tables of pixels are read with a few pictures beside them, %s', async (_, drop) => {
  const alone = await readDataset(drop(tables));
  const beside = await readDataset(drop({ ...tables, ...pictures(3) }));
  expect(beside.hash).toBe(alone.hash);
  expect(beside.notes.join()).toContain('3 pictures beside the tables were left aside');
});

test('images are a set that lacks its labels where they are many, or the table is of few numbers', async () => {
  const lacking = ['lies in no class folder'];
  await expectRefusal(() => readDataset(loose({ ...tables, ...pictures(17) })), lacking);
  const measures = writeTable(rows(12, 4));
  await expectRefusal(() => readDataset(loose({ 'm.csv': measures, ...pictures(3) })), lacking);
});

/** Files that look hostile and are not: they are taken, names are text, and notes tell what was done. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readDataset } from '../../src/data/readDataset.ts';
import { sourceFile } from '../../src/data/testing/sourceFiles.ts';
import { writeIdx, writeIdxPair } from '../../src/data/testing/writeIdx.ts';
import { jpegModule } from '../../src/data/testing/writeJpeg.ts';
import { writeNpy, writeNpz } from '../../src/data/testing/writeNpy.ts';
import { writeTable } from '../../src/data/testing/writeTable.ts';
import { writeTar } from '../../src/data/testing/writeTar.ts';
import { webpModule } from '../../src/data/testing/writeWebp.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { joined, plainPng, zipEntry } from './bytes.ts';
import { type NamedBytes, named } from './hostileCase.ts';

const read = (files: readonly NamedBytes[]) =>
  readDataset(
    files.map(({ name, bytes }) => sourceFile(name, bytes)),
    { jpegModule, webpModule },
  );

/** Names that mean something to browsers, terminals, file systems or JavaScript. */
const names = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  'javascript:alert(1)',
  '&amp;&lt;',
  '\u202egnp.exe',
  '\u2066isolated\u2069',
  'e\u0301',
  '👩‍👩‍👧',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'undefined',
  'null',
  'NaN',
  '=1+1',
  '$(ls) `ls` $HOME',
  '%2e%2e',
  '..cat',
  'CON',
  'aux.png',
  '~',
  '*',
  ' ',
  "'; DROP TABLE images; --",
  '\ud83d',
  'x'.repeat(10_000),
];
/** As archives keep it: in UTF-8 half a pair is the replacement character, and dots hide a folder. */
const kept = names.filter((name) => !name.startsWith('.')).map((name) => name.toWellFormed());
const sorted = [...kept].sort();

test.each([
  ['a zip', (paths: string[]) => writeZip(paths.map((path) => zipEntry(path)))],
  ['a tar', (paths: string[]) => writeTar(paths.map((path) => ({ path, bytes: plainPng(1) })))],
] as const)('names of class folders in %s are text', async (_kind, write) => {
  const paths = names.map((name) => `${name}/1.png`);
  const { classes } = await read([{ name: 'a', bytes: write(paths) }]);
  expect(classes).toEqual(sorted);
});

test('names of dropped folders are text', async () => {
  const paths = names.filter((name) => !name.startsWith('.')).map((name) => `pile/${name}/1.png`);
  const files = paths.map((name, index) => ({ name, bytes: plainPng(index) }));
  expect((await read(files)).classes).toEqual([...names].filter((n) => !n.startsWith('.')).sort());
});

test('labels in tables are text', async () => {
  const labels = kept.filter((name) => name.trim() !== '');
  const pixels = new Array(25).fill(200);
  const bytes = writeTable([
    [...pixels.map((_, column) => `pixel${column}`), 'label'],
    ...labels.map((label) => [...pixels, label]),
  ]);
  expect((await read([{ name: 'a.csv', bytes }])).classes).toEqual([...labels].sort());
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('arrays may be called as anything is', async () => {
  const bytes = writeNpz({
    __proto__x: writeNpy([2, 2, 2], new Array(8).fill(9)),
    constructor: writeNpy([2], [0, 1]),
  });
  expect((await read([{ name: 'a.npz', bytes }])).classes).toEqual(['0', '1']);
});

test('gzip files of several members, or with all that a header may hold, are read', async () => {
  const { images, labels } = writeIdxPair(4, 2);
  const halves = joined([gzipSync(images.subarray(0, 20)), gzipSync(images.subarray(20))]);
  const files = { 'train-images-idx3-ubyte.gz': halves, 'train-labels-idx1-ubyte': labels };
  const plain = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };
  expect((await read(named(files))).hash).toBe((await read(named(plain))).hash);
});

test('what systems add to archives is skipped, and said', async () => {
  const extra = ['__MACOSX/cat/._1.png', 'cat/.DS_Store', 'dog/Thumbs.db', 'desktop.ini'];
  const paths = ['cat/1.png', 'dog/1.png', ...extra];
  const bytes = writeZip(paths.map((path) => zipEntry(path)));
  const { classes, notes } = await read([{ name: 'pets.zip', bytes }]);
  expect(classes).toEqual(['cat', 'dog']);
  expect(notes).toEqual(['pets.zip: 4 hidden or system files skipped, as “__MACOSX/cat/._1.png”.']);
});

test('65,000 classes are read', async () => {
  const count = 65_000;
  const files = {
    'train-images-idx3-ubyte': writeIdx([count, 1, 1], new Uint8Array(count)),
    'train-labels-idx1-ubyte': writeIdx(
      [count],
      Int32Array.from({ length: count }, (_, index) => index),
      'int32',
    ),
  };
  expect((await read(named(files))).classes.length).toBe(count);
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { type ReadOptions, readDataset, readOrAsk } from '../readDataset.ts';
import { duckdbTables } from '../testing/duckdbTables.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { type ParquetImages, type ParquetOptions, writeParquet } from '../testing/writeParquet.ts';
import { writeZip } from '../testing/writeZip.ts';

const images = (count: number, first = 0) =>
  Array.from({ length: count }, (_, row) => plainPng(first + row));
const labels = (count: number) => Array.from({ length: count }, (_, row) => row % 3);
const names = ['cat', 'dog', '__proto__'];
const table: ParquetImages = {
  images: images(10),
  labels: { label: labels(10) },
  classNames: { label: names },
};
const file = (name: string, content: ParquetImages, options: ParquetOptions = {}) =>
  sourceFile(name, writeParquet(content, options));
const read = (name: string, content: ParquetImages, options: ParquetOptions = {}) =>
  readDataset([file(name, content, options)]);
const valuesIn = (pixels: ArrayLike<number>) =>
  Array.from({ length: pixels.length / 16 }, (_, index) => pixels[16 * index]);

describe('Parquet tables', () => {
  test('hold images and named labels', async () => {
    const dataset = await read('pets.parquet', table);
    expect(dataset).toMatchObject({
      name: 'pets',
      format: 'Parquet, 1 file',
      classes: names,
      shape: { height: 4, width: 4, channels: 1 },
      test: null,
      notes: [],
    });
    expect([...dataset.train.labels]).toEqual(table.labels.label);
    expect(valuesIn(dataset.train.images)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('give equal data however they are cut and compressed', async () => {
    const { hash } = await read('a.parquet', table);
    const compressors = { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) };
    const options = fc.record({
      codec: fc.constantFrom('UNCOMPRESSED', 'SNAPPY', 'GZIP'),
      compressors: fc.constant(compressors),
      rowGroupSize: fc.integer({ min: 1, max: 12 }),
      pageSize: fc.integer({ min: 20, max: 2000 }),
    });
    await fc.assert(
      fc.asyncProperty(options, async (chosen) => {
        expect((await read('a.parquet', table, chosen)).hash).toBe(hash);
      }),
    );
  });

  test.each(Object.entries(duckdbTables))(
    'of another writer are read, compressed by %s',
    async (_codec, bytes) => {
      const { train, classes } = await readDataset([sourceFile('a.parquet', bytes)]);
      expect(classes).toEqual(['a', 'b']);
      expect([...train.labels]).toEqual([0, 1, 0, 1]);
      expect(valuesIn(train.images)).toEqual([0, 10, 20, 30]);
    },
  );

  test('are joined in the order of their names, with test tables apart', async () => {
    const part = (first: number): ParquetImages => ({ ...table, images: images(10, first) });
    const files = [
      file('data/train-00001-of-00002.parquet', part(20)),
      file('data/test-00000-of-00001.parquet', part(40)),
      file('data/train-00000-of-00002.parquet', part(0)),
    ];
    const dataset = await readDataset(files);
    expect(dataset.train.labels.length).toBe(20);
    expect(valuesIn(dataset.train.images).slice(8, 12)).toEqual([8, 9, 20, 21]);
    expect(valuesIn(dataset.test!.images)[0]).toBe(40);
    const zipped = writeZip(
      ['train/0000.parquet', 'train/0001.parquet', 'test/0000.parquet'].map((path, index) => ({
        path,
        bytes: writeParquet(part([0, 20, 40][index])),
      })),
    );
    expect((await readDataset([sourceFile('x.zip', zipped)])).hash).toBe(dataset.hash);
  });

  test('take texts and bare numbers for labels', async () => {
    const texts = await read('a.parquet', {
      ...table,
      labels: { species: ['b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'ä'] },
    });
    expect(texts.classes).toEqual(['a', 'b', 'ä']);
    expect([...texts.train.labels].slice(0, 2)).toEqual([1, 0]);
    const { classNames: _, ...plain } = table;
    expect((await read('a.parquet', plain)).classes).toEqual(['0', '1', '2']);
  });

  test('ask which column is the label', async () => {
    const both: ParquetImages = {
      images: images(10),
      labels: { fine_label: labels(10), coarse_label: labels(10).map((label) => label % 2) },
      classNames: { fine_label: names, coarse_label: ['small', 'large'] },
    };
    const reading = await readOrAsk([file('a.parquet', both)]);
    expect(reading).toMatchObject({ kind: 'choice', questions: [{ kind: 'label' }] });
    if (reading.kind !== 'choice') return;
    const [{ alternatives }] = reading.questions;
    expect(alternatives[1]).toMatchObject({
      description: '2 classes: “small”, “large”.',
      flag: '--label coarse_label',
    });
    const classes = alternatives.map(async ({ choices }) => {
      const options: ReadOptions = { choices };
      return (await readDataset([file('a.parquet', both)], options)).classes;
    });
    expect(await Promise.all(classes)).toEqual([names, ['small', 'large']]);
  });

  test('refuse a label that no column is called', async () => {
    const choices = { label: 'kind' };
    const parts = ['no column “kind” of labels', 'Allowed: “label”'];
    await expectRefusal(() => readDataset([file('a.parquet', table)], { choices }), parts);
  });

  test('leave a test split without labels out', async () => {
    const blind = { ...table, labels: { label: labels(10).map(() => -1) } };
    const files = [file('train.parquet', table), file('test.parquet', blind)];
    const dataset = await readDataset(files);
    expect(dataset.test).toBeNull();
    expect(dataset.notes).toEqual([
      'test.parquet: its 10 images have no labels and were left out.',
    ]);
  });

  const hostile: readonly [string, ParquetImages, string[]][] = [
    [
      'an image that is missing',
      { ...table, images: images(10).with(4, null as never) },
      ['row 5', 'no image'],
    ],
    [
      'a label that is missing',
      { ...table, labels: { label: labels(10).with(6, null as never) } },
      ['row 7', 'no label'],
    ],
    [
      'a label without a name',
      { ...table, labels: { label: labels(10).with(6, 3) } },
      ['label 3', '0 to 2'],
    ],
    ['no labels', { ...table, labels: {} }, ['no column of labels']],
    [
      'columns that are not named label',
      { ...table, labels: { a: labels(10), b: labels(10) }, classNames: {} },
      ['no column named label', '“a”, “b”'],
    ],
    [
      'a text as an image',
      { ...table, images: images(10).with(2, new TextEncoder().encode('hello world')) },
      ['a.parquet, row 3', 'a text'],
    ],
  ];
  test.each(hostile)('refuse %s', async (_name, content, parts) => {
    await expectRefusal(() => read('a.parquet', content), ['a.parquet', ...parts]);
  });

  test('refuse columns that differ, and more rows than allowed', async () => {
    const other = { ...table, classNames: { label: ['a', 'b', 'c'] } };
    const files = [file('train.parquet', table), file('test.parquet', other)];
    await expectRefusal(() => readDataset(files), ['the labels “label”', 'another file']);
    const limits = { entries: 9 };
    await expectRefusal(() => readDataset([file('a.parquet', table)], { limits }), ['10 rows']);
  });

  test('refuse a row group that inflates to more than allowed', async () => {
    const limits = { decodedBytes: 3000 };
    const large = { ...table, images: [plainPng(1, { height: 90, width: 90, channels: 1 })] };
    const noisy = {
      images: large.images.map((png) => new Uint8Array([...png, ...new Array(5000).fill(0)])),
      labels: { label: [1] },
    };
    const packed = [file('a.parquet', noisy, { codec: 'SNAPPY' })];
    await expectRefusal(
      () => readDataset(packed, { limits }),
      ['column “image.bytes”', 'at most 3,000 bytes'],
    );
  });

  test('are refused wherever they are cut', async () => {
    const bytes = writeParquet(table, { pageSize: 100 });
    for (let length = 4; length < bytes.length; length += 7) {
      await dataErrorOf(() => readDataset([sourceFile('a.parquet', bytes.subarray(0, length))]));
    }
  });

  test('are refused or read the same with any byte changed', async () => {
    for (const codec of ['SNAPPY', 'UNCOMPRESSED'] as const) {
      const bytes = writeParquet(table, { codec, rowGroupSize: 4, pageSize: 200 });
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] = value;
          try {
            await readDataset([sourceFile('a.parquet', damaged)]);
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
          }
        }),
        { numRuns: 400 },
      );
    }
  });
});

/** Stored data sets whose images stay where they are stored are those that were kept. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyDataset, type Dataset, imagesAt, splitsOf, withHash } from '../data/dataset.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import { dataErrorOf } from '../data/testing/errors.ts';
import { streamed } from '../data/testing/streamedDataset.ts';
import { DatasetStore, datasetFileOf } from './datasetStore.ts';
import { MemoryFiles } from './memoryFiles.ts';

const shape = { height: 3, width: 2, channels: 3 };
const size = 18;

const datasets = fc
  .record({
    train: fc.integer({ min: 1, max: 80 }),
    validation: fc.option(fc.integer({ min: 1, max: 5 })),
    test: fc.option(fc.integer({ min: 1, max: 5 })),
  })
  .map(({ train, validation, test }): Dataset => {
    const split = (count: number, from: number) => ({
      labels: Int32Array.from({ length: count }, (_, at) => at % 2),
      images: Uint8Array.from({ length: count * size }, (_, at) => (at * 7 + from) & 255),
    });
    return withHash({
      name: 'made',
      format: 'made for tests',
      classes: ['a', 'b'],
      shape,
      train: split(train, 0),
      validation: validation === null ? null : split(validation, 90),
      test: test === null ? null : split(test, 50),
      notes: ['a note'],
    });
  });

async function expectSame(filed: AnyDataset, held: Dataset, seed: number): Promise<void> {
  expect([filed.hash, filed.classes, filed.notes]).toEqual([held.hash, held.classes, held.notes]);
  expect(splitsOf(filed).map(([name]) => name)).toEqual(splitsOf(held).map(([name]) => name));
  for (const [name, { images, labels }] of splitsOf(filed)) {
    expect(labels).toEqual(held[name]!.labels);
    if (!(images instanceof StreamedImages)) throw new Error('They are in memory');
    const places = Array.from(
      { length: 30 },
      (_, at) => (Math.floor(at / 3) * seed + at) % labels.length,
    );
    expect(await images.gather(places)).toEqual(imagesAt(held[name]!.images, size, places));
  }
}

describe('a stored data set that stays in its file', () => {
  test('is the one that was kept, from memory or from files', async () => {
    await fc.assert(
      fc.asyncProperty(datasets, fc.nat({ max: 99 }), async (dataset, seed) => {
        for (const kept of [dataset, streamed(dataset, 100)]) {
          const store = new DatasetStore(new MemoryFiles());
          await store.keep(kept, 'local:made', []);
          const opened = await store.openOrFile(dataset.hash, 17);
          await expectSame(opened!.dataset, dataset, seed);
          expect((await store.openOrFile(dataset.hash, 2 ** 20))?.dataset).toEqual(dataset);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('is refused where it is damaged, when it is opened and afterwards', async () => {
    const [dataset] = fc.sample(datasets, { numRuns: 1, seed: 1 });
    const files = new MemoryFiles();
    const store = new DatasetStore(files);
    await store.keep(dataset, 'local:made', []);
    const { train } = (await store.openOrFile(dataset.hash, 17))!.dataset;
    const images = train.images as StreamedImages;
    const file = await files.open(datasetFileOf(dataset.hash), 'it is');
    await file.write(64 + 4 * train.labels.length, Uint8Array.of(1, 2, 3));
    await file.close();
    await expect(store.openOrFile(dataset.hash, 17)).rejects.toThrow('is damaged');
    const { fault } = await dataErrorOf(() => images.gather([0]));
    expect(fault).toMatchObject({
      file: 'made',
      found: 'its stored copy is gone, or is not what it was',
    });
    await store.remove(dataset.hash);
    await expect(images.gather([0])).rejects.toThrow('is gone');
    expect(await store.openOrFile(dataset.hash, 17)).toBeNull();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Dataset, withHash } from '../data/dataset.ts';
import { FolderFiles } from '../node/folderFiles.ts';
import { DatasetStore } from './datasetStore.ts';
import type { Files, OpenFile } from './files.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { StorageError } from './storageError.ts';

const folders: string[] = [];
function newFolder(): FolderFiles {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-store-'));
  folders.push(folder);
  return new FolderFiles(join(folder, 'within'));
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Any data set of a few small images, with whatever text names its parts. */
const anyDataset = fc
  .record({
    name: fc.string({ unit: 'binary' }),
    format: fc.string(),
    classes: fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }),
    shape: fc.record({
      height: fc.integer({ min: 1, max: 3 }),
      width: fc.integer({ min: 1, max: 3 }),
      channels: fc.constantFrom(1, 3),
    }),
    notes: fc.array(fc.string(), { maxLength: 2 }),
    counts: fc.tuple(
      fc.nat({ max: 5 }),
      fc.option(fc.nat({ max: 3 })),
      fc.option(fc.nat({ max: 3 })),
    ),
    pixel: fc.nat({ max: 255 }),
    Values: fc.constantFrom(Uint8Array, Float32Array),
  })
  .map(({ counts: [train, validation, test], pixel, Values, ...rest }): Dataset => {
    const { height, width, channels } = rest.shape;
    const split = (count: number) => ({
      labels: Int32Array.from({ length: count }, (_, image) => image % 2),
      images: new Values(count * height * width * channels).map((_, at) => at + pixel),
    });
    return withHash({
      ...rest,
      train: split(train),
      validation: validation === null ? null : split(validation),
      test: test === null ? null : split(test),
    });
  });

const small = withHash({
  name: 'two letters',
  format: 'made',
  classes: ['a', 'b'],
  shape: { height: 2, width: 2, channels: 1 },
  train: { labels: Int32Array.of(0, 1, 1), images: Uint8Array.from({ length: 12 }, (_, at) => at) },
  test: null,
  notes: [],
});
const files = [{ name: 'letters.zip', bytes: 99 }];
const fileName = `${small.hash}.dataset`;

describe.each([
  ['a folder', newFolder],
  ['memory', () => new MemoryFiles()],
] as const)('data sets stored in %s', (_, newFiles) => {
  it('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async (dataset) => {
        const store = new DatasetStore(newFiles());
        await store.keep(dataset, 'local:any', files);
        const opened = await store.open(dataset.hash);
        expect(opened?.dataset).toEqual(dataset);
        const [listed] = await store.list();
        expect(listed).toMatchObject({ state: 'whole', source: 'local:any', files });
        await store.remove(dataset.hash);
        expect(await store.list()).toEqual([]);
        expect(await store.open(dataset.hash)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('are listed as damaged, and replaced, where the mark or the description is not what was written', async () => {
    const place = newFiles();
    const store = new DatasetStore(place);
    await store.keep(small, 'local:small', files);
    const whole = (await place.read(fileName))!;
    const body = 64 + 3 * 4 + 12;
    for (let at = 0; at < whole.length; at++) {
      if (at >= 56 && at < body) continue;
      await overwrite(place, whole.with(at, whole[at] ^ 1));
      expect(await store.list()).toEqual([
        { state: 'damaged', bytes: whole.length, hash: small.hash },
      ]);
    }
    await store.keep(small, 'local:small', files);
    expect((await store.open(small.hash))?.dataset).toEqual(small);
  });

  it('are refused by name where images or labels are not what was written', async () => {
    const place = newFiles();
    const store = new DatasetStore(place);
    await store.keep(small, 'local:small', files);
    const whole = (await place.read(fileName))!;
    for (let at = 64; at < 64 + 3 * 4 + 12; at++) {
      await overwrite(place, whole.with(at, whole[at] ^ 1));
      await expect(store.open(small.hash)).rejects.toThrow('two letters is damaged');
    }
    await store.remove(small.hash);
    expect(await store.list()).toEqual([]);
  });

  it('are listed as damaged where storing was cut off, at any byte', async () => {
    const place = newFiles();
    const store = new DatasetStore(place);
    await store.keep(small, 'local:small', files);
    const whole = (await place.read(fileName))!;
    for (let length = 0; length < whole.length; length++) {
      await overwrite(place, whole.slice(0, length));
      const [listed] = await store.list();
      expect(listed.state).toBe('damaged');
      await expect(store.open(small.hash)).rejects.toThrow('damaged');
    }
  });

  it('are stored once, however often that is asked for', async () => {
    const place = newFiles();
    const store = new DatasetStore(place);
    const keep = () => store.keep(small, 'local:small', files);
    await Promise.all([keep(), keep()]);
    const [before] = await store.list();
    await keep();
    expect(await store.list()).toEqual([before]);
  });

  it('leave nothing behind when storing is given up', async () => {
    const store = new DatasetStore(newFiles());
    const abort = new AbortController();
    const task = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(store.keep(small, 'local:small', files, task)).rejects.toThrow('aborted');
    expect(await store.list()).toEqual([]);
  });
});

async function overwrite(place: Files, bytes: Uint8Array): Promise<void> {
  const file = await place.open(fileName, 'empty');
  await file.write(0, bytes);
  await file.close();
}

it('features of 10,000 images are there for who opens the folder anew', async () => {
  const [count, width] = [10_000, 1280];
  // Numbers of every size and sign, without a call for each: bit patterns of finite floats.
  const bits = new Uint32Array(count * width);
  for (let at = 0; at < bits.length; at++)
    bits[at] = (Math.imul(at, 2654435761) & 0xbfffffff) >>> 0;
  const features = withHash({
    name: 'photographs by a trunk',
    format: '1280 features of JPEG',
    classes: ['a', 'b'],
    shape: { height: 1, width, channels: 1 },
    train: {
      images: new Float32Array(bits.buffer),
      labels: Int32Array.from({ length: count }, (_, image) => image % 2),
    },
    test: null,
    notes: [],
  });
  const place = newFolder();
  await new DatasetStore(place).keep(features, 'features:local', files);
  const [{ bytes }] = await place.list();
  expect(bytes).toBeGreaterThan(count * width * 4);
  const opened = await new DatasetStore(new FolderFiles(place.folder)).open(features.hash);
  const images = opened?.dataset.train.images as Float32Array;
  expect(images).toBeInstanceOf(Float32Array);
  expect(Buffer.compare(new Uint8Array(images.buffer), new Uint8Array(bits.buffer))).toBe(0);
});

/** Files whose writes fail from some byte on, as a full disk's do. */
class FullFiles extends MemoryFiles {
  constructor(private readonly limit: number) {
    super();
  }
  override async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    const file = await super.open(name, as);
    const write = async (at: number, bytes: Uint8Array) => {
      if (at + bytes.length > this.limit)
        throw new StorageError('There is no room.', 'Remove some.');
      await file.write(at, bytes);
    };
    return {
      ...file,
      size: file.size,
      write,
      flush: () => file.flush(),
      close: () => file.close(),
    };
  }
}

describe('without room', () => {
  it('nothing is left of a data set, wherever it ran out', async () => {
    for (let limit = 0; limit < 64 + 24; limit += 3) {
      const place = new FullFiles(limit);
      const store = new DatasetStore(place);
      await expect(store.keep(small, 'local:small', files)).rejects.toThrow('no room');
      expect(await place.list()).toEqual([]);
    }
  });

  it('memory says so, and keeps what it has', async () => {
    const place = new MemoryFiles(1000);
    const store = new DatasetStore(place);
    await store.keep(small, 'local:small', files);
    const large = withHash({ ...small, name: 'x'.repeat(900) });
    const other = withHash({ ...large, classes: ['c', 'd'] });
    await expect(store.keep(other, 'local:other', files)).rejects.toThrow('no room');
    expect(await store.list()).toHaveLength(1);
    expect(await place.room()).toMatchObject({ quota: 1000 });
  });
});

it('what another tab writes is left alone', async () => {
  const place = new MemoryFiles();
  const others = await place.open(fileName, 'empty');
  const store = new DatasetStore(place);
  await expect(store.keep(small, 'local:small', files)).rejects.toThrow('in use');
  await others.close();
  await store.keep(small, 'local:small', files);
  expect((await store.open(small.hash))?.dataset).toEqual(small);
});

it('a file is open once at a time', async () => {
  const place = new MemoryFiles();
  const file = await place.open('one', 'empty');
  await expect(place.open('one', 'it is')).rejects.toThrow('in use');
  await expect(place.remove('one')).rejects.toThrow('in use');
  await file.close();
  await place.remove('one');
});

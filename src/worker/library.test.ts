/** Data sets from elsewhere: from a name or an address to one that is read, against a local server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../data/catalog/catalogue.ts';
import type { UndecidedError } from '../data/reading.ts';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { writeParquet } from '../data/testing/writeParquet.ts';
import { writePng } from '../data/testing/writePng.ts';
import { writeZip } from '../data/testing/writeZip.ts';
import { hashBytes } from '../lib/hash.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { startWebServer, type WebServer } from '../storage/testing/webServer.ts';
import { Library } from './library.ts';

let server: WebServer;
let files: MemoryFiles;
beforeAll(async () => {
  server = await startWebServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.files.clear();
  server.asked.length = 0;
  files = new MemoryFiles();
});

const idx = {
  'train-images-idx3-ubyte': writeIdx(
    [6, 2, 2],
    Array.from({ length: 24 }, (_, at) => at * 9),
  ),
  'train-labels-idx1-ubyte': writeIdx([6], [0, 1, 2, 0, 1, 2]),
};

/** A shelf of one entry, whose files lie on the server. */
function library(): Library {
  const entry = {
    ...catalogue[0],
    source: 'catalog:made',
    title: 'Made digits',
    forPages: [
      {
        kind: 'files' as const,
        files: Object.entries(idx).map(([name, bytes]) => {
          server.files.set(`/${name}`, { bytes });
          const address = `${server.origin}/${name}`;
          return { name, address, bytes: bytes.length, sha256: hashBytes(bytes) };
        }),
      },
    ],
  };
  return new Library(async () => files, {
    listing: `${server.origin}/parquet?dataset=`,
    entryOf: (source) => (source === entry.source ? entry : undefined),
    pause: 1,
  });
}

describe('a data set of the catalogue', () => {
  it('is fetched, read and named, and its files are let go', async () => {
    const made = library();
    const { dataset, source, files: came } = await made.fetch('catalog:made', {});
    expect(dataset).toMatchObject({ name: 'Made digits', classes: ['0', '1', '2'] });
    expect(source).toBe('catalog:made');
    expect(came.map(({ name }) => name)).toEqual(Object.keys(idx));
    expect(await files.list()).toEqual([]);
    expect((await made.lookUp('catalog:made', {})).hosts).toEqual([new URL(server.origin).host]);
  });

  it('goes on where it was given up, and what came can be let go', async () => {
    const made = library();
    const name = 'train-images-idx3-ubyte';
    server.files.set(`/${name}`, { bytes: idx[name], silentAfter: 30, etag: '"a"' });
    const abort = new AbortController();
    const giveUp = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(made.fetch('catalog:made', giveUp)).rejects.toThrow('aborted');
    expect((await made.view()).unfinished).toBe(30);
    server.files.set(`/${name}`, { bytes: idx[name], etag: '"a"' });
    await made.fetch('catalog:made', {});
    expect(server.asked.map(({ range }) => range)).toEqual([null, 'bytes=30-', null]);
    server.files.set(`/${name}`, { bytes: idx[name], silentAfter: 30 });
    const again = new AbortController();
    const anew = { signal: again.signal, onProgress: () => again.abort() };
    await expect(made.fetch('catalog:made', anew)).rejects.toThrow('aborted');
    expect((await made.forgetDownloads()).unfinished).toBe(0);
    expect(await files.list()).toEqual([]);
  });
});

describe('a data set of the Hub', () => {
  const png = (value: number) =>
    writePng(new Uint8Array(16).fill(value), { height: 4, width: 4, channels: 1 });

  function listTables(): void {
    const table = (seed: number) =>
      writeParquet({
        images: [0, 1, 2, 3].map((place) => png(place * 40 + seed)),
        labels: { fine_label: [0, 1, 2, 3], coarse_label: [0, 0, 1, 1] },
        classNames: { fine_label: ['cat', 'dog', 'oak', 'elm'], coarse_label: ['pet', 'tree'] },
      });
    const parquet_files = ['train', 'test'].map((split, place) => {
      const path = `/${split}/0000.parquet`;
      server.files.set(path, { bytes: table(place), etag: `"${split}"` });
      const size = table(place).length;
      return { config: 'c', split, url: server.origin + path, filename: '0000.parquet', size };
    });
    const bytes = new TextEncoder().encode(JSON.stringify({ parquet_files }));
    server.files.set('/parquet?dataset=ann%2Fthings', { bytes, type: 'application/json' });
  }

  it('asks which labels are meant, and reads on without fetching again', async () => {
    listTables();
    const made = library();
    const asked = await made.fetch('hf:ann/things', {}).catch((error: unknown) => error);
    expect(asked).toMatchObject({ questions: [{ kind: 'label' }] });
    server.files.delete('/train/0000.parquet');
    server.files.delete('/test/0000.parquet');
    const { dataset } = await made.fetch('hf:ann/things', { choices: { label: 'coarse_label' } });
    expect(dataset.classes).toEqual(['pet', 'tree']);
  });

  it('has its test images from the files of that split', async () => {
    listTables();
    const choices = { label: 'fine_label' };
    const { dataset, source } = await library().fetch('hf:ann/things', { choices });
    expect(source).toBe('hf:ann/things');
    expect(dataset).toMatchObject({ name: 'ann/things', classes: ['cat', 'dog', 'oak', 'elm'] });
    expect(dataset.test?.labels).toHaveLength(4);
    expect(dataset.test?.images[0]).toBe(1);
  });
});

describe('a file by its address', () => {
  it('with images that cannot be read records which were left out, not the word for them', async () => {
    const png = (value: number) =>
      writePng(new Uint8Array(16).fill(value), { height: 4, width: 4, channels: 1 });
    const entries = ['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png', 'b/3.png'].map((path, at) => ({
      path,
      bytes: at === 4 ? png(0).subarray(0, 40) : png(at),
    }));
    server.files.set('/pets.zip', { bytes: writeZip(entries), etag: '"a"' });
    const address = `${server.origin}/pets.zip`;
    const asked = await library()
      .fetch(address, {})
      .catch((error: unknown) => error);
    const choices = (asked as UndecidedError).questions[0].alternatives[0].choices;
    expect(choices.leaveOut).toMatchObject({ count: 1 });
    const exact = await library().fetch(address, { choices });
    server.files.set('/pets.zip', { bytes: writeZip(entries), etag: '"a"' });
    const byWord = await library().fetch(address, { choices: { leaveOut: 'broken' } });
    expect(byWord.dataset.reading).toEqual(choices);
    expect(byWord.dataset.reading).toEqual(exact.dataset.reading);
    expect(byWord.dataset.hash).toBe(exact.dataset.hash);
  });

  it('is read as if it was dropped', async () => {
    const row = (label: number) => [label, ...new Array(25).fill(label * 9)].join(',');
    const csv = [0, 1, 0, 1, 0, 1].map(row);
    server.files.set('/digits.csv', { bytes: new TextEncoder().encode(csv.join('\n')) });
    const { dataset, source } = await library().fetch(`${server.origin}/digits.csv`, {});
    expect(dataset.shape).toEqual({ height: 5, width: 5, channels: 1 });
    expect(source).toBe('local:digits');
  });

  it('that is no data set is refused by name, and let go', async () => {
    server.files.set('/notes.bin', { bytes: Uint8Array.of(1, 2, 3) });
    await expect(library().fetch(`${server.origin}/notes.bin`, {})).rejects.toThrow('notes.bin');
    expect(await files.list()).toEqual([]);
  });

  it('is let go as well where reading fails in a way that nobody foresaw, and fetched anew', async () => {
    const address = `${server.origin}/digits.csv`;
    const csv = [0, 1, 0, 1].map((label) => [label, ...new Array(25).fill(label * 9)].join(','));
    const bytes = new TextEncoder().encode(csv.join('\n'));
    server.files.set('/digits.csv', { bytes, etag: '"a"' });
    const failing = vi.spyOn(files, 'read').mockImplementation(async (name) => {
      if (name.endsWith('.part')) throw new RangeError('Array buffer allocation failed');
      return null;
    });
    await expect(library().fetch(address, {})).rejects.toThrow('allocation');
    expect(await files.list()).toEqual([]);
    failing.mockRestore();
    await library().fetch(address, {});
    expect(server.asked.map(({ range }) => range)).toEqual([null, null]);
  });
});

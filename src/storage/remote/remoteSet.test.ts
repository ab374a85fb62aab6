import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEntry, catalogue, catalogueHosts } from '../../data/catalog/catalogue.ts';
import { sourceOf } from '../../data/catalog/knownDatasets.ts';
import { readDataset } from '../../data/readDataset.ts';
import { hashBytes } from '../../lib/hash.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { startWebServer, type WebServer } from '../testing/webServer.ts';
import { fetchSet, isRemoteName, lookUp, type RemoteSettings } from './remoteSet.ts';

let server: WebServer;
let settings: RemoteSettings;
beforeAll(async () => {
  server = await startWebServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.files.clear();
  server.asked.length = 0;
  const listing = `${server.origin}/parquet?dataset=`;
  settings = { files: new MemoryFiles(), where: 'page', listing, pause: 1 };
});

const bytes = (seed: number) => Uint8Array.from({ length: 500 }, (_, at) => at * seed);

/** Puts what the Hub would list of a data set. */
function list(name: string, ...files: { config?: string; split: string; path: string }[]): void {
  const parquet_files = files.map(({ config = 'default', split, path }, place) => {
    server.files.set(path, { bytes: bytes(place + 1), etag: `"${place}"` });
    const url = `${server.origin}${path}`;
    const filename = path.slice(path.lastIndexOf('/') + 1);
    return { dataset: name, config, split, url, filename, size: 500 };
  });
  answer(name, { parquet_files, pending: [], failed: [], partial: false });
}

function answer(name: string, body: unknown, status?: number): void {
  server.files.set(`/parquet?dataset=${encodeURIComponent(name)}`, {
    bytes: new TextEncoder().encode(JSON.stringify(body)),
    type: 'application/json',
    ...(status === undefined ? {} : { status }),
  });
}

describe('a data set of the Hugging Face Hub', () => {
  it('is told with its size, and fetched with names that tell the splits', async () => {
    list(
      'ann/leaves',
      { split: 'train', path: '/a/0000.parquet' },
      { split: 'test', path: '/b/0000.parquet' },
    );
    for (const name of ['hf:ann/leaves', 'https://huggingface.co/datasets/ann/leaves/']) {
      const set = await lookUp(name, settings);
      expect(set).toMatchObject({ title: 'ann/leaves', source: 'hf:ann/leaves', bytes: 1000 });
      expect(set.hosts).toEqual([new URL(server.origin).host]);
    }
    const seen: (number | null)[][] = [];
    const onProgress = ({ done, total }: { done: number; total: number | null }) =>
      seen.push([done, total]);
    const { files, forget } = await fetchSet('hf:ann/leaves', { ...settings, onProgress });
    expect(files.map(({ name }) => name)).toEqual(['train/0000.parquet', 'test/0000.parquet']);
    expect(await files[1].bytes()).toEqual(bytes(2));
    expect(seen.at(-1)).toEqual([1000, 1000]);
    await forget();
    expect(await settings.files.list()).toEqual([]);
  });

  it('is one of its configurations, which is noted, as is a list that is not whole', async () => {
    list(
      'ann/many',
      { config: 'small', split: 'train', path: '/small/partial-train/0000.parquet' },
      { config: 'large', split: 'train', path: '/large/train/0000.parquet' },
    );
    const { files, notes } = await lookUp('hf:ann/many', settings);
    expect(files).toHaveLength(1);
    expect(notes.join(' ')).toContain('2 configurations; “small” was taken');
    expect(notes.join(' ')).toContain('only the first part');
  });

  it('is refused in words where the Hub has none', async () => {
    answer('ann/none', { parquet_files: [] });
    answer('ann/odd', { files: 3 });
    await expect(lookUp('hf:ann/none', settings)).rejects.toThrow('lists no Parquet files');
    await expect(lookUp('hf:ann/odd', settings)).rejects.toThrow('lists no Parquet files');
    await expect(lookUp('hf:ann/gone', settings)).rejects.toThrow('that everybody may have');
    for (const [status, told] of [
      [401, 'that everybody may have'],
      [501, 'has made no Parquet files'],
      [429, 'wait some minutes'],
      [500, 'trouble of its own'],
    ] as const) {
      answer('ann/bad', {}, status);
      await expect(lookUp('hf:ann/bad', settings)).rejects.toThrow(told);
    }
    const unreachable = { ...settings, listing: 'http://127.0.0.1:1/' };
    await expect(lookUp('hf:ann/any', unreachable)).rejects.toThrow('no connection came about');
  });

  it('is refused before it comes where it is too large', async () => {
    const url = `${server.origin}/large`;
    const file = { config: 'a', split: 'train', url, filename: 'x', size: 2 ** 31 };
    answer('ann/large', { parquet_files: [file, { ...file, split: 'test' }] });
    await expect(fetchSet('hf:ann/large', settings)).rejects.toThrow('4,294,967,296 bytes');
    expect(server.asked).toHaveLength(1);
  });
});

describe('an entry of the catalogue', () => {
  const entry = (): CatalogueEntry => ({
    ...catalogue[0],
    source: 'catalog:made',
    title: 'Made',
    forPages: [
      { kind: 'files', files: [fileOf('/first', 1)] },
      { kind: 'files', files: [fileOf('/second', 2)] },
    ],
    published: [{ kind: 'files', files: [fileOf('/published', 3)] }],
  });
  const fileOf = (path: string, seed: number) => ({
    name: path.slice(1),
    address: `${server.origin}${path}`,
    bytes: 500,
    sha256: hashBytes(bytes(seed)),
  });
  const withEntry = (where: RemoteSettings['where']) => ({ ...settings, where, entryOf: entry });

  it('comes from the first place that has it', async () => {
    server.files.set('/second', { bytes: bytes(2) });
    server.files.set('/first', { bytes: bytes(9) });
    const { files } = await fetchSet('catalog:made', withEntry('page'));
    expect(files.map(({ name }) => name)).toEqual(['second']);
    expect(server.asked.map(({ path }) => path)).toEqual(['/first', '/second']);
  });

  it('leaves nothing of a place that did not have the whole', async () => {
    const half = {
      ...entry(),
      forPages: [
        { kind: 'files' as const, files: [fileOf('/half', 4), fileOf('/absent', 5)] },
        ...entry().forPages,
      ],
    };
    server.files.set('/half', { bytes: bytes(4) });
    server.files.set('/second', { bytes: bytes(2) });
    const { forget } = await fetchSet('catalog:made', {
      ...withEntry('page'),
      entryOf: () => half,
    });
    await forget();
    expect(await settings.files.list()).toEqual([]);
  });

  it('comes from where it was published when no page asks', async () => {
    server.files.set('/published', { bytes: bytes(3) });
    const { files } = await fetchSet('catalog:made', withEntry('node'));
    expect(files.map(({ name }) => name)).toEqual(['published']);
  });

  it('is refused with the first reason where no place has it', async () => {
    server.files.set('/first', { bytes: bytes(1), status: 403 });
    await expect(fetchSet('catalog:made', withEntry('page'))).rejects.toThrow(
      'first, fetched from',
    );
    await expect(fetchSet('catalog:unknown', settings)).rejects.toThrow('as catalog:mnist');
  });

  it('asks nobody to tell its size', async () => {
    const set = await lookUp('catalog:mnist', settings);
    expect(set).toMatchObject({ title: 'MNIST', bytes: 11_594_722, source: 'catalog:mnist' });
    expect(server.asked).toEqual([]);
  });
});

describe('an address', () => {
  it('is a file named as its path ends', async () => {
    server.files.set('/sets/my%20leaves.zip?x=1', { bytes: bytes(4) });
    const { files, set } = await fetchSet(`${server.origin}/sets/my%20leaves.zip?x=1`, settings);
    expect(files[0].name).toBe('my leaves.zip');
    expect(set).toMatchObject({ source: null, bytes: null, title: 'my leaves.zip' });
  });

  it('tells its size where the server does, before it is fetched', async () => {
    server.files.set('/leaves.zip', { bytes: bytes(4) });
    expect((await lookUp(`${server.origin}/leaves.zip`, settings)).bytes).toBe(500);
    server.files.set('/leaves.zip', { bytes: bytes(4), status: 405 });
    expect((await lookUp(`${server.origin}/leaves.zip`, settings)).bytes).toBeNull();
    await expect(lookUp(`${server.origin}/absent.zip`, settings)).rejects.toThrow('no such file');
    await expect(lookUp('http://127.0.0.1:1/a.zip', settings)).rejects.toThrow('no connection');
    server.files.set('/leaves.zip', { bytes: bytes(4), silent: true });
    const hasty = lookUp(`${server.origin}/leaves.zip`, { ...settings, patience: 50 });
    await expect(hasty).rejects.toThrow('the server did not answer');
  });

  it('is refused where it is none', async () => {
    for (const name of ['ftp://a/b', 'javascript:alert(1)', 'https://', 'leaves', 'hf:a']) {
      await expect(lookUp(name, settings)).rejects.toThrow('nothing can be fetched by this name');
    }
    expect(['https://a/b', 'hf:a/b', 'catalog:mnist', 'mnist/'].map(isRemoteName)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe.each(['catalog:mnist', 'catalog:fashion-mnist'])('the files of %s', (source) => {
  const folder = join(process.env.ESPALIER_DATA ?? '', source.slice('catalog:'.length));
  const isThere = process.env.ESPALIER_DATA !== undefined && existsSync(folder);

  it.skipIf(!isThere)('are what the catalogue says (needs ESPALIER_DATA)', async () => {
    const entry = catalogue.find((one) => one.source === source)!;
    const [copy] = entry.forPages;
    if (copy.kind !== 'files') throw new Error('These are files');
    const files = copy.files.map((file) => {
      server.files.set(`/${file.name}`, { bytes: readFileSync(join(folder, file.name)) });
      return { ...file, address: `${server.origin}/${file.name}` };
    });
    const here = { ...entry, forPages: [{ kind: 'files' as const, files }] };
    const fetched = await fetchSet(source, { ...settings, entryOf: () => here });
    const dataset = await readDataset(fetched.files);
    expect(sourceOf(dataset)).toBe(source);
    expect(dataset.train.labels).toHaveLength(entry.train);
    expect(dataset.test?.labels).toHaveLength(entry.test);
    expect(dataset.classes).toHaveLength(entry.classes);
  });
});

describe('the catalogue', () => {
  it('names each set once, and lets pages reach only the hosts it lists', () => {
    expect(new Set(catalogue.map(({ source }) => source)).size).toBe(catalogue.length);
    for (const { forPages, published, bytes } of catalogue) {
      for (const copy of [...forPages, ...published]) {
        if (copy.kind === 'hub') continue;
        expect(copy.files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)).toBe(bytes);
        for (const { sha256 } of copy.files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
        const origins = copy.files.map(({ address }) => new URL(address).origin);
        if (forPages.includes(copy)) {
          expect(origins.filter((origin) => !catalogueHosts.includes(origin))).toEqual([]);
        }
      }
    }
  });
});

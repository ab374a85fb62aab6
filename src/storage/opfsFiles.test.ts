/** The browser's file system, played by a fake: what it may do wrong, and what is made of it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withHash } from '../data/dataset.ts';
import { browserFiles } from './browserFiles.ts';
import { DatasetStore } from './datasetStore.ts';
import { fakeFolder } from './testing/fakeFolder.ts';

afterEach(() => vi.unstubAllGlobals());

function useStorage(getDirectory: () => Promise<unknown>): void {
  const estimate = async () => ({ usage: 900, quota: 1000 });
  vi.stubGlobal('navigator', { storage: { getDirectory, estimate } });
}

function useFolder(folder: ReturnType<typeof fakeFolder>): void {
  useStorage(async () => ({ getDirectoryHandle: async () => folder }));
}

const dataset = withHash({
  name: 'dots',
  format: 'made',
  classes: ['a', 'b'],
  shape: { height: 1, width: 100, channels: 1 },
  train: { labels: Int32Array.of(0, 1), images: new Uint8Array(200).fill(3) },
  test: null,
  notes: [],
});

describe('the browser’s files', () => {
  it('keep data sets', async () => {
    const folder = fakeFolder();
    useFolder(folder);
    const store = new DatasetStore(await browserFiles());
    await store.keep(dataset, 'local:dots', []);
    // A page that is opened later.
    const later = new DatasetStore(await browserFiles());
    expect((await later.open(dataset.hash))?.dataset).toEqual(dataset);
    await later.remove(dataset.hash);
    await later.remove(dataset.hash);
    expect(folder.files.size).toBe(0);
  });

  it('that are full say so, though writing to them seems to succeed', async () => {
    const folder = fakeFolder(250);
    useFolder(folder);
    const store = new DatasetStore(await browserFiles());
    const kept = store.keep(dataset, 'local:dots', []);
    await expect(kept).rejects.toThrow('The browser has no more room');
    expect(folder.files.size).toBe(0);
  });

  it('are read as they are now where another tab has just written to them', async () => {
    const folder = fakeFolder();
    folder.files.set('one.part', Uint8Array.of(1));
    let overtaken = 0;
    const { getFileHandle } = folder;
    const getFile = async () => {
      const file = new File([folder.files.get('one.part')!.slice()], 'one.part');
      const fail = async () => {
        folder.files.set('one.part', Uint8Array.of(2));
        throw Object.assign(new Error('changed'), { name: 'NotReadableError' });
      };
      return overtaken++ < 3 ? { size: 1, slice: () => ({ arrayBuffer: fail }) } : file;
    };
    folder.getFileHandle = async (name) => ({ ...(await getFileHandle(name)), getFile }) as never;
    useFolder(folder);
    const files = await browserFiles();
    overtaken = 0;
    expect(await files.read('one.part')).toEqual(Uint8Array.of(2));
  });

  it('tell by trying what has room, and leave nothing of that', async () => {
    const folder = fakeFolder(1000);
    useFolder(folder);
    const files = await browserFiles();
    expect([await files.fits?.(1000), await files.fits?.(1001)]).toEqual([true, false]);
    expect(await files.list()).toEqual([]);
  });

  it('that another tab writes to are not touched', async () => {
    const folder = fakeFolder();
    useFolder(folder);
    const files = await browserFiles();
    const file = await files.open('one.part', 'empty');
    await expect(files.open('one.part', 'it is')).rejects.toThrow('in use');
    await expect(files.remove('one.part')).rejects.toThrow('in use');
    await file.close();
    await files.remove('one.part');
  });

  it('are memory where the browser has none', async () => {
    useStorage(() => Promise.reject(new DOMException('', 'SecurityError')));
    expect((await browserFiles()).kind).toBe('memory');
    vi.stubGlobal('navigator', {});
    expect((await browserFiles()).kind).toBe('memory');
  });
});

/** Whatever stands behind the interface of files behaves as a plain list of bytes would. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FolderFiles } from '../node/folderFiles.ts';
import type { Files } from './files.ts';
import { openIndexedDbFiles } from './indexedDbFiles.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { openOpfsFiles } from './opfsFiles.ts';
import { fakeFolder } from './testing/fakeFolder.ts';
import { fakeLocks } from './testing/fakeLocks.ts';

afterEach(() => vi.unstubAllGlobals());

async function opfs(): Promise<Files> {
  const getDirectory = async () => ({ getDirectoryHandle: async () => folder });
  const folder = fakeFolder();
  vi.stubGlobal('navigator', { storage: { getDirectory } });
  return openOpfsFiles();
}

const kinds: Readonly<Record<string, () => Promise<Files>>> = {
  memory: async () => new MemoryFiles(),
  'the private file system': opfs,
  'the database': () => openIndexedDbFiles(new IDBFactory(), fakeLocks()),
  'a folder': async () => new FolderFiles(mkdtempSync(join(tmpdir(), 'espalier-files-'))),
};

/** Sizes about the borders of the database's chunks, and small ones. */
const size = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 65_530, max: 65_542 }),
  fc.integer({ min: 131_065, max: 131_080 }),
);

/** A write or a cut, at places that {@link apply} brings into the file. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    at: size,
    length: size,
    fill: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: size }),
  fc.record({ kind: fc.constant('open again' as const) }),
);

/** What is there, by name; some tell the time of the last change as well. */
async function namesAndSizes(files: Files) {
  const listed = await files.list();
  return listed
    .map(({ name, bytes }) => ({ name, bytes }))
    .sort((x, y) => x.name.localeCompare(y.name));
}

describe.each(Object.entries(kinds))('files in %s', (kind, make) => {
  it('hold what was written, wherever and in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 8 }),
        size,
        size,
        async (changes, at, length) => {
          const files = await make();
          let bytes: number[] = [];
          let file = await files.open('one.part', 'empty');
          for (const made of changes) {
            if (made.kind === 'open again') {
              await file.close();
              file = await files.open('one.part', 'it is');
              continue;
            }
            const place = Math.min(made.at, bytes.length);
            if (made.kind === 'cut') {
              await file.truncate(place);
              bytes = bytes.slice(0, place);
            } else {
              const written = new Uint8Array(made.length).fill(made.fill);
              await file.write(place, written);
              bytes = [...bytes.slice(0, place), ...written, ...bytes.slice(place + made.length)];
            }
            expect(file.size).toBe(bytes.length);
          }
          await file.flush();
          await file.close();
          const found = await files.read('one.part', Math.min(at, bytes.length), length);
          const start = Math.min(at, bytes.length);
          expect(
            Buffer.compare(Buffer.from(found!), Buffer.from(bytes.slice(start, start + length))),
          ).toBe(0);
          expect(
            Buffer.compare(Buffer.from((await files.read('one.part'))!), Buffer.from(bytes)),
          ).toBe(0);
          expect(await namesAndSizes(files)).toEqual([{ name: 'one.part', bytes: bytes.length }]);
        },
      ),
      { numRuns: 15, seed: 5 },
    );
  });

  it('are made empty, read where they are not, and removed', async () => {
    const files = await make();
    expect(await files.read('a')).toBeNull();
    await files.remove('a');
    for (const [name, byte] of [
      ['a', 1],
      ['a.b', 2],
      ['b', 3],
    ] as const) {
      const file = await files.open(name, 'it is');
      await file.write(0, Uint8Array.of(byte, byte));
      await file.close();
    }
    await (await files.open('a', 'empty')).close();
    expect(await files.read('a')).toHaveLength(0);
    await files.remove('a');
    expect(await files.read('a')).toBeNull();
    expect(await namesAndSizes(files)).toEqual([
      { name: 'a.b', bytes: 2 },
      { name: 'b', bytes: 2 },
    ]);
    expect(await files.read('a.b', 1)).toEqual(Uint8Array.of(2));
    expect(await files.read('b', 2)).toEqual(new Uint8Array());
  });

  // Processes keep one another out of a folder by a lock for all of it.
  it.skipIf(kind === 'a folder')('are opened by one at a time', async () => {
    const files = await make();
    const file = await files.open('one.part', 'empty');
    await expect(files.open('one.part', 'it is')).rejects.toThrow('in use');
    await expect(files.remove('one.part')).rejects.toThrow('in use');
    await file.close();
    await files.remove('one.part');
    expect(await files.list()).toEqual([]);
  });
});

/** What the browser's database may do wrong, and what is made of it. */
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browserFiles } from './browserFiles.ts';
import { openIndexedDbFiles } from './indexedDbFiles.ts';
import { fakeLocks } from './testing/fakeLocks.ts';

beforeEach(() => vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterEach(() => vi.unstubAllGlobals());

it('a browser without a private file system keeps files in its database, beyond a visit', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  vi.stubGlobal('indexedDB', new IDBFactory());
  const files = await browserFiles();
  expect(files.kind).toBe('browser');
  const file = await files.open('kept', 'empty');
  await file.write(0, Uint8Array.of(1, 2, 3));
  await file.close();
  expect(await (await browserFiles()).read('kept')).toEqual(Uint8Array.of(1, 2, 3));
  expect(await files.room()).toBeNull();
});

it('a write without room says so, and leaves what was there', async () => {
  const estimate = async () => ({ usage: 900, quota: 1000 });
  vi.stubGlobal('navigator', { storage: { estimate } });
  const factory = new IDBFactory();
  const files = await openIndexedDbFiles(factory, fakeLocks());
  const file = await files.open('kept', 'empty');
  await file.write(0, Uint8Array.of(1, 2, 3));
  const full = new DOMException('Full', 'QuotaExceededError');
  // As browsers do it: what was asked for seems to go well, and is taken back as a whole.
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  put.mockImplementation(function (this: InstanceType<typeof IDBObjectStore>, ...given) {
    put.mockRestore();
    const request = this.put(...given);
    Object.defineProperty(this.transaction, 'error', { value: full });
    queueMicrotask(() => this.transaction.abort());
    request.addEventListener('error', (event) => event.preventDefault());
    return request;
  });
  await expect(file.write(1, Uint8Array.of(9, 9, 9))).rejects.toThrow(
    'The browser has no more room',
  );
  expect(file.size).toBe(3);
  expect(await files.read('kept')).toEqual(Uint8Array.of(1, 2, 3));
  await file.write(3, Uint8Array.of(4));
  expect(await files.read('kept')).toEqual(Uint8Array.of(1, 2, 3, 4));
});

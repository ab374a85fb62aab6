/**
 * Files in the browser's database, for browsers that give no private file system (WebKitGTK). A file
 * is cut into chunks, so that to add to it, or to write in its middle, rewrites what is touched and
 * no more; every write is one transaction, whole or not there, and is waited for until it is done.
 */
import { browserRoom, outOfRoom } from './browserRoom.ts';
import { type FileSize, type Files, isFileName, type OpenFile } from './files.ts';
import { isInUse } from './memoryFiles.ts';

/** Bytes in a chunk. A line that is added rewrites one at most; a gigabyte is 16,384 of them. */
const chunkSize = 2 ** 16;

const stores = ['sizes', 'chunks'] as const;

/** What is used of the browser's locks, by which one tab alone opens a file. */
export type FileLocks = Pick<LockManager, 'request'>;

/** Opens the files of a database. @throws whatever the browser throws where it keeps none. */
export async function openIndexedDbFiles(
  factory: IDBFactory,
  locks: FileLocks,
  databaseName = 'espalier',
): Promise<Files> {
  const opening = factory.open(databaseName, 1);
  opening.addEventListener('upgradeneeded', () => {
    for (const name of stores) opening.result.createObjectStore(name);
  });
  return new IndexedDbFiles(await resultOf(opening), locks);
}

class IndexedDbFiles implements Files {
  readonly kind = 'browser';

  constructor(
    private readonly database: IDBDatabase,
    private readonly locks: FileLocks,
  ) {}

  async list(): Promise<FileSize[]> {
    const sizes = this.database.transaction('sizes').objectStore('sizes');
    const [names, bytes] = await Promise.all([
      resultOf(sizes.getAllKeys()),
      resultOf<number[]>(sizes.getAll()),
    ]);
    const files = names.map((name, place) => ({ name: String(name), bytes: bytes[place] }));
    return files.filter(({ name }) => isFileName(name));
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    const letGo = await holdLock(this.locks, name);
    try {
      const before = (await this.sizeOf(name)) ?? 0;
      const size = as === 'empty' ? 0 : before;
      await this.change(({ sizes, chunks }) => {
        if (size < before) chunks.delete(chunksOf(name));
        sizes.put(size, name);
      });
      return new IndexedDbFile(this, name, size, letGo);
    } catch (error) {
      letGo();
      throw error;
    }
  }

  async read(name: string, at = 0, length = Number.POSITIVE_INFINITY) {
    const transaction = this.database.transaction(stores);
    // One transaction, so that nothing is written between the two.
    const size: number | undefined = await resultOf(transaction.objectStore('sizes').get(name));
    if (size === undefined) return null;
    const end = Math.min(size, at + length);
    const bytes = new Uint8Array(Math.max(0, end - at));
    if (bytes.length === 0) return bytes;
    const first = Math.floor(at / chunkSize);
    const range = chunksOf(name, first, Math.floor((end - 1) / chunkSize));
    const found: Uint8Array[] = await resultOf(transaction.objectStore('chunks').getAll(range));
    for (const [place, chunk] of found.entries()) {
      const start = (first + place) * chunkSize - at;
      bytes.set(
        chunk.subarray(Math.max(0, -start), Math.max(0, end - at - start)),
        Math.max(0, start),
      );
    }
    return bytes;
  }

  async remove(name: string) {
    const letGo = await holdLock(this.locks, name);
    try {
      await this.change(({ sizes, chunks }) => {
        sizes.delete(name);
        chunks.delete(chunksOf(name));
      });
    } finally {
      letGo();
    }
  }

  room() {
    return browserRoom();
  }

  async sizeOf(name: string): Promise<number | undefined> {
    return resultOf(this.database.transaction('sizes').objectStore('sizes').get(name));
  }

  /**
   * Changes files in one transaction, which is done when this is.
   * @param durability `strict` where it must have reached the disk.
   * @throws StorageError where there is no room; then nothing is changed.
   */
  async change(
    make: (to: { readonly sizes: IDBObjectStore; readonly chunks: IDBObjectStore }) => void,
    durability: IDBTransactionDurability = 'relaxed',
  ): Promise<void> {
    const transaction = this.database.transaction(stores, 'readwrite', { durability });
    make({ sizes: transaction.objectStore('sizes'), chunks: transaction.objectStore('chunks') });
    try {
      await isDone(transaction);
    } catch (error) {
      const isFull = error instanceof Error && error.name === 'QuotaExceededError';
      throw isFull ? outOfRoom() : error;
    }
  }
}

class IndexedDbFile implements OpenFile {
  constructor(
    private readonly files: IndexedDbFiles,
    private readonly name: string,
    public size: number,
    private readonly letGo: () => void,
  ) {}

  async write(at: number, bytes: Uint8Array) {
    if (bytes.length === 0) return;
    const end = at + bytes.length;
    const first = Math.floor(at / chunkSize);
    const last = Math.floor((end - 1) / chunkSize);
    // The first and the last chunk keep what they have before and after the bytes.
    const start = first * chunkSize;
    const stop = Math.max(end, Math.min(this.size, (last + 1) * chunkSize));
    const whole = new Uint8Array(stop - start);
    if (start < at) whole.set((await this.files.read(this.name, start, at - start)) ?? []);
    whole.set(bytes, at - start);
    if (end < stop)
      whole.set((await this.files.read(this.name, end, stop - end)) ?? [], end - start);
    const size = Math.max(this.size, end);
    await this.files.change(({ sizes, chunks }) => {
      for (let chunk = first; chunk <= last; chunk++) {
        const from = (chunk - first) * chunkSize;
        chunks.put(whole.slice(from, from + chunkSize), [this.name, chunk]);
      }
      sizes.put(size, this.name);
    });
    this.size = size;
  }

  async truncate(size: number) {
    const kept = Math.ceil(size / chunkSize);
    const start = Math.floor(size / chunkSize) * chunkSize;
    const rest = (await this.files.read(this.name, start, size - start)) ?? new Uint8Array();
    await this.files.change(({ sizes, chunks }) => {
      chunks.delete(chunksOf(this.name, kept));
      if (rest.length > 0) chunks.put(rest, [this.name, kept - 1]);
      sizes.put(size, this.name);
    });
    this.size = size;
  }

  /** A transaction that must reach the disk takes along all before it. */
  async flush() {
    await this.files.change(({ sizes }) => sizes.put(this.size, this.name), 'strict');
  }

  async close() {
    this.letGo();
  }
}

/** Keys of a file's chunks, from one number to another, both included. */
function chunksOf(name: string, first = 0, last = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([name, first], [name, last]);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

function isDone(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('The database took a change back.')),
    );
  });
}

/**
 * Holds a file's lock, which the browser lets go of when the tab or worker ends.
 * @returns what lets go of it. @throws StorageError where somebody else holds it.
 */
function holdLock(locks: FileLocks, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const whileHeld = (lock: Lock | null) => {
      if (lock === null) return reject(isInUse(name));
      return new Promise<void>((letGo) => resolve(letGo));
    };
    locks.request(`espalier-file-${name}`, { ifAvailable: true }, whileHeld).catch(reject);
  });
}

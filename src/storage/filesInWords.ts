/**
 * Files whose errors are for people. What a browser throws when its disk or database fails is worded for
 * programmers; and whoever writes a run goes on without storage after a StorageError, and after no other.
 */
import { outOfRoom } from './browserRoom.ts';
import type { Files, OpenFile } from './files.ts';
import { StorageError } from './storageError.ts';

/** The same files; what the browser throws of itself comes as a StorageError. */
export function filesInWords(files: Files): Files {
  const { fits } = files;
  return {
    ...(fits === undefined ? {} : { fits: (bytes: number) => inWords(fits.call(files, bytes)) }),
    kind: files.kind,
    list: () => inWords(files.list()),
    open: async (name, as) => fileInWords(await inWords(files.open(name, as))),
    read: (name, at, length) => inWords(files.read(name, at, length)),
    remove: (name) => inWords(files.remove(name)),
    room: () => inWords(files.room()),
  };
}

function fileInWords(file: OpenFile): OpenFile {
  return {
    get size() {
      return file.size;
    },
    write: (at, bytes) => inWords(file.write(at, bytes)),
    truncate: (size) => inWords(file.truncate(size)),
    flush: () => inWords(file.flush()),
    close: () => inWords(file.close()),
  };
}

async function inWords<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'QuotaExceededError') throw outOfRoom();
    throw new StorageError(
      `The browser can no longer read or write what it keeps (${error.name}).`,
      'Reload the page; if it happens again, restart the browser.',
    );
  }
}

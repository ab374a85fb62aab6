/** What a browser throws in the middle of reading and writing, as people are told of it. */
import { expect, it } from 'vitest';
import type { Files } from './files.ts';
import { filesInWords } from './filesInWords.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { StorageError } from './storageError.ts';

const failing = (error: Error): Files => {
  const fail = () => Promise.reject(error);
  const whole = new MemoryFiles();
  return {
    kind: 'browser',
    list: fail,
    read: fail,
    remove: fail,
    room: fail,
    open: async (name, as) => {
      const file = await whole.open(name, as);
      return { size: file.size, write: fail, truncate: fail, flush: fail, close: fail };
    },
  };
};

async function failures(error: Error): Promise<unknown[]> {
  const files = filesInWords(failing(error));
  const file = await files.open('log', 'empty');
  const works = [
    files.list(),
    files.read('log'),
    files.remove('log'),
    files.room(),
    file.write(0, new Uint8Array(1)),
    file.truncate(0),
    file.flush(),
    file.close(),
  ];
  const settled = await Promise.allSettled(works);
  return settled.map((one) => (one.status === 'rejected' ? one.reason : null));
}

it.each([
  ['InvalidStateError', 'no longer read or write'],
  ['QuotaExceededError', 'no more room'],
])('a browser’s %s is told in words, wherever it comes', async (name, words) => {
  for (const failure of await failures(new DOMException('raw', name))) {
    expect(failure).toBeInstanceOf(StorageError);
    expect((failure as StorageError).message).toContain(words);
  }
});

it('hands on what is wrong with the program', async () => {
  const bug = new TypeError('not a function');
  expect(await failures(bug)).toEqual(Array(8).fill(bug));
});

it('writes and reads as before', async () => {
  const files = filesInWords(new MemoryFiles());
  const file = await files.open('log', 'empty');
  await file.write(0, Uint8Array.of(1, 2, 3));
  await file.truncate(2);
  expect(file.size).toBe(2);
  await file.flush();
  await file.close();
  expect(await files.read('log')).toEqual(Uint8Array.of(1, 2));
  expect(await files.list()).toEqual([{ name: 'log', bytes: 2 }]);
  await files.remove('log');
  expect(await files.list()).toEqual([]);
});

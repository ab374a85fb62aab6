/** Where the browser keeps files: its private file system, else its database, else nowhere. */
import type { Files } from './files.ts';
import { filesInWords } from './filesInWords.ts';
import { openIndexedDbFiles } from './indexedDbFiles.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { openOpfsFiles } from './opfsFiles.ts';

/**
 * The browser's files, or memory where it keeps none. A browser that has a private file system and
 * refuses it, as some do in private windows, would empty a database as well: it is not asked for one.
 */
export async function browserFiles(): Promise<Files> {
  try {
    const files = hasFileSystem()
      ? openOpfsFiles()
      : openIndexedDbFiles(indexedDB, navigator.locks);
    return filesInWords(await files);
  } catch {
    return new MemoryFiles();
  }
}

function hasFileSystem(): boolean {
  // WebKitGTK has no storage manager; older engines have one without a file system.
  const storage: StorageManager | undefined = navigator.storage;
  return typeof storage?.getDirectory === 'function';
}

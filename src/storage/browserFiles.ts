/** Where the browser keeps files: its private file system, else its database, else nowhere. */
import type { Files } from './files.ts';
import { filesInWords } from './filesInWords.ts';
import { openIndexedDbFiles } from './indexedDbFiles.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { openOpfsFiles } from './opfsFiles.ts';
import { RememberedFiles } from './rememberedFiles.ts';

/**
 * The browser's files, or memory where it keeps none. A browser that has a private file system and
 * refuses it, as some do in private windows, would empty a database as well: it is not asked for one.
 * Nor is one opened without locks, as on pages of plain http: two windows would write over each other.
 */
export async function browserFiles(): Promise<Files> {
  try {
    if (hasFileSystem()) {
      const news = new BroadcastChannel('espalier files');
      return filesInWords(new RememberedFiles(await openOpfsFiles(), news));
    }
    const locks: LockManager | undefined = navigator.locks;
    if (locks === undefined) return new MemoryFiles();
    return filesInWords(await openIndexedDbFiles(indexedDB, locks));
  } catch {
    return new MemoryFiles();
  }
}

function hasFileSystem(): boolean {
  // WebKitGTK has no storage manager; older engines have one without a file system.
  const storage: StorageManager | undefined = navigator.storage;
  return typeof storage?.getDirectory === 'function';
}

/**
 * Files that a person names, for reading. Devices and pipes have no size and need not end, so they
 * are refused before a byte is asked for.
 */
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { UsageError } from './usageError.ts';

/** The bytes of a file. @throws UsageError for what is no file, else as `readFile`. */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  refuseSpecial(path, await stat(path));
  return new Uint8Array(await readFile(path));
}

/** @throws UsageError for what is neither a file nor a folder. */
export function refuseSpecial(path: string, found: Stats): void {
  if (found.isFile() || found.isDirectory()) return;
  throw new UsageError(
    `${path}: it is ${kindOf(found)}. Only files and folders are read: write what it gives into a file, and name that`,
  );
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return 'a pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

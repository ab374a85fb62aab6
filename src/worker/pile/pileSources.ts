/** The files of a pile as readers take them, in one order whatever the browser listed them in. */
import type { SourceFile } from '../../data/sourceFile.ts';
import { bytesOfFile } from '../bytesOfFile.ts';
import type { PathedFile } from './dropped.ts';
import type { HeldFiles } from './heldFiles.ts';
import { ReadAheadFiles } from './readAheadFiles.ts';
import { readingFault } from './readingFault.ts';

/**
 * Files sorted by path; one that cannot be read is refused by its name.
 * @param held what is read of them already, or will be.
 */
export function pileSources(files: readonly PathedFile[], held?: HeldFiles): SourceFile[] {
  const sorted = files.toSorted((a, b) => compare(a.path, b.path));
  const ahead = new ReadAheadFiles(sorted.map(({ file }) => file));
  return sorted.map(({ file, path }, at) => ({
    name: path,
    size: file.size,
    bytes: async () => (await held?.bytesOf(file)) ?? namingFaults(path, ahead.read(at)),
    openable: file,
    part: (start, end) => namingFaults(path, bytesOfFile(file.slice(start, end))),
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const namingFaults = (path: string, bytes: Promise<Uint8Array>): Promise<Uint8Array> =>
  bytes.catch((error: unknown) => {
    throw readingFault(error, path, 'file');
  });

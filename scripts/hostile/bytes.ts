/** Sound pieces that hostile files are made of. */
import { plainPng } from '../../src/data/testing/sourceFiles.ts';
import type { EntryToWrite } from '../../src/data/testing/writeZip.ts';

export { patched, plainPng } from '../../src/data/testing/sourceFiles.ts';
export { joined } from '../../src/data/testing/writeZip.ts';

/** An image in an archive, sound but for what `more` says. */
export const zipEntry = (path: string, more: Partial<EntryToWrite> = {}): EntryToWrite => ({
  path,
  bytes: plainPng(1),
  ...more,
});

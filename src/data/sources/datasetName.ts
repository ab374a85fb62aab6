/** What a data set is called after its files. */
import { fileNameOf } from '../archives/entryNames.ts';
import type { ArchiveFile } from './openFiles.ts';
import type { SortedFiles } from './sortFiles.ts';

/**
 * The folder that all files share, else the archives' names as far as they agree.
 * @param given paths of all files.
 * @param archives those that are part of the data.
 */
export function datasetName(
  given: readonly string[],
  { archives: all, data }: SortedFiles,
  archives: readonly ArchiveFile[],
): string {
  const unused = new Set(all.filter((one) => !archives.includes(one)).map(({ file }) => file));
  const paths = given.filter((path) => !unused.has(path));
  const folder = sharedFolder(paths);
  if (folder !== null) return folder;
  const [of] = data;
  const main = archives.length > 0 ? archives : of?.files;
  const stems = (main?.map(({ file }) => file) ?? paths).map((path) =>
    fileNameOf(path).replace(/(\.tar)?\.[^.]*$/, ''),
  );
  const shared = stems.reduce(sharedStart);
  const words = shared.replace(/[\s_.-]+[^\s_.-]*$/, '');
  const isTold = shared !== stems[0] && words !== shared && words.length >= 3;
  if (isTold) return words;
  return of?.format.nameOf?.(stems) ?? stems[0];
}

/** A name of foreign origin as text that can stand anywhere. */
export const plainName = (name: string): string =>
  name.replace(/\p{C}/gu, '').slice(0, 100) || 'Data';

/** The folder that all paths start with; null where they lie in several or in none. */
export function sharedFolder(paths: readonly string[]): string | null {
  const folders = new Set(paths.map((path) => path.slice(0, Math.max(0, path.indexOf('/')))));
  const [folder] = folders;
  return folders.size === 1 && folder !== '' ? folder : null;
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

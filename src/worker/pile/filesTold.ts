import type { DatasetView } from '../protocol/dataRequests.ts';
import type { PathedFile } from './dropped.ts';

/** Files that are told one by one, at most: a list of many goes into each store's description. */
const maxTold = 100;

/** The files of a data set as the page and its store know them: many of a folder as the folder. */
export function filesTold(files: readonly PathedFile[]): DatasetView['files'] {
  if (files.length <= maxTold) {
    return files.map(({ file, path }) => ({ name: path, bytes: file.size }));
  }
  const folders = new Map<string, { count: number; bytes: number }>();
  for (const { file, path } of files) {
    const name = path.slice(0, path.indexOf('/') + 1) || 'files beside folders';
    const folder = folders.get(name) ?? { count: 0, bytes: 0 };
    folder.count++;
    folder.bytes += file.size;
    folders.set(name, folder);
  }
  return [...folders].map(([name, { count, bytes }]) =>
    count === 1 ? { name, bytes } : { name, bytes, count },
  );
}

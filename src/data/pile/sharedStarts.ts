/** The folders around the images of a part that say nothing of classes. */
import { splitNamed } from './folderWords.ts';

/** Folders of images as paths with a slash after each name; empty where images lie in none. */
type Folders = ReadonlySet<string>;

/**
 * For each part the start that all of its folders share: a folder that is called a split ends it, and
 * the last folder stays, for it is the class. A folder that one part lies in whole says something
 * where another tells classes by the folders in it: a part of nested class folders may hold but one
 * of the outer ones.
 */
export function sharedStarts(parts: readonly Folders[]): string[] {
  const starts = parts.map(sharedStart);
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const [at, start] of starts.entries()) {
      const other = starts.find(
        (shorter, from) => shorter.length < start.length && holdsFolderIn(parts[from], start),
      );
      if (other === undefined) continue;
      starts[at] = other;
      isChanged = true;
    }
  }
  return starts;
}

function sharedStart(folders: Folders): string {
  const all = [...folders].map((folder) => folder.split('/').slice(0, -1));
  if (all.length === 0) return '';
  const shortest = all.reduce((least, names) => Math.min(least, names.length), Infinity);
  const [first] = all;
  let shared = 0;
  while (shared < shortest - 1 && splitNamed(first[shared]) === null) {
    if (all.some((names) => names[shared] !== first[shared])) break;
    shared++;
  }
  return first
    .slice(0, shared)
    .map((name) => `${name}/`)
    .join('');
}

/** Whether there are folders in one, those that name splits aside. */
const holdsFolderIn = (folders: Folders, start: string): boolean =>
  [...folders].some(
    (folder) =>
      folder.length > start.length &&
      folder.startsWith(start) &&
      splitNamed(folder.slice(start.length, folder.indexOf('/', start.length))) === null,
  );

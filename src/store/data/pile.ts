/**
 * What a person dropped or chose, as the page has it. A few files and the handles of folders are given
 * to the worker with the request to read them; many files, and those of folders without handles, are
 * found and sent piece by piece, between which the page answers.
 */
import { type Dropped, filesAtOnce, type PathedFile } from '../../worker/pile/dropped.ts';

export interface Pile {
  /** The number that the worker knows it by. */
  readonly id: number;
  /** What a person would call it: the one file's name, the folder's, or how many there are. */
  readonly title: string;
  /** What is given at once. */
  readonly dropped: readonly Dropped[];
  /** The rest, found anew each time; null where there is none. */
  readonly rest: (() => AsyncIterable<readonly PathedFile[]>) | null;
  /** How many files the rest is, where that is known. */
  readonly restCount: number | null;
}

let lastId = 0;

/** A pile of what is given at once, and of a rest whose size is not known before it is found. */
export function pileWith(
  title: string,
  dropped: readonly Dropped[],
  rest: Pile['rest'] = null,
): Pile {
  return { id: ++lastId, title, dropped, rest, restCount: null };
}

/**
 * A pile of files that the page has; those of a folder dialog are known by their paths in it.
 * @param files that stay as they are. A long list is looked at piece by piece, since the first look at
 * each file of a browser's list takes a moment.
 */
export function pileOfFiles(files: ArrayLike<File>): Pile {
  const id = ++lastId;
  const title = titleOf(files);
  const at = (from: number) =>
    Array.from({ length: Math.min(filesAtOnce, files.length - from) }, (_, index) => {
      const file = files[from + index];
      return { file, path: pathOf(file) };
    });
  if (files.length <= filesAtOnce) {
    const dropped = [{ kind: 'files', files: at(0) }] as const;
    return { id, title, dropped, rest: null, restCount: null };
  }
  async function* rest() {
    for (let from = 0; from < files.length; from += filesAtOnce) yield at(from);
  }
  return { id, title, dropped: [], rest, restCount: files.length };
}

const pathOf = (file: File): string => file.webkitRelativePath || file.name;

/** What a person would call some files: the one's name, their folder, or their number. */
export function titleOf(files: ArrayLike<File>): string {
  if (files.length === 0) return 'Nothing';
  const [first, last] = [pathOf(files[0]), pathOf(files[files.length - 1])];
  if (files.length === 1) return first;
  const [folder] = first.split('/');
  // A folder dialog gives the files of one folder.
  const isFolder = first.includes('/') && last.startsWith(`${folder}/`);
  return isFolder ? folder : `${files.length} files`;
}

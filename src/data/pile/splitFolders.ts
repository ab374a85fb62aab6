/**
 * Which folders name splits, and what is left of a path without them: splits before classes
 * (`train/cat`), after them (`cat/train`), or as a word of a name (`training_set/cats`).
 */
import type { SplitRole } from '../layout/splitRole.ts';
import { besideSplitIn, isCalledPictures, splitNamed, splitSpokenOf } from './folderWords.ts';

/** What a folder says of the images in it. */
export interface FolderMeaning {
  readonly split: SplitRole | null;
  /** The class; null where the folder names none. */
  readonly label: string | null;
}

/** What folders say, by their path with a slash after each name. */
export interface FolderMeanings {
  readonly of: ReadonlyMap<string, FolderMeaning>;
  /** The splits that they name; none where they name classes alone. */
  readonly roles: ReadonlySet<SplitRole>;
  /** Whether they can be nothing but splits: a folder of images called train may show trains. */
  readonly isCertain: boolean;
}

/** The folders that a path goes through. */
export const namesIn = (folder: string): string[] => folder.split('/').slice(0, -1);

const labelOf = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.join('/');

/** What folders say as classes alone. */
export function plainMeanings(folders: Iterable<string>): FolderMeanings {
  const of = new Map<string, FolderMeaning>();
  for (const folder of folders) of.set(folder, { split: null, label: labelOf(namesIn(folder)) });
  return { of, roles: new Set(), isCertain: false };
}

/**
 * What folders say where all of them lie in folders that name splits, or end in such; null where
 * they do not. Without class folders below, an archive's `train` may be a class; loose images in a
 * folder called test are more likely unlabelled.
 */
export function splitMeanings(
  folders: ReadonlySet<string>,
  isLoose: boolean,
): FolderMeanings | null {
  return meaningsOfFirst(folders, isLoose) ?? meaningsOfLast(folders);
}

function meaningsOfFirst(folders: ReadonlySet<string>, isLoose: boolean): FolderMeanings | null {
  const splits = splitsOfFirst(folders);
  const of = new Map<string, FolderMeaning>();
  const inner = innerNames(folders);
  for (const folder of folders) {
    const split = splits.get(namesIn(folder)[0]) ?? null;
    if (split === null) return null;
    of.set(folder, { split, label: labelOf(inner.get(folder)!) });
  }
  const roles = new Set([...of.values()].map(({ split }) => split!));
  if (roles.size === 0) return null;
  const hasClasses = [...of.values()].some(({ label }) => label !== null);
  return { of, roles, isCertain: hasClasses || (isLoose && [...roles].join() !== 'train') };
}

/** Classes that hold their splits: each class folder ends in one, and there are several of both. */
function meaningsOfLast(folders: ReadonlySet<string>): FolderMeanings | null {
  const of = new Map<string, FolderMeaning>();
  for (const folder of folders) {
    const names = withoutLastPictures(namesIn(folder));
    const split = names.length < 2 ? null : splitSpokenOf(names[names.length - 1]);
    if (split === null) return null;
    of.set(folder, { split, label: labelOf(names.slice(0, -1)) });
  }
  const roles = new Set([...of.values()].map(({ split }) => split!));
  const classes = new Set([...of.values()].map(({ label }) => label));
  return roles.size > 1 && classes.size > 1 ? { of, roles, isCertain: true } : null;
}

const withoutLastPictures = (names: readonly string[]): readonly string[] =>
  names.length > 2 && isCalledPictures(names[names.length - 1]) ? names.slice(0, -1) : names;

/**
 * The splits that the first folders of paths name. A word within a longer name counts only where
 * classes speak for it: the folders of different splits hold a class in common, or those without
 * class folders lie beside one with several; or where the names differ in that word alone and no
 * folder holds classes, as `train` and `test1`.
 */
export function splitsOfFirst(folders: Iterable<string>): ReadonlyMap<string, SplitRole> {
  const classes = new Map<string, Set<string>>();
  for (const [folder, names] of innerNames(folders)) {
    const [first] = namesIn(folder);
    const known = classes.get(first) ?? new Set<string>();
    if (names.length > 0) known.add(names.join('/'));
    classes.set(first, known);
  }
  const spoken = [...classes.keys()].filter((name) => splitSpokenOf(name) !== null);
  const isSure =
    spoken.every((name) => splitNamed(name) !== null) ||
    areNumbered(spoken) ||
    haveClassesAlike(spoken, classes);
  const counted = isSure ? spoken : spoken.filter((name) => splitNamed(name) !== null);
  return new Map(counted.map((name) => [name, splitSpokenOf(name)!]));
}

/** Whether they are called as splits but for numbers, each as another one: `test1`, `train2017`. */
function areNumbered(names: readonly string[]): boolean {
  const called = new Set(names.map((name) => splitNamed(name.replace(/[\s_-]*\d+$/, ''))));
  return called.size === names.length && !called.has(null);
}

function haveClassesAlike(
  names: readonly string[],
  classes: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (new Set(names.map(splitSpokenOf)).size < 2) return false;
  const filled = names.filter((name) => classes.get(name)!.size > 0);
  const besides = (some: readonly string[]) => new Set(some.map(besideSplitIn));
  if (filled.length === 0) return besides(names).size === 1;
  // Red training shoes and red test tubes may be classes as well.
  if ([...besides(filled)].filter((one) => one !== '').length > 1) return false;
  const isShared = filled.some((one) =>
    filled.some(
      (other) =>
        splitSpokenOf(one) !== splitSpokenOf(other) &&
        [...classes.get(one)!].some((name) => classes.get(other)!.has(name)),
    ),
  );
  return isShared || (filled.length === 1 && classes.get(filled[0])!.size > 1);
}

/** The names below the first of each folder, without those that only wrap what lies in it. */
export function innerNames(folders: Iterable<string>): Map<string, readonly string[]> {
  const byFirst = new Map<string, string[]>();
  for (const folder of folders) {
    const [first] = namesIn(folder);
    if (first === undefined) continue;
    const known = byFirst.get(first);
    if (known === undefined) byFirst.set(first, [folder]);
    else known.push(folder);
  }
  const inner = new Map<string, readonly string[]>();
  for (const [first, inside] of byFirst) {
    const all = inside.map((folder) => namesIn(folder).slice(1));
    const skipped = wrappersIn(first, all);
    for (const [at, folder] of inside.entries()) inner.set(folder, all[at].slice(skipped));
  }
  return inner;
}

/** How many names all paths share that say what the folder around them says, or that they are pictures. */
function wrappersIn(around: string, paths: readonly (readonly string[])[]): number {
  const role = splitSpokenOf(around);
  if (role === null) return 0;
  let count = 0;
  for (;;) {
    const name = paths[0][count];
    if (name === undefined || paths.some((path) => path[count] !== name)) return count;
    if (name !== around && splitSpokenOf(name) !== role && !isCalledPictures(name)) return count;
    count++;
  }
}

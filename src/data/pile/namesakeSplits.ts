/**
 * A set whose held-out images lie beside it, in folders that are called as it is and after a split:
 * `rps` beside `rps-validation`, `cats_dogs` beside `cats_dogs_test`.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { besideSplitIn, splitSpokenOf } from './folderWords.ts';
import { folderPath, type PassOutcome, type PileImage } from './pileImage.ts';
import { sharedStarts } from './sharedStarts.ts';
import { innerNames, namesIn } from './splitFolders.ts';

/** The classes in each of the first folders. */
type ClassesByFolder = ReadonlyMap<string, ReadonlySet<string>>;

/** Images in such folders as if these were called as splits alone; others as they are. */
export function withNamesakeSplits(images: readonly PileImage[]): PassOutcome {
  const parts = [...groupedBy(images, ({ container }) => container).values()].map(splitByNamesakes);
  return {
    images: parts.flatMap((part) => part.images),
    notes: parts.flatMap((part) => part.notes),
  };
}

function splitByNamesakes(images: readonly PileImage[]): PassOutcome {
  const untold = images.filter(({ source }) => source !== 'table');
  const folders = new Set(untold.map((one) => folderPath(one.folders)));
  const [base] = sharedStarts([folders]);
  const below = (folder: string) => folder.slice(base.length);
  const classes = classesByFolder([...folders].map(below));
  const splits = [...classes.keys()].filter((name) => namesakeOf(name, classes) !== null);
  const [set, ...others] = new Set(splits.map((name) => namesakeOf(name, classes)!));
  const isTrained = [...classes.keys()].some((name) => splitSpokenOf(name) === 'train');
  if (set === undefined || others.length > 0 || isTrained) return { images, notes: [] };
  const roles = new Map([[set, 'train'], ...splits.map((name) => [name, splitSpokenOf(name)!])] as [
    string,
    string,
  ][]);
  const depth = namesIn(base).length;
  const placed = images.map((one): PileImage => {
    const role = one.source === 'table' ? undefined : roles.get(one.folders[depth] ?? '');
    return role === undefined ? one : { ...one, folders: one.folders.with(depth, role) };
  });
  return { images: placed, notes: [`${set}: its images are trained on, as it names no split.`] };
}

function classesByFolder(folders: readonly string[]): ClassesByFolder {
  const classes = new Map<string, Set<string>>();
  for (const [folder, names] of innerNames(folders)) {
    const [first] = namesIn(folder);
    const known = classes.get(first) ?? new Set<string>();
    if (names.length > 0) known.add(names.join('/'));
    classes.set(first, known);
  }
  return classes;
}

/** The folder that is called as one of a held-out split but for the split, with a class in common; null where there is none. */
function namesakeOf(name: string, classes: ClassesByFolder): string | null {
  if ((splitSpokenOf(name) ?? 'train') === 'train') return null;
  const own = classes.get(name)!;
  const isNamesake = (other: string) =>
    splitSpokenOf(other) === null &&
    besideSplitIn(other) === besideSplitIn(name) &&
    [...classes.get(other)!].some((label) => own.has(label));
  return [...classes.keys()].find(isNamesake) ?? null;
}

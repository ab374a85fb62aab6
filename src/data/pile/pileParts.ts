/**
 * The parts of a container that are laid out each by itself, for what a folder says in one it does
 * not say in another: what a table told, what lies in split folders, and what lies beside them.
 */
import { folderPath, type PileImage } from './pileImage.ts';
import { sharedStarts } from './sharedStarts.ts';
import { namesIn, splitMeanings, splitsOfFirst } from './splitFolders.ts';

export interface PilePart {
  readonly images: readonly PileImage[];
  /** Whether a table told their labels. */
  readonly isTold: boolean;
  /** Whether they lie beside the split folders of the container, whose name says nothing of them. */
  readonly isBesideSplits: boolean;
  /** The folders that the container's images share, with a slash after each: below it folders speak. */
  readonly base: string;
}

/**
 * The parts of one container's images. Loose ones that are joined with archives need but one split
 * folder to be told from what lies beside it, for archives may bring the others.
 */
export function pileParts(images: readonly PileImage[], isJoined: boolean): PilePart[] {
  const told = images.filter(({ source }) => source === 'table');
  const untold = images.filter(({ source }) => source !== 'table');
  const whole = (some: readonly PileImage[], isTold: boolean): PilePart[] =>
    some.length === 0 ? [] : [{ images: some, isTold, isBesideSplits: false, base: '' }];
  return [...whole(told, true), ...(partedBySplits(untold, isJoined) ?? whole(untold, false))];
}

function partedBySplits(images: readonly PileImage[], isJoined: boolean): PilePart[] | null {
  if (images.length === 0) return null;
  const folders = new Set(images.map((one) => folderPath(one.folders)));
  const [base] = sharedStarts([new Set([...folders].filter((folder) => folder !== ''))]);
  const below = (folder: string) => (folder.startsWith(base) ? folder.slice(base.length) : folder);
  const inner = new Map([...folders].map((folder) => [folder, below(folder)]));
  const splits = splitsOfFirst(inner.values());
  const inSplit = [...inner.values()].filter((folder) => splits.has(namesIn(folder)[0]));
  const meanings = inSplit.length === 0 ? null : splitMeanings(new Set(inSplit), false);
  if (meanings === null) return null;
  const classes = new Set([...meanings.of.values()].flatMap(({ label }) => label ?? []));
  if (classes.size === 0 || inSplit.length === inner.size) return null;
  if (isJoined && !images[0].container.isArchive) {
    const isInSplit = (folder: string) => (meanings.of.get(folder)?.label ?? null) !== null;
    return [true, false].flatMap((is) => {
      const some = images.filter((one) => isInSplit(inner.get(folderPath(one.folders))!) === is);
      return some.length === 0
        ? []
        : [{ images: some, isTold: false, isBesideSplits: false, base: '' }];
    });
  }
  // One folder that is called train may be a class of nested folders.
  if (meanings.roles.size < 2) return null;
  const pileOfFolder = pilesBeside([...inner.values()], splits, classes);
  const parts = new Map<string | null, PileImage[]>();
  for (const one of images) {
    const folder = inner.get(folderPath(one.folders))!;
    const pile = pileOfFolder.get(folder)!;
    // Where splits tell the classes, another folder beside them is none.
    const isStray = pile === '' && !classes.has(folder.slice(0, -1));
    const part = parts.get(pile) ?? [];
    part.push(isStray ? { ...one, folders: [] } : one);
    parts.set(pile, part);
  }
  return [...parts].map(([pile, some]) => ({
    images: some,
    isTold: false,
    isBesideSplits: pile !== null,
    base,
  }));
}

/**
 * The pile of each folder: null for those in splits, the first folder's name for one with class
 * folders as these have, and an empty name for all others.
 */
function pilesBeside(
  folders: readonly string[],
  splits: ReadonlyMap<string, unknown>,
  classes: ReadonlySet<string>,
): Map<string, string | null> {
  const firstOf = (folder: string) => namesIn(folder)[0] ?? '';
  const isAlike = (folder: string) => classes.has(namesIn(folder).slice(1).join('/'));
  const alike = new Set(
    folders.filter((one) => !splits.has(firstOf(one)) && isAlike(one)).map(firstOf),
  );
  return new Map(
    folders.map((folder) => {
      const first = firstOf(folder);
      if (splits.has(first)) return [folder, null];
      return [folder, alike.has(first) ? first : ''];
    }),
  );
}

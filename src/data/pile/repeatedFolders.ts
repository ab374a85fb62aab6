/**
 * Folders that hold again what lies elsewhere in a pile: a download that holds itself in a folder of its
 * own, or beside itself under a name that differs in capital letters. What is there twice is taken once.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import { splitSpokenOf } from './folderWords.ts';
import { fileNameIn, folderPath, type PassOutcome, type PileImage } from './pileImage.ts';
import { isSameFile } from './setsInPile.ts';
import { sharedStarts } from './sharedStarts.ts';

/** A folder, and images by their paths in it. */
interface Folder {
  readonly name: string;
  readonly images: ReadonlyMap<string, PileImage>;
}

/**
 * Images without those of a folder that holds the same files in the same folders as what lies around it
 * does, `set/train/…` beside `set/set/train/…`, or as a folder beside it that speaks of no other split.
 */
export async function withoutRepeatedFolders(images: readonly PileImage[]): Promise<PassOutcome> {
  const gone = new Set<PileImage>();
  const notes: string[] = [];
  for (const own of groupedBy(images, ({ container }) => container).values()) {
    const nested = own.filter(({ source, folders }) => source !== 'table' && folders.length > 1);
    for (const { name, images: repeated } of await repeatedIn(nested)) {
      for (const one of repeated.values()) gone.add(one);
      const are = repeated.size === 1 ? 'is' : 'are';
      notes.push(
        `${formatCounted(repeated.size, 'image')} ${are} there twice, again in ${quoted(name)}; taken once.`,
      );
    }
  }
  return gone.size === 0
    ? { images, notes }
    : { images: images.filter((one) => !gone.has(one)), notes };
}

async function repeatedIn(images: readonly PileImage[]): Promise<readonly Folder[]> {
  const folders = new Set(images.map(({ folders }) => folders));
  const paths = new Set([...folders].map(folderPath));
  const [base] = sharedStarts([paths]);
  const below = new Set([...paths].map((path) => path.slice(base.length)));
  if (!mayRepeat(below)) return [];
  const pathOf = (one: PileImage) =>
    `${folderPath(one.folders).slice(base.length)}${fileNameIn(one)}`;
  const all: Folder = { name: base, images: new Map(images.map((one) => [pathOf(one), one])) };
  const within = [...groupedBy([...all.images], ([path]) => firstOf(path))].map(
    ([name, entries]): Folder => ({
      name,
      images: new Map(entries.map(([path, one]) => [path.slice(name.length), one])),
    }),
  );
  const found: Folder[] = [];
  const kept: Folder[] = [];
  // The smaller of two may be a part of the other.
  const inOrder = within.sort(
    (a, b) => b.images.size - a.images.size || (a.name < b.name ? -1 : 1),
  );
  for (const one of inOrder) {
    const others = [all, ...kept.filter((other) => mayBeCopies(one.name, other.name))];
    if (await isIn(one, others)) found.push({ ...one, name: `${base}${one.name}` });
    else kept.push(one);
  }
  return found;
}

/** The first folder of a path, with the slash after it. */
const firstOf = (path: string): string => path.slice(0, path.indexOf('/') + 1);

/** Whether the folders in one of the first folders are all around it too, or in another one: most piles are done with here. */
function mayRepeat(folders: ReadonlySet<string>): boolean {
  const byFirst = groupedBy([...folders], firstOf);
  const inner = [...byFirst].map(([first, own]) => ({
    first,
    within: new Set(own.map((folder) => folder.slice(first.length))),
  }));
  return inner.some(({ first, within }) =>
    [...inner.filter((one) => mayBeCopies(first, one.first)), { first: '', within: folders }].some(
      (other) =>
        other.first !== first &&
        !within.has('') &&
        [...within].every((folder) => other.within.has(folder)),
    ),
  );
}

/** Images to test on that are trained on as well are a leak, which is told of, and no copy of the set. */
const mayBeCopies = (one: string, other: string): boolean =>
  splitSpokenOf(one.slice(0, -1)) === splitSpokenOf(other.slice(0, -1));

/** Whether all images are there in one of other folders, under the same paths and with the same bytes. */
async function isIn({ images }: Folder, others: readonly Folder[]): Promise<boolean> {
  // Images of two classes are called alike by numbers; only folders in a folder make it a set.
  if ([...images.keys()].some((path) => !path.includes('/'))) return false;
  for (const other of others) if (await areAllIn(images, other.images)) return true;
  return false;
}

async function areAllIn(images: Folder['images'], others: Folder['images']): Promise<boolean> {
  for (const path of images.keys()) if (!others.has(path)) return false;
  for (const [path, one] of images)
    if (!(await isSameFile(one.image, others.get(path)!.image))) return false;
  return true;
}

/** What the paths of images say: their class, and whether they are to train or to test on. */
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import type { SplitRole } from './splitRole.ts';

/** Where an image is. */
export interface LocatedImage {
  /** The archive or folder that it is in. */
  readonly file: string;
  /** Its path there, as messages name it. */
  readonly path: string;
  /** The path that tells its split and class. */
  readonly inner: string;
}

/** Where an image belongs. */
export interface PlacedPath {
  readonly split: 'train' | 'test';
  /** Folder names joined by slashes: nested folders name one class. */
  readonly className: string;
}

export interface ImageLayout {
  /** As many as images, in their order. */
  readonly placed: readonly PlacedPath[];
  readonly notes: readonly string[];
}

const roles = new Map<string, SplitRole>([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

const roleOf = (folder: string): SplitRole | null => roles.get(folder.toLowerCase()) ?? null;

/** The split that the first folder of a path names; null where it names none, or there is none. */
export const splitFolderOf = (path: string): SplitRole | null =>
  roleOf(path.slice(0, Math.max(0, path.indexOf('/'))));

/** Whether a path starts with a split, and goes on with a class and a file at least. */
export const isInSplitAndClass = (path: string): boolean =>
  splitFolderOf(path) !== null && path.indexOf('/') < path.lastIndexOf('/');

/**
 * For each path whether it lies in a split folder, where those in others lie beside splits: class
 * folders in one that is called train, say, may be classes of nested folders, but not so where
 * there are some in another split as well. Null where that is not so, or all lie in splits.
 */
export function apartFromSplits(paths: readonly string[]): boolean[] | null {
  const found = new Set(paths.filter(isInSplitAndClass).map(splitFolderOf));
  const inSplit = paths.map((path) => splitFolderOf(path) !== null);
  return found.size > 1 && inSplit.includes(false) ? inSplit : null;
}

/**
 * Paths without the folders that all of them share, as an archive of one folder has. A folder
 * that names a split stays, and so does the last one, which is the class.
 */
export function withoutSharedFolders(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const parts = paths.map((path) => path.split('/'));
  const shortest = parts.reduce((least, path) => Math.min(least, path.length), Infinity);
  let shared = 0;
  while (shared < shortest - 2 && roleOf(parts[0][shared]) === null) {
    if (parts.some((path) => path[shared] !== parts[0][shared])) break;
    shared++;
  }
  return parts.map((path) => path.slice(shared).join('/'));
}

/**
 * Class and split of each image. Where all images lie under folders called train, val(idation)
 * or test, those tell the splits: validation images become test images where there are none,
 * and training images elsewhere. Images that are all of one split are trained on.
 * @throws DataError for an image that lies in no class folder.
 */
export function layOutImages(images: readonly LocatedImage[]): ImageLayout {
  const parts = images.map(({ inner }) => inner.split('/'));
  const hasSplits = parts.every((path) => path.length > 1 && roleOf(path[0]) !== null);
  const found = parts.map((path) => (hasSplits ? roleOf(path[0])! : 'train'));
  const skip = hasSplits ? 1 : 0;
  const notes: string[] = [];
  const splitOf = splitsOf(new Set(found), notes);
  const placed = parts.map((path, index): PlacedPath => {
    const className = path.slice(skip, -1).join('/');
    if (className === '') throw outsideClasses(images[index]);
    return { split: splitOf[found[index]], className };
  });
  return { placed, notes };
}

function splitsOf(
  found: ReadonlySet<SplitRole>,
  notes: string[],
): Record<SplitRole, 'train' | 'test'> {
  if (found.size === 1 && !found.has('train')) {
    const [only] = found;
    notes.push(`There are ${only} images only; they are trained on.`);
    return { train: 'train', validation: 'train', test: 'train' };
  }
  if (!found.has('validation')) return { train: 'train', validation: 'train', test: 'test' };
  const becomes = found.has('test') ? 'train' : 'test';
  notes.push(
    becomes === 'train'
      ? 'The images in the validation folder count among the training images; a share of those is held out for validation by choice.'
      : 'The images in the validation folder are the test images, as there is no test folder.',
  );
  return { train: 'train', validation: becomes, test: 'test' };
}

/** Class names in order: as numbers where all are whole numbers, else by code unit. */
export function orderedClasses(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)].sort();
  if (!distinct.every((name) => /^\d{1,15}$/.test(name))) return distinct;
  return distinct.sort((a, b) => Number(a) - Number(b));
}

function outsideClasses({ file, path }: LocatedImage): DataError {
  return new DataError({
    file,
    place: `entry ${quoted(path)}`,
    found: 'an image that lies in no class folder',
    allowed: 'images in folders named after their classes, with or without train and test above',
    remedy: 'move the image into a class folder, or leave it out',
  });
}

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
  readonly split: SplitRole;
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
export const splitFolderOf = (path: string): SplitRole | null => roleOf(firstFolder(path));

/** Whether a path starts with a split, and goes on with a class and a file at least. */
export const isInSplitAndClass = (path: string): boolean =>
  splitFolderOf(path) !== null && path.indexOf('/') < path.lastIndexOf('/');

/**
 * The piles that paths lie in, where some lie beside splits: null stands for the split folders, a
 * folder for one with class folders as these have, and an empty name for all others. One folder
 * called train may be a class of nested folders, but not so where another split has class folders
 * as well: the outcome is null without two such, and where all paths lie in split folders.
 */
export function pilesBesideSplits(paths: readonly string[]): (string | null)[] | null {
  const sorted = paths.filter(isInSplitAndClass);
  if (new Set(sorted.map(splitFolderOf)).size < 2) return null;
  const classes = new Set(sorted.map(foldersInFirst));
  const others = paths.filter((path) => splitFolderOf(path) === null);
  if (others.length === 0) return null;
  const alike = others.filter((path) => classes.has(foldersInFirst(path)));
  const folders = new Set(alike.map(firstFolder));
  return paths.map((path) => {
    if (splitFolderOf(path) !== null) return null;
    return folders.has(firstFolder(path)) ? firstFolder(path) : '';
  });
}

const firstFolder = (path: string): string => path.slice(0, Math.max(0, path.indexOf('/')));

const foldersInFirst = (path: string): string =>
  path.slice(path.indexOf('/') + 1, path.lastIndexOf('/') + 1);

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
 * or test, those tell the splits; without training images, the validation images are trained on, and so
 * are images that are all of one split.
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

/** What becomes of the splits that folders name: some images must be trained on. */
function splitsOf(found: ReadonlySet<SplitRole>, notes: string[]): Record<SplitRole, SplitRole> {
  if (found.has('train')) return { train: 'train', validation: 'validation', test: 'test' };
  if (found.size > 1) {
    notes.push('The images in the validation folder are trained on, as there is no train folder.');
    return { train: 'train', validation: 'train', test: 'test' };
  }
  const [only] = found;
  notes.push(`There are ${only} images only; they are trained on.`);
  return { train: 'train', validation: 'train', test: 'train' };
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

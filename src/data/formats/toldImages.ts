/** What tables of file names tell of the images of containers, in them and beside them. */
import { formatCount } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import {
  type CountedPaths,
  type FileTable,
  type ImageGroup,
  readFileTable,
  type Told,
} from './fileTable.ts';
import { withoutSharedFolders } from './imageLayout.ts';
import { splitRoleOf } from './splitRole.ts';

/** The images of a container, and the tables that lie in it. */
export interface ImagesToTell {
  readonly paths: readonly string[];
  /** What all paths start with that says nothing: the folders that everything dropped lies in. */
  readonly root: string;
  readonly tables: readonly FileTable[];
}

/** What tables say of the images of one container. */
export interface ToldContainer {
  /** As many as images: the folders that would tell the same; null for an image in no table. */
  readonly placed: readonly (string | null)[];
  /** Whether the first folder is a split. */
  readonly hasSplits: boolean;
}

/** What tables say of images. */
export interface ToldImages {
  readonly kind: 'told';
  /** As many as containers; null for one that no table speaks of. */
  readonly containers: readonly (ToldContainer | null)[];
  /** The tables that tell. */
  readonly used: readonly FileTable[];
  readonly notes: readonly string[];
}

/** A container's images, and whether folders tell their classes. */
interface Shelf extends CountedPaths {
  readonly root: string;
  readonly isInFolders: boolean;
}

/**
 * What tables tell: those in a container of its images, those `beside` containers of the images of
 * all, but first of those that have no table of their own, and of these those without class folders.
 * A question where several columns may be the labels.
 * @throws DataError for a table that does not fit the images.
 */
export function tellImages(
  containers: readonly ImagesToTell[],
  beside: readonly FileTable[],
  choices: ReadingChoices,
): ToldImages | LabelQuestion {
  const shelves = shelvesOf(containers);
  const told = new Map<number, Told>();
  const used: FileTable[] = [];
  const withTable = new Set<Shelf>();
  for (const [at, shelf] of shelves.entries()) {
    for (const table of containers[at].tables) {
      const outcome = readFileTable(table, [groupOf([shelf])], choices, told);
      if (typeof outcome !== 'boolean') return outcome;
      if (!outcome) continue;
      used.push(table);
      withTable.add(shelf);
    }
  }
  const groups = [
    groupOf(shelves.filter((shelf) => !withTable.has(shelf))),
    groupOf(shelves.filter((shelf) => withTable.has(shelf))),
  ];
  const own = used.length;
  for (const table of beside) {
    const outcome = readFileTable(table, groups, choices, told);
    if (typeof outcome !== 'boolean') return outcome;
    if (outcome) used.push(table);
  }
  const isServed = ({ isInFolders, paths, start }: Shelf) =>
    (used.length > own && !isInFolders) || paths.some((_, index) => told.has(start + index));
  const placed = shelves.map((shelf) => (isServed(shelf) ? placedOn(shelf, told) : null));
  return { kind: 'told', containers: placed, used, notes: notesOn(placed, used) };
}

const groupOf = (shelves: readonly Shelf[]): ImageGroup => ({
  needy: shelves.filter(({ isInFolders }) => !isInFolders),
  inFolders: shelves.filter(({ isInFolders }) => isInFolders),
});

function shelvesOf(containers: readonly ImagesToTell[]): Shelf[] {
  let start = 0;
  return containers.map(({ paths, root }) => {
    const shelf = { paths, root, start, isInFolders: foldersTell(paths) };
    start += paths.length;
    return shelf;
  });
}

/** Whether images lie in folders, splits aside, that tell two classes at least. */
function foldersTell(paths: readonly string[]): boolean {
  const classes = withoutSharedFolders(paths).map((path) => {
    const folders = path.split('/').slice(0, -1);
    return folders.filter((folder) => splitRoleOf(folder) === null).join('/');
  });
  return !classes.includes('') && new Set(classes).size > 1;
}

function placedOn({ paths, root, start }: Shelf, told: ReadonlyMap<number, Told>): ToldContainer {
  const hasSplits = paths.some((_, index) => (told.get(start + index)?.role ?? null) !== null);
  const placed = paths.map((path, index) => {
    const one = told.get(start + index);
    if (one === undefined) return null;
    // The path stands in one name, so that its folders are no part of the class.
    const inClass = `${one.label}/${encodeURIComponent(path.slice(root.length))}`;
    return hasSplits ? `${one.role ?? 'train'}/${inClass}` : inClass;
  });
  return { placed, hasSplits };
}

function notesOn(placed: readonly (ToldContainer | null)[], used: readonly FileTable[]): string[] {
  if (used.length === 0) return [];
  const paths = [...new Set(used.map(({ path }) => path))];
  const left = placed.reduce(
    (sum, told) => sum + (told?.placed.filter((path) => path === null).length ?? 0),
    0,
  );
  return [
    `Labels were read from ${paths.map(quoted).join(', ')}.`,
    ...(left === 0 ? [] : [`Images that no table names were left out: ${formatCount(left)}.`]),
  ];
}

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
} from '../tables/fileTable.ts';
import { withoutSharedFolders } from './imageLayout.ts';
import { contentNamed, splitRoleOf } from './splitRole.ts';

/** The images of a container, and the tables that lie in it. */
export interface ImagesToTell {
  /** The archive; null for loose images. */
  readonly archive: string | null;
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
  /** For an archive whose images all lie in one folder that may be their class: that folder. */
  readonly onlyClass: string | null;
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
  const isNamed = ({ paths, start }: Shelf) => paths.some((_, index) => told.has(start + index));
  const isSorted = ({ isInFolders, onlyClass }: Shelf) => isInFolders || onlyClass !== null;
  const isServed = (shelf: Shelf) => isNamed(shelf) || (used.length > own && !isSorted(shelf));
  const placed = shelves.map((shelf) => (isServed(shelf) ? placedOn(shelf, told) : null));
  const isKept = (shelf: Shelf) => used.length > own && !isServed(shelf);
  const notes = shelves.flatMap((shelf, at) =>
    isKept(shelf) && shelf.onlyClass !== null
      ? [noteOnKept(containers[at].archive, shelf.onlyClass)]
      : [],
  );
  return { kind: 'told', containers: placed, used, notes: [...notesOn(placed, used), ...notes] };
}

const groupOf = (shelves: readonly Shelf[]): ImageGroup => ({
  needy: shelves.filter(({ isInFolders }) => !isInFolders),
  inFolders: shelves.filter(({ isInFolders }) => isInFolders),
});

function shelvesOf(containers: readonly ImagesToTell[]): Shelf[] {
  let start = 0;
  return containers.map(({ archive, paths, root }) => {
    const classes = classFolders(paths);
    const isInFolders = classes.size > 1 && !classes.has('');
    const onlyClass = archive === null ? null : onlyClassOf(classes);
    const shelf = { paths, root, start, isInFolders, onlyClass };
    start += paths.length;
    return shelf;
  });
}

/** The folders that images lie in, splits aside. */
function classFolders(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    withoutSharedFolders(paths).map((path) => {
      const folders = path.split('/').slice(0, -1);
      return folders.filter((folder) => splitRoleOf(folder) === null).join('/');
    }),
  );
}

/** The class of images in one folder; null where it is called after what it holds. */
function onlyClassOf([folder = '', ...others]: Iterable<string>): string | null {
  if (others.length > 0 || folder === '') return null;
  return contentNamed(folder) === null ? folder : null;
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

/** Said because a folder of images that nobody labelled looks alike. */
const noteOnKept = (archive: string | null, folder: string): string =>
  `${archive}: its images are of class ${quoted(folder)}, as their folder says and no table.`;

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

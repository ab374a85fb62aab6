/** The images of a pile once its tables are read: those that are told go on, and of the others some. */
import { formatCount } from '../../lib/numberFormat.ts';
import { contentNamed } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { Container } from '../sources/container.ts';
import { classOfFolders } from './classFolders.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { LabelRow } from './labelRows.ts';
import { plainForm } from './labelTwins.ts';
import type { ListedSplits } from './listedSplits.ts';
import { folderPath, type PileImage, pathBelowRoot } from './pileImage.ts';

/** Images that go on, and notes on those that do not, and on archives that no table speaks of. */
interface ToldImages {
  readonly images: readonly PileImage[];
  readonly archiveNotes: readonly string[];
  /** Tells how many images no table names; empty where all are named. */
  readonly leftNotes: readonly string[];
  readonly keptNotes: readonly string[];
}

/**
 * Images with the labels and splits that tables tell. Images that lie beside told ones and that no
 * table names go, but for those in folders that are called as labels are.
 * @param listed the splits that lists tell, which are more than those of folders.
 * @param isOfAll whether a table beside the archives tells of all images.
 */
export function toldImages(
  shelves: ImageShelves,
  told: ReadonlyMap<number, LabelRow>,
  listed: Pick<ListedSplits, 'splits' | 'leftOut'>,
  isOfAll: boolean,
): ToldImages {
  const archiveNotes: string[] = [];
  const keptNotes: string[] = [];
  const labels = new Set([...told.values()].map((row) => row.label));
  let left = 0;
  const withSplit = (at: number, one: PileImage): PileImage => {
    const split = listed.splits.get(at);
    return split === undefined ? one : { ...one, split };
  };
  const keptIn = (container: Container, all: readonly number[]): PileImage[] => {
    const places = all.filter((at) => !listed.leftOut.has(at));
    const own = places.map((at) => withSplit(at, shelves.images[at]));
    const isNamed = places.some((at) => told.has(at));
    const only = container.isArchive ? onlyClassOf(own) : null;
    const isSorted = shelves.inFolders.get(container)! || only !== null;
    if (!isNamed && (!isOfAll || isSorted)) {
      if (isOfAll && only !== null) keptNotes.push(noteOnKept(container.file, only));
      return own;
    }
    const agreeing = agreeingFolders(shelves, places, told, labels);
    const kept = places.flatMap((at): PileImage[] => {
      const row = told.get(at);
      const one = shelves.images[at];
      if (row === undefined) return agreeing.has(folderPath(one.folders)) ? [one] : [];
      // The path stands in one name, so that its folders are no part of the class.
      const place = encodeURIComponent(pathBelowRoot(one));
      return [withSplit(at, { ...one, ...row, source: 'table', place })];
    });
    left += places.length - kept.length;
    if (kept.length === 0 && container.isArchive)
      archiveNotes.push(`${container.file}: left aside, as no table names its images.`);
    return kept;
  };
  const images = [...shelves.placesIn].flatMap(([container, places]) => keptIn(container, places));
  const leftNotes =
    left === 0 ? [] : [`Images that no table names were left out: ${formatCount(left)}.`];
  return { images, archiveNotes, leftNotes, keptNotes };
}

/**
 * Folders that no table names an image of, and that are mostly called as labels are; or hold the only
 * images to train on, where tables tell of held-out ones alone.
 */
function agreeingFolders(
  { images }: ImageShelves,
  places: readonly number[],
  told: ReadonlyMap<number, LabelRow>,
  labels: ReadonlySet<string>,
): ReadonlySet<string> {
  const named = new Set(
    places.filter((at) => told.has(at)).map((at) => folderPath(images[at].folders)),
  );
  const untold = places
    .map((at) => images[at])
    .filter(({ folders }) => !named.has(folderPath(folders)));
  const classes = classOfFolders(untold);
  const own = new Set(classes.values());
  const known = new Set([...labels].map(likeness));
  const alike = [...own].filter((name) => known.has(likeness(name)));
  const isHeldOut = places.every((at) => isHeldOutRow(told.get(at)));
  const areNeeded = isHeldOut && own.size > 1 && !own.has('');
  return new Set(areNeeded || 2 * alike.length > own.size ? classes.keys() : []);
}

const isHeldOutRow = (row: LabelRow | undefined): boolean =>
  row === undefined || (row.split !== null && row.split !== 'train');

/** What names of one class have in common, however they are written. */
const likeness = (label: string): string => plainForm(label).toLowerCase();

/** The class of images that all lie in one folder; null where it is called after what it holds. */
function onlyClassOf(images: readonly PileImage[]): string | null {
  const [name = '', ...others] = new Set(classOfFolders(images).values());
  if (others.length > 0 || name === '') return null;
  return contentNamed(name) === null ? name : null;
}

/** Said because a folder of images that nobody labelled looks alike. */
const noteOnKept = (archive: string, folder: string): string =>
  `${archive}: its images are of class ${quoted(folder)}, as their folder says and no table.`;

/** Which IDX files make up one set: copies are counted once, and of several sets one is chosen. */
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import type { Raster } from '../codecs/raster.ts';
import { DataError } from '../dataError.ts';
import { nameOfSet } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import { type PartQuestion, previewImages, type ReadingChoices } from '../readingChoices.ts';
import { listedColumns } from '../tables/tableColumns.ts';
import type { NpyArray } from './npy.ts';
import { partQuestion } from './partQuestion.ts';

interface IdxSet {
  readonly name: string;
  readonly parts: readonly NpyArray[];
}

type RoleOf = (part: NpyArray) => string | null;

/**
 * The files of the only set, or of the chosen one; a question where several are whole and speak of
 * the same splits. Sets are told by the words of paths that say neither split, content nor format.
 * @throws DataError where a set is chosen that is not there.
 */
export function chosenSet(
  all: readonly NpyArray[],
  roleOf: RoleOf,
  name: string,
  { part }: ReadingChoices,
): { readonly parts: readonly NpyArray[]; readonly notes: readonly string[] } | PartQuestion {
  const sets = setsOf(all, roleOf);
  const once = sets.flatMap(({ parts }) => parts);
  // Where a file is missing, all that are there are told.
  const kept = isWhole({ name, parts: once }) ? once : all;
  const notes = copyNotes(all.length - kept.length);
  const [first, ...others] = sets;
  if (others.length === 0) return { parts: kept === all ? all : first.parts, notes };
  if (!areRivals(sets, roleOf)) return { parts: all.filter((one) => kept.includes(one)), notes };
  if (part === undefined) {
    const found = `there are ${formatCount(sets.length)} sets: ${sets.map((one) => quoted(one.name)).join(', ')}`;
    return partQuestion(name, found, sets.map(offered));
  }
  const chosen = sets.find((set) => set.name === part);
  if (chosen === undefined) {
    throw new DataError({
      file: name,
      place: null,
      found: `no set ${quoted(part)}`,
      allowed: listedColumns(sets.map((set) => set.name)),
      remedy: 'choose one of these sets',
    });
  }
  const aside = sets.filter((set) => set !== chosen).map((set) => quoted(set.name));
  return {
    parts: chosen.parts,
    notes: [...notes, `Other sets were left aside: ${aside.join(', ')}.`],
  };
}

/** Files by the set that their names speak of, each set and each of its files once. */
function setsOf(all: readonly NpyArray[], roleOf: RoleOf): IdxSet[] {
  const names = new Set(all.map(({ file }) => nameOfSet(file)));
  const sets = [...names].map((name): IdxSet => {
    const parts = all.filter(({ file }) => nameOfSet(file) === name);
    return { name, parts: withoutCopies(parts, roleOf) };
  });
  sets.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sets.filter((set, at) => !sets.slice(0, at).some((other) => isCopy(set, other, roleOf)));
}

/** The first of files that hold the same of the same split. */
function withoutCopies(parts: readonly NpyArray[], roleOf: RoleOf): NpyArray[] {
  return parts.filter(
    (part, at) => !parts.slice(0, at).some((other) => areAlike(part, other, roleOf)),
  );
}

function areAlike(one: NpyArray, other: NpyArray, roleOf: RoleOf): boolean {
  return (
    roleOf(one) === roleOf(other) &&
    one.type === other.type &&
    String(one.shape) === String(other.shape) &&
    one.data.every((value, at) => value === other.data[at])
  );
}

/** Whether a whole set holds what another does. */
const isCopy = (set: IdxSet, other: IdxSet, roleOf: RoleOf): boolean =>
  isWhole(set) &&
  set.parts.length === other.parts.length &&
  set.parts.every((part) => other.parts.some((one) => areAlike(part, one, roleOf)));

const isImages = ({ shape }: NpyArray): boolean => shape.length > 1;

function isWhole({ parts }: IdxSet): boolean {
  const images = parts.filter(isImages).length;
  return images > 0 && 2 * images === parts.length;
}

/** Whether each set could be read alone, and two hold the same split, or more than two none. */
function areRivals(sets: readonly IdxSet[], roleOf: RoleOf): boolean {
  if (!sets.every(isWhole)) return false;
  const splits = sets.map(({ parts }) => new Set(parts.filter(isImages).map(roleOf)));
  const share = (split: string | null) => splits.filter((one) => one.has(split)).length;
  return ['train', 'validation', 'test'].some((split) => share(split) > 1) || share(null) > 2;
}

function copyNotes(count: number): string[] {
  if (count === 0) return [];
  return [`${formatCounted(count, 'file')} of the same content as another counted once.`];
}

function offered({ name, parts }: IdxSet) {
  const images = parts.filter(isImages);
  const count = images.reduce((sum, { shape }) => sum + shape[0], 0);
  const [largest] = images.toSorted((a, b) => b.shape[0] - a.shape[0]);
  const sides = largest.shape.slice(1).map(formatCount).join(' × ');
  return {
    name,
    description: `${formatCounted(count, 'image')} of ${sides}, in ${formatCounted(parts.length, 'file')}.`,
    previews: previewsOf(largest),
  };
}

function previewsOf({ type, shape, data }: NpyArray): Raster[] {
  const [count, height, width, channels = 1] = shape;
  if (type !== 'u1' || shape.length < 3 || (channels !== 1 && channels !== 3)) return [];
  const size = height * width * channels;
  return Array.from({ length: Math.min(count, previewImages) }, (_, index) => ({
    height,
    width,
    channels,
    pixels: data.slice(index * size, (index + 1) * size),
  }));
}

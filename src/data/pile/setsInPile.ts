/**
 * Several sets in one container: the same classes under different folders, as a download that holds
 * a set twice, or one in several resolutions. Equal copies are taken once; others are asked about.
 */
import { formatCounted } from '../../lib/numberFormat.ts';
import { foldersFlag, partFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { Alternative, PartQuestion, ReadingChoices } from '../readingChoices.ts';
import type { LazyFile } from '../sources/container.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { splitSpokenOf } from './folderWords.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/** Sets that a question offers, at most. */
const listedSets = 6;

/** A set: where its classes lie, and its images by their paths below. */
interface FoundSet {
  readonly root: string;
  readonly classes: ReadonlySet<string>;
  readonly images: ReadonlyMap<string, readonly PileImage[]>;
  readonly count: number;
}

/**
 * The images of one set, a question which of several, or all images where there are not several.
 * @param perhaps what splits the sets may be of one, which is offered first.
 */
export async function chooseSet(
  images: readonly PileImage[],
  choices: ReadingChoices,
  perhaps: Alternative | null = null,
): Promise<PassOutcome | PartQuestion> {
  const unchanged = { images, notes: [] };
  const sets = setsOf(images.filter(({ source }) => source === 'folders'));
  if (sets.length < 2 || choices.folders !== undefined) return unchanged;
  const chosen = sets.find(({ root }) => root === choices.part);
  const others = images.filter(({ source }) => source !== 'folders');
  const only = ({ images: own, root }: FoundSet): PileImage[] => [
    ...others,
    ...[...own.values()].flat().map((one) => ({ ...one, label: one.label!.slice(root.length) })),
  ];
  if (chosen !== undefined) return { images: only(chosen), notes: [] };
  const [first] = sets;
  if (await areCopies(sets)) {
    const repeated = sets.slice(1).map(({ root }) => quoted(root || 'the outer folder'));
    const note = `${formatCounted(first.count, 'image')} ${first.count === 1 ? 'is' : 'are'} there twice, again in ${repeated.join(', ')}; taken once.`;
    return { images: only(first), notes: [note] };
  }
  return questionOf(sets, perhaps);
}

/** The sets that labels of nested folders make: two classes in common at least, and most of them. */
function setsOf(images: readonly PileImage[]): FoundSet[] {
  const byRoot = new Map<string, Map<string, PileImage[]>>();
  for (const one of images) {
    const label = one.label!;
    const root = label.slice(0, label.lastIndexOf('/') + 1);
    const known = byRoot.get(root) ?? new Map<string, PileImage[]>();
    const place = `${one.split ?? ''}/${label.slice(root.length)}/${one.place}`;
    known.set(place, [...(known.get(place) ?? []), one]);
    byRoot.set(root, known);
  }
  const sets = [...byRoot].map(
    ([root, own]): FoundSet => ({
      root,
      images: own,
      classes: new Set([...own.values()].map(([{ label }]) => label!.slice(root.length))),
      count: [...own.values()].reduce((sum, { length }) => sum + length, 0),
    }),
  );
  const [first] = [...sets].sort(
    (a, b) => a.root.length - b.root.length || (a.root < b.root ? -1 : 1),
  );
  if (first === undefined || first.classes.size < 2) return [];
  // Characters of alphabets are numbered alike, and are other characters in each, of which some have
  // more; parts of a split are not, nor are pictures of one set in good and bad quality.
  const areParts = [...byRoot.keys()].every((root) => splitSpokenOf(root.split('/')[0]) !== null);
  const areNumbered = sets.every(isNumbered);
  const areEqual = sets.every(
    ({ classes }) =>
      classes.size === first.classes.size && [...classes].every((name) => first.classes.has(name)),
  );
  const areCounted = [...first.classes].every((name) => /^\D*\d+$/.test(name));
  if (areCounted && !areParts && !areNumbered && !areEqual) return [];
  const most = sets.reduce((a, b) => (b.classes.size > a.classes.size ? b : a));
  const areAlike = sets.every((set) => {
    // Few of many patients may have images of one class alone.
    if (areNumbered) return [...set.classes].every((name) => most.classes.has(name));
    const shared = [...set.classes].filter((name) => first.classes.has(name)).length;
    return shared > 1 && 2 * shared > Math.max(set.classes.size, first.classes.size);
  });
  if (!areAlike) return [];
  return [first, ...sets.filter((set) => set !== first).sort((a, b) => (a.root < b.root ? -1 : 1))];
}

/** Whether the folder around a set is called by a number, as patients and parts are. */
const isNumbered = ({ root }: FoundSet): boolean => /\d\/$/.test(root);

/** Whether all sets hold the same files under the same names. */
async function areCopies([first, ...others]: readonly FoundSet[]): Promise<boolean> {
  for (const other of others) {
    if (other.images.size !== first.images.size) return false;
    for (const [path, ours] of first.images) {
      const copies = other.images.get(path);
      if (copies?.length !== ours.length) return false;
      for (const [at, one] of ours.entries())
        if (!(await isSameFile(one.image, copies[at].image))) return false;
    }
  }
  return true;
}

/** What files came to that were compared byte by byte, as long as they are known. */
const compared = new WeakMap<LazyFile, WeakMap<LazyFile, Promise<boolean>>>();

/** Whether two files hold the same bytes: by length and checksum, or byte by byte where there is none. */
export async function isSameFile(one: LazyFile, other: LazyFile): Promise<boolean> {
  if (one.identity !== null && other.identity !== null) return one.identity === other.identity;
  if (one.size !== other.size) return false;
  const withOne = compared.get(one) ?? new WeakMap<LazyFile, Promise<boolean>>();
  compared.set(one, withOne);
  const known = withOne.get(other);
  if (known !== undefined) return known;
  const comparing = holdSameBytes(one, other);
  withOne.set(other, comparing);
  comparing.catch(() => withOne.delete(other));
  return comparing;
}

async function holdSameBytes(one: LazyFile, other: LazyFile): Promise<boolean> {
  const [bytes, others] = [await one.read(), await other.read()];
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
}

function questionOf(sets: readonly FoundSet[], perhaps: Alternative | null): PartQuestion {
  const [{ images }] = sets;
  const [[{ container }]] = images.values();
  const names = sets.map(({ root }) => root.slice(0, -1) || 'the outer folder');
  const ofSet = sets.slice(0, listedSets).map(
    ({ root, classes, count }, at): Alternative => ({
      choices: { part: root },
      title: `Only ${quoted(names[at])}`,
      description: `${formatCounted(count, 'image')}, ${describeClasses([...classes].sort())}`,
      flag: partFlag(root),
      previews: [],
    }),
  );
  const together: Alternative = {
    choices: { folders: 'inner' },
    title: 'All together',
    description: 'Images of the same class in different folders are one class.',
    flag: foldersFlag('inner'),
    previews: [],
  };
  const outermost = new Set(sets.map(({ root }) => root.split('/')[0]));
  const outer: readonly Alternative[] =
    outermost.size < 2 || outermost.has('')
      ? []
      : [
          {
            choices: { folders: 'outer' },
            title: 'The outermost folders are the classes',
            description: describeClasses([...outermost].sort()),
            flag: foldersFlag('outer'),
            previews: [],
          },
        ];
  const apart: Alternative = {
    choices: { folders: 'path' },
    title: 'Every folder is a class of its own',
    description: 'The outer folders group the classes.',
    flag: foldersFlag('path'),
    previews: [],
  };
  return {
    kind: 'part',
    file: container.file,
    found: `${names.slice(0, listedSets).map(quoted).join(', ')}${names.length > listedSets ? ' and so on' : ''} hold the same classes`,
    // Patients are hardly trained on one by one.
    alternatives: [
      ...(perhaps === null ? [] : [perhaps]),
      ...(sets.every(isNumbered) ? [] : ofSet),
      ...[together, ...outer, apart],
    ],
  };
}

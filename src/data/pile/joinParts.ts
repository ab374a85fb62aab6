/**
 * The parts of a pile as one: each is read by itself, and those without splits of their own then
 * get one, so that all images say which split they are of and which class.
 */
import { fileNameOf } from '../archives/entryNames.ts';
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { Container } from '../sources/container.ts';
import { isCalledHeldOut, splitSpokenOf } from './folderWords.ts';
import { folderPath, type PassOutcome, type PileImage } from './pileImage.ts';
import type { PilePart } from './pileParts.ts';
import { sharedStarts } from './sharedStarts.ts';
import { type FolderMeanings, namesIn, plainMeanings, splitMeanings } from './splitFolders.ts';

/** A part, read by itself. */
interface Read {
  readonly part: PilePart;
  readonly container: Container;
  /** What notes call it; null for images outside archives, or beside splits, that share no folder. */
  readonly title: string | null;
  /** The split that its own name speaks of. */
  readonly named: SplitRole | null;
  /** The folders that the paths go without. */
  readonly start: string;
  /** Whether its images name splits: their folders, or a table. */
  readonly roles: ReadonlySet<SplitRole>;
  readonly meanings: FolderMeanings;
  /** The splits that its folders are called, which count as classes. */
  readonly likeSplits: ReadonlySet<SplitRole>;
}

/**
 * Split and label of each image. A part whose images lie in split folders brings its splits. Another
 * brings training images, unless its name speaks of a split and there are training images without it.
 */
export function joinParts(parts: readonly PilePart[]): PassOutcome {
  const folders = parts.map(({ images, isTold, base }) =>
    isTold ? new Set<string>() : new Set(images.map((one) => belowBase(one, base)).filter(isNamed)),
  );
  const starts = sharedStarts(folders);
  const read = withSureSplits(parts.map((part, at) => readPart(part, starts[at])));
  const labelled = read.filter(({ part }) => part.isTold || hasLabels(part, read));
  // Where no folder tells classes, names may.
  const present = labelled.length === 0 ? read : labelled;
  const isTrained = present.some(bringsTraining);
  const roleOf = ({ named }: Read): SplitRole =>
    isTrained && present.length > 1 ? (named ?? 'train') : 'train';
  const rolesOf = (one: Read) => (one.roles.size > 0 ? [...one.roles] : [roleOf(one)]);
  const hasHeldOut = present.some((one) => rolesOf(one).some((role) => role !== 'train'));
  const isMixed = new Set(present.map(({ part }) => part.isTold)).size > 1;
  const images = read.flatMap((one) => placed(one, roleOf(one), isMixed));
  const labels = new Set(images.flatMap(({ label }) => label ?? []));
  // Beside two classes a folder called test is none.
  const areClasses = [...labels].filter((label) => !isCalledHeldOut(label)).length < 2;
  const unsplit = present.length === 1 ? [] : present.filter(({ roles }) => roles.size === 0);
  const notes = unsplit.flatMap((one) => [
    ...(areClasses ? noteOnLikeSplits(one) : []),
    ...noteOn(one, roleOf(one), hasHeldOut),
  ]);
  return { images, notes: [...notes, ...read.flatMap(notesOnAlike)] };
}

/** Tells of several folders of one split that hold the same classes, as `train` and `train_augmented`. */
function notesOnAlike({ meanings, roles }: Read): string[] {
  return [...roles].flatMap((role) => {
    const classes = new Map<string, Set<string>>();
    for (const [folder, { split, label }] of meanings.of) {
      const [first] = namesIn(folder);
      if (split !== role || label === null || splitSpokenOf(first) !== role) continue;
      classes.set(first, (classes.get(first) ?? new Set()).add(label));
    }
    const [own, ...others] = classes.values();
    const isShared = others.some((labels) => [...labels].some((label) => own.has(label)));
    if (!isShared) return [];
    const names = [...classes.keys()].sort().map(quoted).join(', ');
    return [
      `The folders ${names} hold the same classes; all their images are for ${purposes[role]}.`,
    ];
  });
}

const belowBase = ({ folders }: PileImage, base: string): string => {
  const path = folderPath(folders);
  return path.startsWith(base) ? path.slice(base.length) : path;
};
const isNamed = (folder: string): boolean => folder !== '';

function readPart(part: PilePart, start: string): Read {
  const { images, isTold, isBesideSplits, base } = part;
  const { container } = images[0];
  const around = isTold ? sharedByAll(images) : start;
  // The innermost folder around the images says most about them.
  const outer = around.split('/').slice(0, -1).toReversed();
  const isLoose = !container.isArchive;
  const isNamedByFolder = isLoose || isBesideSplits;
  const names = isNamedByFolder ? outer : [fileNameOf(container.file), ...outer];
  const [folder = null] = outer;
  const named =
    names.map((name) => splitRoleOf(name) ?? splitSpokenOf(name)).find((role) => role !== null) ??
    null;
  const own = { part, container, named, start, likeSplits: new Set<SplitRole>() };
  const title = isNamedByFolder ? folder : container.file;
  if (isTold) {
    const roles = new Set(images.flatMap(({ split }) => split ?? []));
    return { ...own, title, roles, meanings: plainMeanings([]) };
  }
  const inner = new Set(images.map((one) => belowBase(one, base).slice(start.length)));
  const meanings = splitMeanings(inner, isLoose) ?? splitMeanings(without(inner, ''), isLoose);
  if (meanings === null) return { ...own, title, roles: new Set(), meanings: plainMeanings(inner) };
  return { ...own, title, roles: meanings.roles, meanings };
}

const without = (folders: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set([...folders].filter((folder) => folder !== one));

/** The folders that all images lie in, with a slash after each. */
function sharedByAll(images: readonly PileImage[]): string {
  let shared = images[0].folders;
  for (const { folders } of images) {
    const end = shared.findIndex((name, at) => folders[at] !== name);
    if (end !== -1) shared = shared.slice(0, end);
  }
  return folderPath(shared);
}

/** Takes folders for splits that may be classes as well only where others speak of splits. */
function withSureSplits(parts: readonly Read[]): Read[] {
  const isSure = parts.some(({ part, roles, meanings, named }) =>
    roles.size > 0 ? part.isTold || meanings.isCertain : named !== null,
  );
  // Archives that are called as their only folders, `train.zip` of `train/` and `test.zip` of `test/`.
  const areNamedAlike =
    parts.every(({ roles, named }) => named !== null && roles.size === 1 && roles.has(named)) &&
    new Set(parts.map(({ named }) => named)).size > 1;
  // One part alone has nothing but these folders to say: as classes they would say too much.
  if (isSure || areNamedAlike || parts.length === 1) return [...parts];
  return parts.map((one) => (one.roles.size === 0 ? one : withoutSplits(one)));
}

/** A part whose folders are classes; its name may be called after one of them. */
function withoutSplits(one: Read): Read {
  const isOfClass = one.named !== null && one.roles.has(one.named);
  return {
    ...one,
    roles: new Set(),
    meanings: plainMeanings(one.meanings.of.keys()),
    likeSplits: one.roles,
    named: isOfClass ? null : one.named,
  };
}

/** Whether a part has an image of a class; a pile of one part is not asked for any. */
function hasLabels(part: PilePart, read: readonly Read[]): boolean {
  const own = read.find((one) => one.part === part)!;
  return read.length === 1 || [...own.meanings.of.values()].some(({ label }) => label !== null);
}

/** Whether a part has training images, whatever the others have. */
const bringsTraining = ({ roles, named }: Read): boolean =>
  roles.size === 0 ? named === null || named === 'train' : roles.has('train');

function placed(
  { part, start, roles, meanings }: Read,
  role: SplitRole,
  isMixed: boolean,
): PileImage[] {
  const { images, isTold, isBesideSplits, base } = part;
  const isApart = isBesideSplits || (isMixed && isTold);
  return images.map((one): PileImage => {
    // No image that lies in a class folder elsewhere has this place as its own.
    const place = isApart ? `?${encodeURIComponent(start)}${one.place}` : one.place;
    if (isTold) return { ...one, split: one.split ?? (roles.size > 0 ? 'train' : role), place };
    const meaning = meanings.of.get(belowBase(one, base).slice(start.length));
    const label = meaning?.label ?? null;
    const source = label === null ? null : 'folders';
    // A list tells the split of single images, which is more than folders can.
    return { ...one, split: one.split ?? meaning?.split ?? role, label, source, place };
  });
}

/** How notes say what images are for. */
const purposes = { train: 'training', validation: 'validation', test: 'testing' } as const;

/** Held-out images that nobody labelled lie as those of a class called test do. */
function noteOnLikeSplits({ title, likeSplits }: Read): string[] {
  if (likeSplits.size === 0 || [...likeSplits].join() === 'train') return [];
  return [
    `${title}: its folders count as classes, though they are called as splits are, as no class folders lie in them.`,
  ];
}

function noteOn({ title, named, part }: Read, role: SplitRole, hasHeldOut: boolean): string[] {
  const [whose, does] = title === null ? ['their', 'they name'] : ['its', 'it names'];
  const who = title ?? (part.isBesideSplits ? 'The folders beside splits' : 'The loose files');
  const images = `${who}: ${whose} images are`;
  if (role !== 'train') return [`${images} for ${purposes[role]}, as ${whose} name says.`];
  if (named === null) return hasHeldOut ? [`${images} trained on, as ${does} no split.`] : [];
  return named === 'train' ? [] : [`${images} trained on, as there are no others to train on.`];
}

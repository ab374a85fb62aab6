/**
 * The images of several containers as one layout. Each container is laid out by itself, for what a
 * folder says in one it does not say in another; those without splits of their own then get one,
 * so that all paths say the same things in the same places.
 */
import { fileNameOf } from '../archives/entryNames.ts';
import { isInSplitAndClass, splitFolderOf, withoutSharedFolders } from './imageLayout.ts';
import { type SplitRole, splitRoleOf } from './splitRole.ts';

/** The images of an archive, or those that lie beside archives. */
export interface ContainerPaths {
  /** The archive; null for loose images. */
  readonly archive: string | null;
  readonly paths: readonly string[];
  /** Whether they lie beside the split folders of the container, whose name says nothing of them. */
  readonly isBesideSplits: boolean;
  /** For paths that a table made up: the folders that the images share, and whether splits come first. */
  readonly told: { readonly folders: string; readonly hasSplits: boolean } | null;
}

/** Paths that tell splits and classes. */
export interface JoinedLayout {
  /** For each container as many as it has images; null for loose ones in no class folder. */
  readonly paths: readonly (readonly (string | null)[])[];
  /** What was decided where it is not plain. */
  readonly notes: readonly string[];
}

/** The folders that name splits. */
interface SplitFolders {
  readonly roles: ReadonlySet<SplitRole>;
  /** Whether they can be nothing else: a folder of images called train may show trains. */
  readonly isCertain: boolean;
}

/** A container, laid out by itself. */
interface Part {
  readonly isLoose: boolean;
  /** What notes call it; null for images outside archives, or beside splits, that share no folder. */
  readonly title: string | null;
  /** The split that its own name speaks of. */
  readonly named: SplitRole | null;
  readonly isTold: boolean;
  readonly isBesideSplits: boolean;
  /** The folders that the paths go without. */
  readonly start: string;
  readonly paths: readonly (string | null)[];
  readonly splits: SplitFolders | null;
  /** The folders that are called as splits are, but count as classes. */
  readonly likeSplits: SplitFolders | null;
}

/**
 * One layout for all containers. A container whose images lie in split folders brings its splits.
 * Another brings training images, unless its name speaks of a split and there are training images
 * without it. Loose images in no class folder are left aside where there are archives as well.
 */
export function joinLayouts(containers: readonly ContainerPaths[]): JoinedLayout {
  const isJoined = containers.length > 1;
  const piles = containers.map((container) => pileOf(container, isJoined));
  const starts = sharedStarts(piles);
  const laidOut = containers.map((container, at) => partOf(container, piles[at], starts[at]));
  const parts = withSureSplits(laidOut).map((part) =>
    isJoined && part.isLoose ? withoutStrays(part) : part,
  );
  const present = parts.filter(({ paths }) => paths.some((path) => path !== null));
  const isTrained = present.some(bringsTraining);
  const roleOf = ({ named }: Part): SplitRole =>
    isTrained && present.length > 1 ? (named ?? 'train') : 'train';
  const rolesOf = (part: Part) => [...(part.splits?.roles ?? [roleOf(part)])];
  const hasHeldOut = present.some((part) => rolesOf(part).some((role) => role !== 'train'));
  const needsSplits = hasHeldOut || present.some(({ splits, isTold }) => splits !== null || isTold);
  const isMixed = new Set(present.map(({ isTold }) => isTold)).size > 1;
  const paths = parts.map((part) => {
    const split = part.splits === null && needsSplits ? `${roleOf(part)}/` : '';
    const isApart = part.isBesideSplits || (isMixed && part.isTold);
    if (split === '' && !isApart) return part.paths;
    return part.paths.map((path) =>
      path === null ? null : `${split}${isApart ? apart(path, part.start) : path}`,
    );
  });
  const unsplit = present.length === 1 ? [] : present.filter(({ splits }) => splits === null);
  const notes = unsplit.flatMap((part) => [
    ...noteOnLikeSplits(part),
    ...noteOn(part, roleOf(part), hasHeldOut),
  ]);
  return { paths, notes };
}

/** The paths that folders tell classes of; none where a table tells them. */
function pileOf({ archive, paths, told }: ContainerPaths, isJoined: boolean): readonly string[] {
  if (told !== null) return [];
  return archive === null && isJoined ? paths.filter(isInFolder) : paths;
}

/**
 * For each pile the folders around its images that say nothing of classes. A folder that one pile
 * lies in whole says something where another tells classes by the folders in it: a part of nested
 * class folders may hold but one of the outer ones.
 */
function sharedStarts(piles: readonly (readonly string[])[]): string[] {
  const starts = piles.map((paths) =>
    startBefore(paths[0] ?? '', withoutSharedFolders(paths)[0] ?? ''),
  );
  const folders = piles.map((paths) => new Set(paths.map(folderOf)));
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const [at, start] of starts.entries()) {
      const other = starts.find(
        (shorter, from) => shorter.length < start.length && holdsFolderIn(folders[from], start),
      );
      if (other === undefined) continue;
      starts[at] = other;
      isChanged = true;
    }
  }
  return starts;
}

/** Whether there are folders in one, those that name splits aside. */
const holdsFolderIn = (folders: ReadonlySet<string>, start: string): boolean =>
  [...folders].some(
    (folder) =>
      folder.length > start.length &&
      folder.startsWith(start) &&
      splitFolderOf(folder.slice(start.length)) === null,
  );

/** The folders of a path, with a slash after each. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function partOf(
  { archive, paths, isBesideSplits, told }: ContainerPaths,
  pile: readonly string[],
  start: string,
): Part {
  const isLoose = archive === null;
  const inner = told === null ? pile.map((path) => path.slice(start.length)) : paths;
  const around = told?.folders ?? start;
  // The innermost folder around the images says most about them.
  const folders = around.split('/').slice(0, -1).toReversed();
  const names = isLoose || isBesideSplits ? folders : [fileNameOf(archive), ...folders];
  const [folder = null] = folders;
  const named = names.map(splitRoleOf).find((role) => role !== null) ?? null;
  let next = 0;
  return {
    isLoose,
    title: isLoose || isBesideSplits ? folder : archive,
    named,
    isTold: told !== null,
    isBesideSplits,
    start,
    paths:
      inner.length === paths.length
        ? inner
        : paths.map((path) => (isInFolder(path) ? inner[next++] : null)),
    splits: told === null || told.hasSplits ? splitFolders(inner, isLoose) : null,
    likeSplits: null,
  };
}

/** Takes folders for splits that may be classes as well only where others speak of splits. */
function withSureSplits(parts: readonly Part[]): Part[] {
  const isSure = parts.some(({ splits, named }) => splits?.isCertain ?? named !== null);
  return parts.map((part) => (isSure || part.splits === null ? part : withoutSplits(part)));
}

/** A part whose folders are classes; its name may be called after one of them. */
function withoutSplits(part: Part): Part {
  const { splits, named } = part;
  const isOfClass = named !== null && splits?.roles.has(named);
  return { ...part, splits: null, likeSplits: splits, named: isOfClass ? null : named };
}

/** A part without images that lie in a split folder, but in no class folder there. */
function withoutStrays(part: Part): Part {
  if (part.splits === null) return part;
  const isStray = (path: string | null) => path === null || !isInSplitAndClass(path);
  return { ...part, paths: part.paths.map((path) => (isStray(path) ? null : path)) };
}

/** A path that stays apart: no image that lies in a class folder elsewhere has it as its own. */
const apart = (path: string, start: string): string => {
  const name = path.lastIndexOf('/') + 1;
  return `${path.slice(0, name)}?${encodeURIComponent(start)}${path.slice(name)}`;
};

const isInFolder = (path: string): boolean => path.includes('/');

/** A path without one that it ends in. */
const startBefore = (path: string, end: string): string => path.slice(0, path.length - end.length);

/**
 * The split folders that all of some paths lie in; null where one lies elsewhere. Without class
 * folders below, an archive's may be classes; loose images called test are more likely unlabelled.
 */
function splitFolders(paths: readonly string[], isLoose: boolean): SplitFolders | null {
  const roles = new Set<SplitRole>();
  let isCertain = false;
  for (const path of paths) {
    const role = splitFolderOf(path);
    if (role === null) return null;
    roles.add(role);
    isCertain ||= isInSplitAndClass(path);
  }
  if (roles.size === 0) return null;
  return { roles, isCertain: isCertain || (isLoose && [...roles].join() !== 'train') };
}

/** Whether a container has training images, whatever the others have. */
const bringsTraining = ({ splits, named }: Part): boolean =>
  splits === null ? named === null || named === 'train' : splits.roles.has('train');

/** How notes say what images are for. */
const purposes = { train: 'training', validation: 'validation', test: 'testing' } as const;

/** Held-out images that nobody labelled lie as those of a class called test do. */
function noteOnLikeSplits({ title, likeSplits }: Part): string[] {
  if (likeSplits === null || [...likeSplits.roles].join() === 'train') return [];
  return [
    `${title}: its folders count as classes, though they are called as splits are, as no class folders lie in them.`,
  ];
}

function noteOn(
  { title, named, isBesideSplits }: Part,
  role: SplitRole,
  hasHeldOut: boolean,
): string[] {
  const [whose, does] = title === null ? ['their', 'they name'] : ['its', 'it names'];
  const who = title ?? (isBesideSplits ? 'The folders beside splits' : 'The loose files');
  const images = `${who}: ${whose} images are`;
  if (role !== 'train') return [`${images} for ${purposes[role]}, as ${whose} name says.`];
  if (named === null) return hasHeldOut ? [`${images} trained on, as ${does} no split.`] : [];
  return named === 'train' ? [] : [`${images} trained on, as there are no others to train on.`];
}

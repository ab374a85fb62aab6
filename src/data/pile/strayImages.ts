/**
 * Images that lie outside what tells classes, whatever else lies in the pile: one more of them changes
 * nothing of what the others mean, so they are taken out before folders are read.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { isCalledUnlabelled, splitSpokenOf } from './folderWords.ts';
import { folderPath, type PileImage } from './pileImage.ts';
import { sharedStarts } from './sharedStarts.ts';
import { innerNames, namesIn } from './splitFolders.ts';

interface Sorted {
  readonly sorted: readonly PileImage[];
  readonly strays: readonly PileImage[];
}

/**
 * Without images in folders that are called after predictions and the like, without those that lie
 * in a folder around all the others: where these lie in several folders, of which none is as small; and
 * without those in a folder that speaks of held-out images and holds no class folders, as all beside it do.
 */
export function withoutStrays(images: readonly PileImage[]): Sorted {
  const strays = new Set<PileImage>();
  for (const own of groupedBy(images, ({ container }) => container).values()) {
    const untold = own.filter(({ source }) => source !== 'table');
    const called = untold.filter(({ folders }) => folders.some(isCalledUnlabelled));
    if (called.length === untold.length) continue;
    for (const one of called) strays.add(one);
    const rest = untold.filter((one) => !strays.has(one));
    for (const one of aroundAll(rest)) strays.add(one);
    const inner = rest.filter((one) => !strays.has(one));
    for (const one of heldOutBesideClasses(inner)) strays.add(one);
  }
  return {
    sorted: images.filter((one) => !strays.has(one)),
    strays: [...strays],
  };
}

function heldOutBesideClasses(images: readonly PileImage[]): readonly PileImage[] {
  const folders = new Set(images.map((one) => folderPath(one.folders)));
  const [start] = sharedStarts([folders]);
  const below = (one: PileImage) => folderPath(one.folders).slice(start.length);
  const firstOf = (one: PileImage) => namesIn(below(one))[0];
  const classes = new Map<string, Set<string>>();
  for (const [folder, names] of innerNames([...folders].map((one) => one.slice(start.length)))) {
    const [first] = namesIn(folder);
    classes.set(first, (classes.get(first) ?? new Set()).add(names.join('/')));
  }
  const isBare = (first: string) =>
    (splitSpokenOf(first) ?? 'train') !== 'train' && [...classes.get(first)!].join() === '';
  const [bare, others] = [true, false].map((is) =>
    [...classes.keys()].filter((first) => isBare(first) === is),
  );
  const areSorted = others.every((first) => {
    const own = classes.get(first)!;
    return own.size > 1 && !own.has('');
  });
  if (others.length === 0 || !areSorted || images.some((one) => below(one) === '')) return [];
  return images.filter((one) => bare.includes(firstOf(one)));
}

function aroundAll(images: readonly PileImage[]): readonly PileImage[] {
  const byFolder = groupedBy(images, ({ folders }) => folderPath(folders));
  const folders = [...byFolder.keys()].sort((a, b) => a.length - b.length);
  const [outer, ...others] = folders;
  if (others.length < 2 || others.some((folder) => !folder.startsWith(outer))) return [];
  const own = byFolder.get(outer)!;
  const isFew = others.every((folder) => byFolder.get(folder)!.length > own.length);
  return outer === '' || isFew ? own : [];
}

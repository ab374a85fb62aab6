/**
 * Images that lie outside what tells classes, whatever else lies in the pile: one more of them changes
 * nothing of what the others mean, so they are taken out before folders are read.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { isCalledUnlabelled } from './folderWords.ts';
import { folderPath, type PileImage } from './pileImage.ts';

interface Sorted {
  readonly sorted: readonly PileImage[];
  readonly strays: readonly PileImage[];
}

/**
 * Without images in folders that are called after predictions and the like, and without those that lie
 * in a folder around all the others: where these lie in several folders, of which none is as small.
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
  }
  return {
    sorted: images.filter((one) => !strays.has(one)),
    strays: [...strays],
  };
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

/** The folders that tell classes, where images lie in several of them. */
import { isCalledPictures, splitSpokenOf } from './folderWords.ts';
import { folderPath, type PileImage } from './pileImage.ts';
import { sharedStarts } from './sharedStarts.ts';
import { namesIn } from './splitFolders.ts';

/** The class that each folder would be, splits aside; empty where it would be none. */
export function classOfFolders(images: readonly PileImage[]): ReadonlyMap<string, string> {
  const folders = new Set(images.map((one) => folderPath(one.folders)));
  const [start] = sharedStarts([folders]);
  return new Map(
    [...folders].map((folder) => {
      const names = namesIn(folder.slice(start.length));
      const own = names.filter((name) => splitSpokenOf(name) === null && !isCalledPictures(name));
      return [folder, own.join('/')];
    }),
  );
}

/** Whether all images lie in class folders, of which there are two at least. */
export function areInClassFolders(images: readonly PileImage[]): boolean {
  const classes = new Set(classOfFolders(images).values());
  return classes.size > 1 && !classes.has('');
}

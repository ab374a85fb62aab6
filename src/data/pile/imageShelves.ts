/** The images of a pile as tables find them: in their containers, by their names, by the splits of their folders. */
import type { SplitRole } from '../layout/splitRole.ts';
import type { Container } from '../sources/container.ts';
import { areInClassFolders } from './classFolders.ts';
import { isCalledUnlabelled, splitSpokenOf } from './folderWords.ts';
import { ImageNames } from './imageNames.ts';
import type { PileImage } from './pileImage.ts';

export class ImageShelves {
  readonly names: ImageNames;
  /** The images of each container, by their numbers. */
  readonly placesIn: ReadonlyMap<Container, readonly number[]>;
  /** Whether the images of a container lie in class folders. */
  readonly inFolders: ReadonlyMap<Container, boolean>;
  /** The split that the folders of each image name. */
  readonly roles: readonly (SplitRole | null)[];

  constructor(readonly images: readonly PileImage[]) {
    this.names = new ImageNames(images);
    const placesIn = new Map<Container, number[]>();
    images.forEach(({ container }, at) => {
      const known = placesIn.get(container);
      if (known === undefined) placesIn.set(container, [at]);
      else known.push(at);
    });
    this.placesIn = placesIn;
    const isSorted = (places: readonly number[]) => {
      const own = places.map((at) => images[at]);
      const called = own.filter(({ folders }) => !folders.some(isCalledUnlabelled));
      return areInClassFolders(called.length === 0 ? own : called);
    };
    this.inFolders = new Map([...placesIn].map(([one, places]) => [one, isSorted(places)]));
    this.roles = images.map(({ folders }) => roleOfFolders(folders));
  }
}

/** The split that the folders of an image name: the outermost that is called or speaks of one. */
function roleOfFolders(folders: readonly string[]): SplitRole | null {
  for (const folder of folders) {
    const role = splitSpokenOf(folder);
    if (role !== null) return role;
  }
  return null;
}

/**
 * The images of a pile as tables find them: in their containers, by their names, by the splits of their folders.
 * The last two are looked up once a table asks: of hundreds of thousands of images they take a second and
 * a hundred megabytes, and most piles have no table.
 */
import type { SplitRole } from '../layout/splitRole.ts';
import type { Container } from '../sources/container.ts';
import { areInClassFolders } from './classFolders.ts';
import { isCalledUnlabelled, splitSpokenOf } from './folderWords.ts';
import { ImageNames } from './imageNames.ts';
import type { PileImage } from './pileImage.ts';

export class ImageShelves {
  /** The images of each container, by their numbers. */
  readonly placesIn: ReadonlyMap<Container, readonly number[]>;
  /** Whether the images of a container lie in class folders. */
  readonly inFolders: ReadonlyMap<Container, boolean>;
  private byName: ImageNames | null = null;
  private bySplit: readonly (SplitRole | null)[] | null = null;

  constructor(readonly images: readonly PileImage[]) {
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
  }

  get names(): ImageNames {
    this.byName ??= new ImageNames(this.images);
    return this.byName;
  }

  /** The split that the folders of each image name. */
  get roles(): readonly (SplitRole | null)[] {
    this.bySplit ??= this.images.map(({ folders }) => roleOfFolders(folders));
    return this.bySplit;
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

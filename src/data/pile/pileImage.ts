/**
 * The one record that the passes over a pile of images speak of: an image, where it lies, and what
 * is known of it so far. Each pass is a function from records to records; none changes any.
 */
import { extensionOf } from '../archives/entryNames.ts';
import type { SplitRole } from '../layout/splitRole.ts';
import type { Container, LazyFile } from '../sources/container.ts';

/** What told the label of an image. */
export type LabelSource = 'folders' | 'table' | 'archive' | 'name';

export interface PileImage {
  readonly image: LazyFile;
  readonly container: Container;
  /** The folders that it lies in, from the outermost that is not shared by everything dropped. */
  readonly folders: readonly string[];
  /** Null where nothing has named one. */
  readonly split: SplitRole | null;
  /** The class as its source names it, nested folders joined by slashes; null where nothing told it. */
  readonly label: string | null;
  readonly source: LabelSource | null;
  /** Where it stands among the images of its label, and what tells it from them. */
  readonly place: string;
}

/** What a pass makes of a pile: the images that go on, and what was decided, for people. */
export interface PassOutcome {
  readonly images: readonly PileImage[];
  readonly notes: readonly string[];
}

/**
 * The records of what a container holds, before anything is known of them. Where `paths` are given,
 * they say where the images lie.
 */
export function pileOf(
  container: Container,
  images: readonly LazyFile[],
  paths: readonly string[] = images.map(({ path }) => path),
): PileImage[] {
  const { root } = container;
  let known = '';
  let folders: readonly string[] = [];
  return images.map((image, at) => {
    const path = paths[at];
    const end = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, end);
    // Images of one folder share the list of its names: there may be a million of them.
    if (folder !== known) {
      known = folder;
      folders = (folder.startsWith(root) ? folder.slice(root.length) : folder)
        .split('/')
        .slice(0, -1);
    }
    const place = path.slice(end);
    return { image, container, folders, split: null, label: null, source: null, place };
  });
}

/** Folders as a path with a slash after each. */
export const folderPath = (folders: readonly string[]): string =>
  folders.map((name) => `${name}/`).join('');

/** The last part of the image's path. */
export const fileNameIn = ({ image }: PileImage): string =>
  image.path.slice(image.path.lastIndexOf('/') + 1);

/** Its file name without extension. */
export function stemIn(one: PileImage): string {
  const name = fileNameIn(one);
  const extension = extensionOf(name);
  return extension === '' ? name : name.slice(0, -extension.length - 1);
}

/** Its path below what everything dropped lies in. */
export const pathBelowRoot = ({ image, container }: PileImage): string =>
  image.path.startsWith(container.root) ? image.path.slice(container.root.length) : image.path;

/** One list of the images of several containers, in which each image is once. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { DecodedImage, ImageDecoder, ImageOrigin } from '../codecs/decodedImage.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import type { Container, LazyFile } from '../sources/container.ts';
import type { StoredImage } from '../streaming/fileImages.ts';
import type { UndecodedImage } from './imageCanvas.ts';

/** Images of a container. */
export interface ContainerImages {
  readonly container: Container;
  readonly images: readonly LazyFile[];
}

/** Images of several containers. */
export interface UnitedImages {
  readonly sources: readonly UndecodedImage[];
  /** The containers that they are from. */
  readonly containers: readonly Container[];
  /** How many have no place. */
  readonly asideCount: number;
  readonly notes: readonly string[];
}

/**
 * The images of all containers, by the paths that tell their splits and classes; those without one
 * are left aside. Equal images under one path are taken once: they have one identity, or, where
 * that is not known, the same bytes.
 * @throws DataError for different images under one path, and the signal's reason when it is aborted.
 */
export async function uniteImages(
  containers: readonly ContainerImages[],
  paths: readonly (readonly (string | null)[])[],
  decoder: ImageDecoder,
  task: TaskOptions,
): Promise<UnitedImages> {
  const sources = new Map<string, FoundImage>();
  const used = new Set<Container>();
  const aside: LazyFile[] = [];
  const progress = new ProgressReporter(task);
  let inArchives = 0;
  let repeated = 0;
  for (const [at, { container, images }] of containers.entries()) {
    for (const [index, image] of images.entries()) {
      const inner = paths[at][index];
      if (inner === null) {
        aside.push(image);
        continue;
      }
      used.add(container);
      const known = sources.get(inner);
      if (known === undefined) {
        sources.set(inner, new FoundImage(image, container, inner, sources.size, decoder));
        continue;
      }
      if (!(await isSame(image, known.image))) throw samePath(container, image, known);
      repeated++;
      if (container.isArchive && known.container.isArchive) inArchives++;
      const what = container.file;
      await progress.step({ stage: 'read', what, done: repeated, total: null, unit: 'images' });
    }
  }
  const notes = [
    ...asideNotes(aside),
    ...repeatedNotes(inArchives, 'in two archives'),
    ...repeatedNotes(repeated - inArchives, 'twice among the files'),
  ];
  return { sources: [...sources.values()], containers: [...used], asideCount: aside.length, notes };
}

/** There may be a million of them, so that they share what they can. */
class FoundImage implements UndecodedImage {
  constructor(
    readonly image: LazyFile,
    readonly container: Container,
    readonly inner: string,
    readonly turn: number,
    private readonly decoder: ImageDecoder,
  ) {}

  get file(): string {
    return this.container.file;
  }

  get path(): string {
    return this.image.path;
  }

  get size(): number {
    return this.image.size;
  }

  get stored(): StoredImage | 'in order' {
    const { image, origin } = this;
    if (image.isInOrder) return 'in order';
    return { origin, stretch: image.stretch ?? null, read: () => image.read() };
  }

  async decode(): Promise<DecodedImage> {
    return this.decoder(await this.image.read(), this.origin);
  }

  private get origin(): ImageOrigin {
    const { file, isArchive } = this.container;
    return isArchive ? { file, entry: this.path } : { file: this.path, entry: null };
  }
}

async function isSame(one: LazyFile, other: LazyFile): Promise<boolean> {
  if (one.identity !== null && other.identity !== null) return one.identity === other.identity;
  if (one.size !== other.size) return false;
  const [bytes, others] = [await one.read(), await other.read()];
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
}

function asideNotes(aside: readonly LazyFile[]): string[] {
  if (aside.length === 0) return [];
  const name = quoted(aside[0].path);
  return aside.length === 1
    ? [`An image that lies in no class folder was left aside, ${name}.`]
    : [
        `${formatCount(aside.length)} images that lie in no class folder were left aside, as ${name}.`,
      ];
}

function repeatedNotes(count: number, where: string): string[] {
  if (count === 0) return [];
  const images = count === 1 ? '1 image is' : `${formatCount(count)} images are`;
  return [`${images} ${where}; taken once.`];
}

function samePath({ file }: Container, { path }: LazyFile, known: FoundImage): DataError {
  return new DataError({
    file,
    place: `entry ${quoted(path)}`,
    found: `${quoted(known.file)} holds another image under the same path`,
    allowed: 'each path once',
    remedy: 'put the images into one archive, under names of their own',
  });
}

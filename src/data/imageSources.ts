/** Images of archives and dropped folders, found by name, decoded by content. */
import { formatCount } from '../lib/numberFormat.ts';
import { DataError } from './dataError.ts';
import { decodeBmp } from './formats/bmp.ts';
import { type ImageDecoder, imageError } from './formats/decodedImage.ts';
import { extensionOf } from './formats/entryNames.ts';
import { decodeGif } from './formats/gif.ts';
import type { ImageSource } from './formats/imageCanvas.ts';
import type { WasmModuleSource } from './formats/imageCodec.ts';
import { withoutSharedFolders } from './formats/imageLayout.ts';
import { createJpegDecoder } from './formats/jpeg.ts';
import { decodePng } from './formats/png.ts';
import { decodePnm } from './formats/pnm.ts';
import { findAnnotations, placeTinyImages } from './formats/tinyImageNet.ts';
import { createWebpDecoder } from './formats/webp.ts';
import { type DataLimits, quoted } from './limits.ts';
import { describeUnknown, kindOf } from './sniff.ts';

/** A file whose content is read when it is needed. */
export interface LazyFile {
  /** Its path in the container. */
  readonly path: string;
  readonly size: number;
  readonly read: () => Uint8Array | Promise<Uint8Array>;
  /** Length and CRC-32 where they are known: equal files may stand in for each other. */
  readonly identity: string | null;
}

/** An archive, or the files that were dropped without one. */
export interface Container {
  readonly file: string;
  readonly files: readonly LazyFile[];
  /** Whether messages name an entry of `file`, or the path alone. */
  readonly isArchive: boolean;
}

const imageNames = new Set('png jpg jpeg jpe jfif webp gif bmp dib pbm pgm ppm pnm'.split(' '));
const otherImageNames = new Set('tif tiff svg avif heic heif jp2 ico pam'.split(' '));
const archiveNames = new Set('zip tar gz tgz bz2 xz 7z rar'.split(' '));

/** For messages. */
export const readableImages = 'PNG, JPEG, WebP, GIF, BMP and PGM/PPM images';

/** Whether a file is an image that is read, by its name. */
export const isImageName = (path: string): boolean => imageNames.has(extensionOf(path));

/**
 * The images of some containers, and notes on the files among them that are none. Images under
 * the same path in two archives are taken once if they are equal.
 * @throws DataError for images of a kind that is not read, for different images under one path,
 * and for a list of Tiny ImageNet's validation classes that does not fit its images.
 */
export async function findImages(
  containers: readonly Container[],
  decode: ImageDecoder,
): Promise<{ sources: ImageSource[]; notes: string[] }> {
  const notes: string[] = [];
  const sources = new Map<string, ImageSource & { identity: string | null }>();
  let repeated = 0;
  for (const container of containers) {
    const { images, paths } = await placedImages(container, notes);
    const inner = withoutSharedFolders(paths);
    images.forEach((image, index) => {
      const known = sources.get(inner[index]);
      if (known === undefined) {
        const source = sourceOf(image, container, inner[index], decode);
        const turn = sources.size;
        sources.set(inner[index], { ...source, turn, identity: image.identity });
      } else if (image.identity !== null && image.identity === known.identity) repeated++;
      else throw samePath(container.file, image.path, known.file);
    });
  }
  if (repeated > 0) {
    const images = repeated === 1 ? '1 image is' : `${formatCount(repeated)} images are`;
    notes.push(`${images} in two archives; taken once.`);
  }
  return { sources: [...sources.values()], notes };
}

/** Images with the paths that tell their classes: their own, but for Tiny ImageNet's. */
async function placedImages(
  container: Container,
  notes: string[],
): Promise<{ images: LazyFile[]; paths: string[] }> {
  const found = imagesIn(container, notes);
  const list = found.length === 0 ? undefined : findAnnotations(container.files);
  if (list === undefined) return { images: found, paths: found.map(({ path }) => path) };
  const tiny = placeTinyImages(
    found.map(({ path }) => path),
    { path: list.path, bytes: await list.read() },
    container.file,
  );
  notes.push(...tiny.notes);
  return {
    images: found.filter((_, index) => tiny.placed[index] !== null),
    paths: tiny.placed.filter((path) => path !== null),
  };
}

function imagesIn({ file, files }: Container, notes: string[]): LazyFile[] {
  const other = files.find(({ path }) => otherImageNames.has(extensionOf(path)));
  if (other !== undefined) {
    throw new DataError({
      file,
      place: `entry ${quoted(other.path)}`,
      found: `an image of kind ${extensionOf(other.path).toUpperCase()}`,
      allowed: readableImages,
      remedy: 'convert the images to PNG',
    });
  }
  const images = files.filter(({ path }) => isImageName(path));
  const rest = files.filter(({ path }) => !isImageName(path));
  if (images.length > 0) notes.push(...notesOnRest(file, rest));
  return images;
}

/** Says which files are left aside, and that archives within archives are not opened. */
export function notesOnRest(file: string, rest: readonly { readonly path: string }[]): string[] {
  const isArchive = ({ path }: { readonly path: string }) => archiveNames.has(extensionOf(path));
  const archives = rest.filter(isArchive);
  const others = rest.filter((entry) => !isArchive(entry));
  return [
    ...skipped(
      file,
      archives,
      'an archive inside was not opened',
      'archives inside were not opened',
    ),
    ...skipped(file, others, 'another file was skipped', 'other files were skipped'),
  ];
}

function skipped(
  file: string,
  entries: readonly { readonly path: string }[],
  one: string,
  many: string,
): string[] {
  if (entries.length === 0) return [];
  const [{ path }] = entries;
  return entries.length === 1
    ? [`${file}: ${one}, ${quoted(path)}.`]
    : [`${file}: ${formatCount(entries.length)} ${many}, as ${quoted(path)}.`];
}

function sourceOf(
  { path, read }: LazyFile,
  { file, isArchive }: Container,
  inner: string,
  decodeImage: ImageDecoder,
): ImageSource {
  const place = isArchive ? { file, entry: path } : { file: path, entry: null };
  const decode = async () => decodeImage(await read(), place);
  return { file, path, inner, decode };
}

/** Where the libraries are that decode images; without one, its images are refused. */
export interface ImageModules {
  readonly jpegModule?: WasmModuleSource;
  readonly webpModule?: WasmModuleSource;
}

/** Decodes images by their content, whatever their names say; of kinds that are not read, none. */
export function createImageDecoder(
  { jpegModule, webpModule }: ImageModules,
  limits: DataLimits,
): ImageDecoder {
  const decodeJpeg = createJpegDecoder(jpegModule ?? null);
  const decodeWebp = createWebpDecoder(webpModule ?? null);
  return (bytes, place) => {
    const kind = kindOf(bytes);
    if (kind === 'png') return decodePng(bytes, place, limits);
    if (kind === 'jpeg') return decodeJpeg(bytes, place, limits);
    if (kind === 'webp') return decodeWebp(bytes, place, limits);
    if (kind === 'gif') return decodeGif(bytes, place, limits);
    if (kind === 'bmp') return decodeBmp(bytes, place, limits);
    if (kind === 'pnm') return decodePnm(bytes, place, limits);
    throw imageError(place, 0, describeUnknown(bytes), readableImages);
  };
}

function samePath(file: string, path: string, other: string): DataError {
  return new DataError({
    file,
    place: `entry ${quoted(path)}`,
    found: `${quoted(other)} holds another image under the same path`,
    allowed: 'each path once',
    remedy: 'put the images into one archive, under names of their own',
  });
}

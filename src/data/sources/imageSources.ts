/** Images of archives and dropped folders, found by name, decoded by content. */
import { formatCount } from '../../lib/numberFormat.ts';
import { extensionOf } from '../archives/entryNames.ts';
import { decodeBmp } from '../codecs/bmp.ts';
import { type ImageDecoder, imageError, readableImages } from '../codecs/decodedImage.ts';
import { decodeGif } from '../codecs/gif.ts';
import type { WasmModuleSource } from '../codecs/imageCodec.ts';
import { createJpegDecoder } from '../codecs/jpeg.ts';
import { decodePng } from '../codecs/png.ts';
import { decodePnm } from '../codecs/pnm.ts';
import { createWebpDecoder } from '../codecs/webp.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { Container, LazyFile } from './container.ts';
import { describeUnknown, kindOf } from './sniff.ts';

/** Images by their names, the latter of kinds that are not read. */
const imageNames = new Set(
  'png jpg jpeg jpe jfif webp gif bmp dib pbm pgm ppm pnm tif tiff svg avif heic heif jp2 ico pam'.split(
    ' ',
  ),
);
const archiveNames = new Set('zip tar gz tgz bz2 xz 7z rar'.split(' '));

/** Whether a file is an image, by its name, whether or not its kind is read. */
export const isImageName = (path: string): boolean => imageNames.has(extensionOf(path));

/** The first of some files that come to no more than so many bytes. */
export function withinBytes<File extends { readonly size: number }>(
  files: readonly File[],
  most: number,
): File[] {
  let room = most;
  return files.filter(({ size }) => {
    if (size > room) return false;
    room -= size;
    return true;
  });
}

/** The images of a container, by their names. */
export const imagesIn = ({ files }: Container): LazyFile[] =>
  files.filter(({ path }) => isImageName(path));

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
  // The first by its path, whatever the order of files.
  const path = entries.reduce(
    (first, one) => (one.path < first ? one.path : first),
    entries[0].path,
  );
  return entries.length === 1
    ? [`${file}: ${one}, ${quoted(path)}.`]
    : [`${file}: ${formatCount(entries.length)} ${many}, as ${quoted(path)}.`];
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
    const found = describeUnknown(bytes);
    const isImage = /image|drawing|icon/.test(found);
    const remedy = isImage ? 'convert this image to PNG, or leave it out' : undefined;
    throw imageError(place, 0, found, readableImages, remedy);
  };
}

/** Images of archives and dropped folders, found by name, decoded by content. */
import { formatCount } from '../lib/numberFormat.ts';
import { DataError } from './dataError.ts';
import { decodeBmp } from './formats/bmp.ts';
import { type ImageDecoder, imageError, readableImages } from './formats/decodedImage.ts';
import { extensionOf } from './formats/entryNames.ts';
import { type FileTable, tellImages } from './formats/fileTable.ts';
import { decodeGif } from './formats/gif.ts';
import type { WasmModuleSource } from './formats/imageCodec.ts';
import { withoutSharedFolders } from './formats/imageLayout.ts';
import { createJpegDecoder } from './formats/jpeg.ts';
import { decodePng } from './formats/png.ts';
import { decodePnm } from './formats/pnm.ts';
import { findAnnotations, placeTinyImages } from './formats/tinyImageNet.ts';
import { createWebpDecoder } from './formats/webp.ts';
import { type DataLimits, quoted } from './limits.ts';
import type { Following } from './progress.ts';
import type { LabelQuestion, ReadingChoices } from './readingChoices.ts';
import { describeUnknown, kindOf } from './sniff.ts';
import { type ContainerImages, type UnitedImages, uniteImages } from './uniteImages.ts';

/** A file whose content is read when it is needed. */
export interface LazyFile {
  /** Its path in the container. */
  readonly path: string;
  readonly size: number;
  read(): Uint8Array | Promise<Uint8Array>;
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

/** Tables of file names are no larger, all together, in bytes. */
const mostTableBytes = 2 ** 26;

/** Images, and how their classes are told. */
export interface FoundImages extends UnitedImages {
  /** Paths of the tables that tell the classes; none where folders do. */
  readonly tables: readonly string[];
}

/** Whether a file is an image that is read, by its name. */
export const isImageName = (path: string): boolean => imageNames.has(extensionOf(path));

/**
 * The images of archives and of the files beside them, and notes on the files among them that are
 * none. Equal images under the same path in two containers are taken once. Tables of file names among the
 * files, or `beside` them, tell the classes, else the folders; where several of a table's columns
 * may be the labels, that is asked.
 * @throws DataError for images of a kind that is not read, for different images under one path,
 * and for a list of Tiny ImageNet's validation classes that does not fit its images; and the
 * signal's reason when it is aborted.
 */
export async function findImages(
  containers: readonly Container[],
  decode: ImageDecoder,
  choices: ReadingChoices,
  beside: readonly LazyFile[],
  following: Following,
): Promise<FoundImages | LabelQuestion> {
  const notes: string[] = [];
  const used: string[] = [];
  const all: PlacedImages[] = [];
  for (const container of containers) {
    const placed = await placedImages(container, beside, choices, notes);
    if ('kind' in placed) return placed;
    used.push(...placed.tables);
    all.push(placed);
  }
  const paths = all.map((placed) => withoutSharedFolders(placed.paths));
  const united = await uniteImages(all, paths, decode, following);
  return { ...united, tables: used, notes: [...notes, ...united.notes] };
}

interface PlacedImages extends ContainerImages {
  /** The paths that tell their classes. */
  readonly paths: readonly string[];
  /** The tables that tell them, if any do. */
  readonly tables: readonly string[];
}

/** Images with the paths that tell their classes: their own, but for Tiny ImageNet's and tables'. */
async function placedImages(
  container: Container,
  beside: readonly LazyFile[],
  choices: ReadingChoices,
  notes: string[],
): Promise<PlacedImages | LabelQuestion> {
  const images = imagesIn(container);
  const paths = images.map(({ path }) => path);
  const rest = container.files.filter(({ path }) => !isImageName(path));
  const noteRest = (used: readonly string[]) =>
    notes.push(
      ...notesOnRest(
        container.file,
        rest.filter(({ path }) => !used.includes(path)),
      ),
    );
  if (images.length === 0) return { container, images, paths, tables: [] };
  const list = findAnnotations(container.files);
  if (list !== undefined) {
    noteRest([list.path]);
    const listed = { path: list.path, bytes: await list.read() };
    const tiny = placeTinyImages(paths, listed, container.file);
    notes.push(...tiny.notes);
    return { container, ...kept(images, tiny.placed), tables: [] };
  }
  const tables = await fileTables(container, [...rest, ...beside]);
  const told = tellImages(tables, paths, choices);
  if (told?.kind === 'label') return told;
  noteRest(told?.used ?? []);
  if (told === null) return { container, images, paths, tables: [] };
  notes.push(...told.notes);
  return { container, ...kept(images, told.placed), tables: told.used };
}

/** The images that have a place, with it. */
function kept(images: readonly LazyFile[], placed: readonly (string | null)[]) {
  return {
    images: images.filter((_, index) => placed[index] !== null),
    paths: placed.filter((path) => path !== null),
  };
}

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

/** Tables among some files that may name images. */
function fileTables(
  { file, isArchive }: Container,
  files: readonly LazyFile[],
): Promise<FileTable[]> {
  const tables = files.filter(({ path }) => /\.(csv|tsv)$/i.test(path));
  const likely = withinBytes(tables, mostTableBytes);
  return Promise.all(
    likely.map(async (table) => {
      const { path } = table;
      const place = isArchive ? { file, entry: path } : { file: path, entry: null };
      return { ...place, path, bytes: await table.read() };
    }),
  );
}

function imagesIn({ file, files }: Container): LazyFile[] {
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
  return files.filter(({ path }) => isImageName(path));
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

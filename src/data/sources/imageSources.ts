/** Images of archives and dropped folders, found by name, decoded by content. */
import { formatCount } from '../../lib/numberFormat.ts';
import { extensionOf, sharedFolders } from '../archives/entryNames.ts';
import { decodeBmp } from '../codecs/bmp.ts';
import { type ImageDecoder, imageError, readableImages } from '../codecs/decodedImage.ts';
import { decodeGif } from '../codecs/gif.ts';
import type { WasmModuleSource } from '../codecs/imageCodec.ts';
import { createJpegDecoder } from '../codecs/jpeg.ts';
import { decodePng } from '../codecs/png.ts';
import { decodePnm } from '../codecs/pnm.ts';
import { createWebpDecoder } from '../codecs/webp.ts';
import { isInSplitAndClass, pilesBesideSplits } from '../layout/imageLayout.ts';
import { type ContainerPaths, joinLayouts } from '../layout/joinedLayout.ts';
import { findAnnotations, placeTinyImages } from '../layout/tinyImageNet.ts';
import {
  type ImagesToTell,
  type ToldContainer,
  type ToldImages,
  tellImages,
} from '../layout/toldImages.ts';
import { type ContainerImages, type UnitedImages, uniteImages } from '../layout/uniteImages.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import type { LabelQuestion, ReadingChoices } from '../readingChoices.ts';
import type { FileTable } from '../tables/fileTable.ts';
import type { Container, LazyFile } from './container.ts';
import { describeUnknown, kindOf } from './sniff.ts';

/** Images by their names, the latter of kinds that are not read. */
const imageNames = new Set(
  'png jpg jpeg jpe jfif webp gif bmp dib pbm pgm ppm pnm tif tiff svg avif heic heif jp2 ico pam'.split(
    ' ',
  ),
);
const archiveNames = new Set('zip tar gz tgz bz2 xz 7z rar'.split(' '));

/** Tables of file names are no larger, all together, in bytes. */
const maxTableBytes = 2 ** 26;

/** Images, and how their classes are told. */
export interface FoundImages extends UnitedImages {
  /** The tables that tell classes; none where folders do. */
  readonly tables: ReadonlySet<LazyFile>;
}

/** Whether a file is an image, by its name, whether or not its kind is read. */
export const isImageName = (path: string): boolean => imageNames.has(extensionOf(path));

/**
 * The images of archives and of the files beside them, and notes on the files among them that are
 * none. Equal images under the same path in two containers are taken once. Tables of file names
 * among the files, or `beside` them, tell the classes, else the folders; where several of a table's
 * columns may be the labels, that is asked.
 * @throws DataError for different images under one path, and for a table or a list of Tiny ImageNet's validation classes that does not fit its images;
 * and the signal's reason when it is aborted.
 */
export async function findImages(
  containers: readonly Container[],
  decode: ImageDecoder,
  choices: ReadingChoices,
  beside: readonly LazyFile[],
  task: TaskOptions,
): Promise<FoundImages | LabelQuestion> {
  const stocks = containers.map((container): Stock => {
    const list = findAnnotations(container.files);
    return { container, images: imagesIn(container), list };
  });
  const filled = stocks.filter(({ images }) => images.length > 0);
  if (filled.length === 0) {
    return { sources: [], containers: [], tables: new Set(), asideCount: 0, notes: [] };
  }
  const tables = await readTables(stocks, beside);
  const told = tellStocks(filled, tables, choices);
  if (told.kind === 'label') return told;
  const used = new Set(told.used.map((table) => tables.get(table)!.from));
  const notes = stocks.flatMap((stock) => notesOnStock(stock, used));
  const placed: PlacedImages[] = [];
  for (const [at, stock] of filled.entries()) {
    placed.push(await placedImages(stock, told.containers[at], notes));
  }
  notes.push(...told.notes);
  const given = placed.filter(({ images }) => images.length > 0);
  const parts = given.flatMap((one) => apartBySplit(one, given.length > 1));
  const layout = joinLayouts(parts.map((part) => pathsToJoin(part, parts.length > 1)));
  const united = await uniteImages(parts, layout.paths, decode, task);
  return { ...united, tables: used, notes: [...notes, ...layout.notes, ...united.notes] };
}

/** What a container holds for a data set of images. */
interface Stock {
  readonly container: Container;
  readonly images: readonly LazyFile[];
  /** Tiny ImageNet's list of validation classes. */
  readonly list: LazyFile | undefined;
}

interface PlacedImages extends ContainerImages {
  /** The paths that tell their classes. */
  readonly paths: readonly string[];
  /** The folders that the paths start with and that say nothing. */
  readonly root: string;
  /** Whether they are what lies beside the container's split folders. */
  readonly isBesideSplits: boolean;
  /** What a table told of them, if one did. */
  readonly told: ToldContainer | null;
}

/** A table that may name images. */
interface FoundTable {
  readonly from: LazyFile;
  /** The archive that it lies in; null for one that lies beside archives, or among loose images. */
  readonly archive: Container | null;
  readonly size: number;
}

/** Reads the tables that may name images, in archives and beside them. */
async function readTables(
  stocks: readonly Stock[],
  beside: readonly LazyFile[],
): Promise<Map<FileTable, FoundTable>> {
  const tablesIn = (files: readonly LazyFile[], archive: Container | null): FoundTable[] =>
    files
      .filter(({ path }) => /\.(csv|tsv)$/i.test(path))
      .map((from) => ({ from, archive, size: from.size }));
  const found = [
    ...stocks.flatMap(({ container, images }) =>
      container.isArchive && images.length === 0
        ? []
        : tablesIn(container.files, container.isArchive ? container : null),
    ),
    ...tablesIn(beside, null),
  ];
  const tables = withinBytes(found, maxTableBytes).map(
    async (one): Promise<[FileTable, FoundTable]> => {
      const { path } = one.from;
      const { archive } = one;
      const place =
        archive === null ? { file: path, entry: null } : { file: archive.file, entry: path };
      return [{ ...place, path, bytes: await one.from.read() }, one];
    },
  );
  return new Map(await Promise.all(tables));
}

/** What tables tell of images; Tiny ImageNet's list tells of its own. */
function tellStocks(
  stocks: readonly Stock[],
  tables: ReadonlyMap<FileTable, FoundTable>,
  choices: ReadingChoices,
): ToldImages | LabelQuestion {
  const tablesOf = (archive: Container | null) =>
    [...tables].flatMap(([table, found]) => (found.archive === archive ? [table] : []));
  const toTell = stocks.map(({ container, images, list }): ImagesToTell => {
    const { file, root, isArchive } = container;
    const archive = isArchive ? file : null;
    if (list !== undefined) return { archive, paths: [], root, tables: [] };
    const paths = images.map(({ path }) => path);
    return { archive, paths, root, tables: isArchive ? tablesOf(container) : [] };
  });
  return tellImages(toTell, tablesOf(null), choices);
}

/** Notes on what a container holds besides images. */
function notesOnStock({ container, images, list }: Stock, used: ReadonlySet<LazyFile>): string[] {
  const { file, files, isArchive } = container;
  if (images.length === 0 && isArchive) return [`${file}: left aside, as it holds no images.`];
  return notesOnRest(
    file,
    files.filter((one) => !isImageName(one.path) && one !== list && !used.has(one)),
  );
}

/** Images with the paths that tell their classes: their own, but for Tiny ImageNet's and tables'. */
async function placedImages(
  { container, images, list }: Stock,
  told: ToldContainer | null,
  notes: string[],
): Promise<PlacedImages> {
  const { file, isArchive, root } = container;
  const whole = { container, root, isBesideSplits: false, told };
  if (list !== undefined) {
    const listed = { path: list.path, bytes: await list.read() };
    const paths = images.map(({ path }) => path);
    const tiny = placeTinyImages(paths, listed, file);
    notes.push(...tiny.notes);
    return { ...whole, ...kept(images, tiny.placed), told: null };
  }
  if (told === null) return { ...whole, images, paths: images.map(({ path }) => path) };
  const placed = kept(images, told.placed);
  if (placed.images.length === 0 && isArchive)
    notes.push(`${file}: left aside, as no table names its images.`);
  return { ...whole, ...placed };
}

/**
 * Images in split folders and those beside them, as if each lay in a container of their own. Loose
 * ones that are joined with archives need but one split folder, for archives may bring the others.
 */
function apartBySplit(placed: PlacedImages, isJoined: boolean): PlacedImages[] {
  const { container, paths, root, told } = placed;
  if (told !== null) return [placed];
  const inSplitAndClass = paths.map((path) => isInSplitAndClass(path.slice(root.length)));
  if (isJoined && !container.isArchive && inSplitAndClass.includes(true))
    return [true, false].flatMap((is) => partOf(placed, (at) => inSplitAndClass[at] === is));
  const shared = sharedFolders(paths);
  const piles = pilesBesideSplits(paths.map((path) => path.slice(shared.length)));
  if (piles === null) return [placed];
  return [...new Set(piles)].flatMap((pile) => {
    const given = { ...placed, root: shared, isBesideSplits: pile !== null };
    return partOf(given, (at) => piles[at] === pile);
  });
}

/** Some of the images, by their numbers; none without any. */
function partOf(placed: PlacedImages, isWanted: (at: number) => boolean): PlacedImages[] {
  const images = placed.images.filter((_, at) => isWanted(at));
  const paths = placed.paths.filter((_, at) => isWanted(at));
  return images.length === 0 ? [] : [{ ...placed, images, paths }];
}

/** The paths of images for the layout of all; where they are some of several, those below their root. */
function pathsToJoin(
  { container, images, paths, root, isBesideSplits, told }: PlacedImages,
  isJoined: boolean,
): ContainerPaths {
  const archive = container.isArchive ? container.file : null;
  const below = (path: string) => path.slice(root.length);
  if (told !== null) {
    const folders = below(sharedFolders(images.map(({ path }) => path)));
    return { archive, paths, isBesideSplits, told: { folders, hasSplits: told.hasSplits } };
  }
  const own = isJoined && root !== '' ? paths.map(below) : paths;
  return { archive, paths: own, isBesideSplits, told: null };
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

const imagesIn = ({ files }: Container): LazyFile[] =>
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
    const found = describeUnknown(bytes);
    const isImage = /image|drawing|icon/.test(found);
    const remedy = isImage ? 'convert this image to PNG, or leave it out' : undefined;
    throw imageError(place, 0, found, readableImages, remedy);
  };
}

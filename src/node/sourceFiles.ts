import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, resolve, sep } from 'node:path';
import { withKnownName } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset, Dataset } from '../data/dataset.ts';
import { limitsWithin } from '../data/limits.ts';
import { readDataset } from '../data/readDataset.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import type { SourceFile } from '../data/sourceFile.ts';
import { messageOf } from '../lib/messageOf.ts';
import { imageModules } from './imageModules.ts';
import { nodeDecoders } from './nodeDecoders.ts';
import { refuseSpecial } from './regularFile.ts';
import { UsageError } from './usageError.ts';

/** Reads the data set that files and folders on disk hold, into memory. @throws DataError, UsageError */
export async function readFromDisk(
  paths: readonly string[],
  choices: ReadingChoices = {},
): Promise<Dataset> {
  const files = paths.map(sourceFiles);
  return withKnownName(
    await readDataset(files.flat(), {
      ...imageModules,
      decoders: nodeDecoders,
      limits: limitsWithin(totalmem()),
      choices,
      takesDefaults: true,
    }),
  );
}

/**
 * As {@link readFromDisk}; but images that come to more than `held` bytes once decoded stay in their
 * files, where those are images by themselves or in archives that can be read anywhere.
 */
export async function readOrFileFromDisk(
  paths: readonly string[],
  choices: ReadingChoices,
  held: number,
): Promise<AnyDataset> {
  const files = paths.map(sourceFiles);
  const limits = limitsWithin(totalmem());
  const streaming = { held, decoders: nodeDecoders };
  const options = { ...imageModules, limits, choices, streaming, takesDefaults: true };
  return withKnownName(await readDataset(files.flat(), options));
}

/**
 * A file, or all files of a folder, as browsers name those that are dropped.
 * @throws UsageError where there is none.
 */
export function sourceFiles(path: string): SourceFile[] {
  const found = statOf(path);
  if (found === null) {
    throw new UsageError(`${path}: there is no such file or folder. Check the path`);
  }
  refuseSpecial(path, found);
  if (!found.isDirectory()) return [sourceFile(path, basename(path), found.size)];
  // As browsers name the files of a dropped folder: with the folder's own name first.
  const files: SourceFile[] = [];
  addFilesOf(path, basename(resolve(path)), files);
  return files;
}

/**
 * Adds the files of a folder and of those in it, whose paths are told with `name` first; links are followed.
 * What the folder itself tells of its entries is not asked of each again: there may be hundreds of thousands.
 */
function addFilesOf(folder: string, name: string, files: SourceFile[]): void {
  for (const entry of entriesOf(folder)) {
    const [full, path] = [`${folder}${sep}${entry.name}`, `${name}/${entry.name}`];
    const isFolder = entry.isDirectory();
    const found = isFolder || !(entry.isFile() || entry.isSymbolicLink()) ? null : statOf(full);
    if (isFolder || found?.isDirectory()) addFilesOf(full, path, files);
    else if (found?.isFile()) files.push(sourceFile(full, path, found.size));
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`${folder}: the folder could not be read (${messageOf(error)})`);
  }
}

/** Null where there is nothing, as behind a link to nowhere. */
function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

function sourceFile(path: string, name: string, size: number): SourceFile {
  return {
    name,
    size,
    bytes: async () =>
      size <= smallFile ? readSmall(path, size) : new Uint8Array(await readFile(path)),
    part: (start, end) => readPart(path, start, end),
    openable: path,
  };
}

/**
 * Up to so many bytes a file is read at once rather than by another thread, whose calls take longer than
 * the reading: sets have tens of thousands of small images.
 */
const smallFile = 2 ** 18;

/** All of a small file, as many bytes as were there before, or more or fewer where it has changed. */
function readSmall(path: string, size: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    // One more than there should be shows that the file has grown.
    const bytes = new Uint8Array(size + 1);
    let end = 0;
    for (let read = -1; read !== 0 && end < bytes.length; end += read) {
      read = readSync(file, bytes, end, bytes.length - end, null);
    }
    return bytes.subarray(0, end);
  } finally {
    closeSync(file);
  }
}

/** As much of the part as the file still has. */
async function readPart(path: string, start: number, end: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

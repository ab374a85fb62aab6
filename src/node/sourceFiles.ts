import { open, readdir, readFile, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { withKnownName } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset, Dataset } from '../data/dataset.ts';
import { limitsWithin } from '../data/limits.ts';
import { readDataset, type SourceFile } from '../data/readDataset.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { imageModules } from './imageModules.ts';
import { nodeDecoders } from './nodeDecoders.ts';
import { refuseSpecial } from './regularFile.ts';
import { UsageError } from './usageError.ts';

/** Reads the data set that files and folders on disk hold, into memory. @throws DataError, UsageError */
export async function readFromDisk(
  paths: readonly string[],
  choices: ReadingChoices = {},
): Promise<Dataset> {
  const files = await Promise.all(paths.map(sourceFiles));
  return withKnownName(
    await readDataset(files.flat(), { ...imageModules, limits: limitsWithin(totalmem()), choices }),
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
  const files = await Promise.all(paths.map(sourceFiles));
  const limits = limitsWithin(totalmem());
  const streaming = { held, decoders: nodeDecoders };
  const options = { ...imageModules, limits, choices, streaming };
  return withKnownName(await readDataset(files.flat(), options));
}

async function sourceFiles(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => {
    throw new UsageError(`${path}: there is no such file or folder. Check the path after --data`);
  });
  refuseSpecial(path, found);
  if (!found.isDirectory()) return [sourceFile(path, basename(path), found.size)];
  // As browsers name the files of a dropped folder: with the folder's own name first.
  const root = basename(resolve(path));
  const inner = await readdir(path, { recursive: true }).catch((error: Error) => {
    throw new UsageError(`${path}: the folder could not be read (${error.message})`);
  });
  const files = await Promise.all(inner.map((one) => fileIn(join(path, one), join(root, one))));
  return files.filter((file) => file !== null);
}

/** A file of a folder; links are followed. Null for folders, and for links to nowhere. */
async function fileIn(full: string, name: string): Promise<SourceFile | null> {
  const found = await stat(full).catch(() => null);
  return found?.isFile() ? sourceFile(full, name.replaceAll(sep, '/'), found.size) : null;
}

function sourceFile(path: string, name: string, size: number): SourceFile {
  return {
    name,
    size,
    bytes: async () => new Uint8Array(await readFile(path)),
    part: (start, end) => readPart(path, start, end),
    openable: path,
  };
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

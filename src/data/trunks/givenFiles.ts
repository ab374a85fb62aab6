/** Files that a person gives for a model: as they are, or those of the one zip archive among them. */
import { filesOfZip, isZip, type ZipEntry } from '../archives/zip.ts';
import { readZipDirectory } from '../archives/zipDirectory.ts';
import type { DataLimits } from '../limits.ts';
import type { SourceFile } from '../sourceFile.ts';
import { type ByteSource, heldBytes } from '../sources/byteSource.ts';
import { modelLimits } from './modelLimits.ts';

/** What is read of a file once it is needed. */
export interface UnreadFile {
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

export interface GivenFile extends UnreadFile {
  readonly path: string;
}

export interface GivenFiles {
  /** Nothing is read of them yet. */
  readonly files: readonly GivenFile[];
  /** Name of the archive that they lie in; null for files by themselves. */
  readonly archive: string | null;
}

/** More files than a model has are data. */
const mostFiles = modelLimits.shards + 100;
/** Larger archives are data, which may be larger than memory: they are not looked into. */
const largestArchive = modelLimits.weightBytes + 2 * modelLimits.jsonBytes;

/** Whether a file is called as networks are that lie in one file. */
export const isNetworkName = (path: string): boolean => /\.(onnx|safetensors)$/i.test(path);

/** No files of what is too much for a model. @throws DataError for archives that are damaged. */
export async function givenFiles(
  files: readonly SourceFile[],
  limits: DataLimits,
): Promise<GivenFiles> {
  if (files.length > mostFiles) return { files: [], archive: null };
  const [only] = files;
  if (files.length === 1 && /\.zip$/i.test(only.name)) {
    return { files: await filesOf(only, limits), archive: only.name };
  }
  return { files: files.map(unread), archive: null };
}

const unread = ({ name, size, bytes }: SourceFile): GivenFile => ({
  path: name,
  size,
  read: bytes,
});

async function filesOf(archive: SourceFile, limits: DataLimits): Promise<GivenFile[]> {
  const { name, size, part } = archive;
  if (size > largestArchive) return [];
  const source: ByteSource =
    part === undefined ? heldBytes(await archive.bytes()) : { size, read: part };
  if (!isZip(await source.read(0, Math.min(size, 4)))) return [];
  const directory = await readZipDirectory(source, name, limits);
  if (directory.records.length > mostFiles) return [];
  const { entries } = await filesOfZip(source, directory, name, limits, null);
  return entries.map((entry: ZipEntry) => ({
    path: entry.path,
    size: entry.size,
    read: () => entry.read(),
  }));
}

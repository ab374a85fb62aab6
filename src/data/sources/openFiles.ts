/** The content of files: read, inflated if they are packed, and archives that are large in parts. */
import { gzipSource, inflatedStart } from '../archives/gzipSource.ts';
import { DataError } from '../dataError.ts';
import type { ArchiveFormat } from '../formats/format.ts';
import { type RecognisedAs, recognise } from '../formats/formats.ts';
import { gzip } from '../formats/gzip.ts';
import { tar } from '../formats/tar.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { type ByteSource, readAhead } from './byteSource.ts';
import type { UnsortedFile } from './unsortedFile.ts';

/** An archive; one on disk may be larger than memory. */
export interface ArchiveFile {
  readonly file: string;
  readonly entry: string | null;
  readonly format: ArchiveFormat;
  readonly source: ByteSource;
}

/** Larger files are looked at before they are read whole, in bytes; so much tells any format with a mark. */
const largeFile = 2 ** 20;
const tellingStart = 1024;
/** Larger gzip files are not held, where they hold a tar; passes over them cost time instead. */
const largeGzip = 2 ** 26;

/**
 * A file's whole content, inflated.
 * @param room bytes that it may come to.
 * @throws DataError for one that cannot be read, is damaged or too large.
 */
export async function openedContent(
  source: UnsortedFile,
  room: number,
  limits: DataLimits,
): Promise<Uint8Array> {
  const held = await bytesOf(source, room);
  return inflated(held, source, Math.min(room, largestContent(held, limits)));
}

/** What a packed file may come to: as images, beyond some bytes no more than so many times its own. */
const largestContent = (packed: Uint8Array, { decodedRatio, unquestionedBytes }: DataLimits) =>
  Math.max(unquestionedBytes, decodedRatio * packed.length);

function inflated(bytes: Uint8Array, source: UnsortedFile, limit: number): Uint8Array {
  const isPacked = (content: Uint8Array) => marked(content)?.role === 'packing';
  const format = marked(bytes);
  if (format?.role !== 'packing') return bytes;
  const { file, entry } = source;
  const place = entry === null ? file : `${file}, entry ${quoted(entry)}`;
  const content = format.read(bytes, place, limit);
  if (!isPacked(content)) return content;
  const remedy = 'unpack it once, then choose what comes out';
  throw fileError(source, 'a gzip file inside a gzip file', 'files packed once', remedy);
}

/**
 * An archive that is read in parts; null for small files and other formats.
 * @throws DataError where it cannot be read, and the signal's reason once it is aborted, then or later.
 */
export async function largeArchive(
  file: UnsortedFile,
  limits: DataLimits,
  task: TaskOptions,
): Promise<ArchiveFile | null> {
  const { readPart, size, openable } = file;
  if (readPart === undefined || size <= largeFile) return null;
  const read = async (start: number, end: number) => {
    task.signal?.throwIfAborted();
    return checkedRead(file, end - start, () => readPart(start, end));
  };
  const source = { size, read };
  const format = marked(await read(0, tellingStart));
  if (format === gzip && size > largeGzip) return largeTarGz(file, source, limits);
  if (format?.role !== 'archive') return null;
  return { file: file.file, entry: file.entry, format, source: { ...readAhead(source), openable } };
}

/** An archive inside a gzip file, which is inflated once a pass; null for other contents. */
async function largeTarGz(
  { file, entry }: UnsortedFile,
  packed: ByteSource,
  limits: DataLimits,
): Promise<ArchiveFile | null> {
  const format = marked(await inflatedStart(packed, file, tellingStart));
  // A zip archive is read from its end, which a packed file lets nobody do.
  if (format !== tar) return null;
  const source = readAhead(await gzipSource(packed, file, limits.decodedBytes));
  return { file, entry, format, source };
}

/** The format whose mark the start of a file has. */
function marked(bytes: Uint8Array): RecognisedAs['format'] | null {
  const found = recognise({ path: '', bytes });
  return found?.as === 'mark' ? found.format : null;
}

async function bytesOf(source: UnsortedFile, room: number): Promise<Uint8Array> {
  const { size, read } = source;
  if (size <= room) return checkedRead(source, size, read);
  const allowed = `at most ${exactBytes(room)}, all files together`;
  throw fileError(source, `it holds ${exactBytes(size)}`, allowed, 'use fewer or smaller images');
}

/** What `read` gives, if it is `length` bytes: files may vanish or change while they are read. */
async function checkedRead(
  source: UnsortedFile,
  length: number,
  read: () => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const remedy = 'check that the file still exists and may be read, then choose it again';
  const lost = (reason: string) =>
    fileError(
      source,
      `it could not be read (${reason})`,
      'files that stay where and as they are',
      remedy,
    );
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw lost(error instanceof Error ? error.message : String(error));
  }
  if (bytes.length === length) return bytes;
  throw lost(`${exactBytes(bytes.length)} came, where ${exactBytes(length)} were there before`);
}

function fileError(
  { file, entry }: UnsortedFile,
  found: string,
  allowed: string,
  remedy: string,
): DataError {
  const place = entry === null ? null : `entry ${quoted(entry)}`;
  return new DataError({ file, place, found, allowed, remedy });
}

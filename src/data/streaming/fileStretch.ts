/** Where the bytes of an image lie, told so that a thread which decodes it can read them by itself. */
import { ByteSink, inflate } from '../../lib/inflate.ts';

/** A file that any thread can open: by its path on disk, or as the page has it. */
export type OpenableFile = string | Blob;

/** Part of a file. */
export interface FileStretch {
  readonly file: OpenableFile;
  readonly start: number;
  /** Before this byte. */
  readonly end: number;
  /** Bytes that come of it, where it is deflated; null where it is stored as it is. */
  readonly inflated: number | null;
}

/** Bytes of a file from `start` to before `end`, or as many as it still has. */
export type StretchReader = (
  file: OpenableFile,
  start: number,
  end: number,
) => Uint8Array | Promise<Uint8Array>;

/** The bytes of a stretch, inflated. @throws Error where the file is gone, or is not what it was. */
export async function readStretch(
  { file, start, end, inflated }: FileStretch,
  read: StretchReader,
): Promise<Uint8Array> {
  const bytes = await read(file, start, end);
  if (bytes.length !== end - start) throw new Error('the file is shorter than it was');
  if (inflated === null) return bytes;
  const sink = new ByteSink(inflated, inflated);
  inflate(bytes, sink);
  return sink.bytes;
}

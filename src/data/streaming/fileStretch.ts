/** Where the bytes of an image lie, told so that a thread which decodes it can read them by itself. */
import { crc32 } from '../../lib/crc32.ts';
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
  /** CRC-32 of these bytes; null where none is known. */
  readonly crc: number | null;
}

/** Bytes of a file from `start` to before `end`, or as many as it still has. */
export type StretchReader = (
  file: OpenableFile,
  start: number,
  end: number,
) => Uint8Array | Promise<Uint8Array>;

/** A part of an archive that is damaged, as it was when the archive was made or came here. */
export class DamagedStretch extends Error {}

/**
 * The bytes of a stretch, inflated.
 * @throws DamagedStretch where they are not what the archive says, Error where the file is gone or
 * shorter than it was.
 */
export async function readStretch(
  { file, start, end, inflated, crc }: FileStretch,
  read: StretchReader,
): Promise<Uint8Array> {
  const bytes = await read(file, start, end);
  if (bytes.length !== end - start) throw new Error('the file is shorter than it was');
  const content = inflated === null ? bytes : inflatedBytes(bytes, inflated);
  if (crc === null || crc32(content) === crc) return content;
  throw new DamagedStretch('its checksum does not match its content');
}

function inflatedBytes(bytes: Uint8Array, length: number): Uint8Array {
  const sink = new ByteSink(length, length);
  try {
    inflate(bytes, sink);
  } catch (error) {
    throw new DamagedStretch(error instanceof Error ? error.message : String(error));
  }
  if (sink.length === length) return sink.bytes;
  throw new DamagedStretch('it inflates to fewer bytes than its archive says');
}

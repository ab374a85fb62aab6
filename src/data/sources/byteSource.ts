/**
 * Bytes that are read in parts, so that a file larger than memory can be an archive: a file on
 * disk, a `File` in the page, or bytes that are held already.
 */
import type { OpenableFile } from '../streaming/fileStretch.ts';

export interface ByteSource {
  readonly size: number;
  /**
   * The bytes from `start` to before `end`, exactly so many.
   * @throws DataError where the file behind it is gone or has changed.
   */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
  /** The file whose bytes they are, where a thread can open it by itself. */
  readonly openable?: OpenableFile | undefined;
  /** Whether reading what lies before the last part begins at the start again. */
  readonly isInOrder?: boolean;
  /** Whether they are held. */
  readonly isHeld?: boolean;
}

/** Bytes that are held; what is read are views of them. */
export function heldBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
    isHeld: true,
  };
}

/** So much is read at once where reading goes on from where it stopped. */
const ahead = 2 ** 20;

/**
 * Reads ahead where one part follows another, as the entries of archives mostly do; a part
 * elsewhere is read alone. What is given are copies, which hold no more memory than they need.
 */
export function readAhead(source: ByteSource): ByteSource {
  let held: Uint8Array = new Uint8Array();
  let heldFrom = 0;
  /** Where the part ended that was read last. */
  let lastEnd = 0;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    const follows = start >= lastEnd && start <= lastEnd + ahead;
    lastEnd = end;
    if (start >= heldFrom && end <= heldFrom + held.length) {
      return held.slice(start - heldFrom, end - heldFrom);
    }
    const wanted = Math.min(source.size, follows ? start + ahead : start);
    if (wanted <= end) return source.read(start, end);
    const fresh = await source.read(start, wanted);
    held = fresh;
    heldFrom = start;
    return held.slice(0, end - start);
  };
  return { ...source, read };
}

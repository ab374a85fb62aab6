/**
 * The content of a gzip file that is too large to be held: inflated anew from its start for every
 * pass over it, by the platform's own `DecompressionStream`, which takes files of one member only.
 */
import { DataError } from '../dataError.ts';
import { exactBytes } from '../limits.ts';
import type { ByteSource } from '../sources/byteSource.ts';

/** So much is read at once. */
const step = 2 ** 16;
/** So much stays held of the part that was read last, as the next may start there: all of a window. */
const keptBytes = 2 ** 20;

/**
 * Content that can be read in parts, cheaply where each starts after the one before, or hardly before
 * its end. The first pass goes through all of it: length and checksum are known to be right
 * before anything is believed.
 * @throws DataError naming `file` where it is damaged, or inflates to more than `limit` bytes; so
 * does reading where the file changes.
 */
export async function gzipSource(
  packed: ByteSource,
  file: string,
  limit: number,
): Promise<ByteSource> {
  const size = await inflatedSize(packed, file, limit);
  let pass = new Pass(packed, file);
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    if (start < pass.heldFrom) {
      await pass.end();
      pass = new Pass(packed, file);
    }
    return pass.read(start, end);
  };
  return { size, read, isInOrder: true };
}

/** The first `length` bytes of the content, or as many as there are. */
export async function inflatedStart(
  packed: ByteSource,
  file: string,
  length: number,
): Promise<Uint8Array> {
  const pass = new Pass(packed, file);
  const start = await pass.next();
  await pass.end();
  return start?.subarray(0, length) ?? new Uint8Array();
}

async function inflatedSize(packed: ByteSource, file: string, limit: number): Promise<number> {
  const pass = new Pass(packed, file);
  let size = 0;
  for (let chunk = await pass.next(); chunk !== null; chunk = await pass.next()) {
    size += chunk.length;
    if (size <= limit) continue;
    await pass.end();
    throw new DataError({
      file,
      place: null,
      found: `it inflates to more than ${exactBytes(limit)}`,
      allowed: `at most ${exactBytes(limit)} once inflated`,
      remedy: 'use fewer or smaller images',
    });
  }
  return size;
}

/** Bytes of the content, and where they start in it. */
interface Piece {
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** One pass over the content, from its start on. */
class Pass {
  /** What was inflated last, and the end of the part that was read last, which may start before. */
  private chunk: Piece = { from: 0, bytes: new Uint8Array() };
  private part: Piece = this.chunk;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private isWanted = false;
  /** Lets packed bytes be read that wait for their turn. */
  private proceed: () => void = () => {};
  /** Why the packed bytes could not be read, which is not for inflating to say. */
  private failure: unknown = null;

  constructor(
    packed: ByteSource,
    private readonly file: string,
  ) {
    const read = async (start: number, end: number) => {
      await this.turn();
      return packed.read(start, end).catch((error) => {
        this.failure = error;
        throw error;
      });
    };
    this.reader = packedBytes({ ...packed, read })
      .pipeThrough(new DecompressionStream('gzip'))
      .getReader();
  }

  /** Where the bytes start that can be read again. */
  get heldFrom(): number {
    return Math.min(this.part.from, this.chunk.from);
  }

  /** The next bytes; null at the end. */
  async next(): Promise<Uint8Array | null> {
    this.isWanted = true;
    this.proceed();
    try {
      const { done, value } = await this.reader.read();
      return done ? null : value;
    } catch (error) {
      if (this.failure !== null) throw this.failure;
      throw this.damaged(error instanceof Error ? error.message : String(error));
    } finally {
      this.isWanted = false;
    }
  }

  /** Waits until more is wanted: Node's stream would inflate ahead until a gigabyte waits. */
  private async turn(): Promise<void> {
    if (this.isWanted) return;
    await new Promise<void>((resolve) => {
      this.proceed = resolve;
    });
  }

  /** The bytes of a part that starts no earlier than what is held. */
  async read(start: number, end: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start);
    if (bytes.length === 0) return bytes;
    let filled = copyInto(bytes, 0, start, this.part);
    filled += copyInto(bytes, filled, start, this.chunk);
    while (filled < bytes.length) {
      const next = await this.next();
      if (next === null) throw this.damaged('it ends early');
      this.chunk = { from: this.chunk.from + this.chunk.bytes.length, bytes: next };
      filled += copyInto(bytes, filled, start, this.chunk);
    }
    if (end >= this.chunk.from) this.keep(bytes, end);
    return bytes;
  }

  /** Holds what was read where the chunk follows on it without a gap; else what is held goes further. */
  private keep(bytes: Uint8Array, end: number): void {
    const kept = bytes.slice(Math.max(0, bytes.length - keptBytes));
    this.part = { from: end - kept.length, bytes: kept };
  }

  async end(): Promise<void> {
    await this.reader.cancel().catch(() => {});
  }

  private damaged(reason: string): DataError {
    return new DataError({
      file: this.file,
      place: null,
      found: `its compressed data are damaged or end early (${reason})`,
      allowed: 'complete gzip files of one member',
      remedy: 'download or copy the file again',
    });
  }
}

/** Fills `target` on from `filled` with what `piece` has; `start` is where the target starts. Says how much. */
function copyInto(target: Uint8Array, filled: number, start: number, piece: Piece): number {
  const from = start + filled - piece.from;
  if (from < 0 || from >= piece.bytes.length) return 0;
  const found = piece.bytes.subarray(from, from + target.length - filled);
  target.set(found, filled);
  return found.length;
}

function packedBytes({ size, read }: ByteSource): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const end = Math.min(size, at + step);
      if (at < end) controller.enqueue(new Uint8Array(await read(at, end)));
      at = end;
      if (at === size) controller.close();
    },
  });
}

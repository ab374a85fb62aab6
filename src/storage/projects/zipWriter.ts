/**
 * Writes zip archives piece by piece, so that an archive may be larger than memory. Equal contents
 * give equal bytes: every entry has the same time.
 */
import { Deflate, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { formatBytes } from '../../lib/numberFormat.ts';
import { StorageError } from '../storageError.ts';

/** Takes the archive's bytes in their order. */
export type ArchiveSink = (bytes: Uint8Array) => Promise<void> | void;

/** A file, piece by piece. */
type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The zip format without its large form, which fflate does not write, ends there. */
const largestArchive = 2 ** 32 - 2 ** 24;
/** Readers, ours among them, take what shrinks by more for an attack. */
const highestRatio = 100;
/** The least time that zip can tell, in every time zone. */
const noTime = new Date(1980, 0, 1);

export class ZipWriter {
  private readonly zip: Zip;
  private waiting: Uint8Array[] = [];
  private written = 0;

  constructor(private readonly sink: ArchiveSink) {
    this.zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      this.waiting.push(chunk);
    });
  }

  /** Adds a file as it is. @throws StorageError where the archive would be too large. */
  async store(path: string, pieces: Pieces): Promise<void> {
    await this.add(new ZipPassThrough(path), pieces);
  }

  /** Adds a file of text, packed. @throws StorageError where the archive would be too large. */
  async deflate(path: string, content: Uint8Array): Promise<void> {
    const isModest = packedLength(content) * highestRatio >= content.length;
    const file = isModest ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
    await this.add(file, piecesOf(content));
  }

  /** Ends the archive. */
  async end(): Promise<void> {
    this.zip.end();
    await this.drain();
  }

  private async add(file: ZipDeflate | ZipPassThrough, pieces: Pieces) {
    file.mtime = noTime;
    this.zip.add(file);
    for await (const piece of pieces) {
      file.push(piece);
      await this.drain();
    }
    file.push(new Uint8Array(), true);
    await this.drain();
  }

  private async drain(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    for (const bytes of waiting) {
      this.written += bytes.length;
      if (this.written > largestArchive) {
        throw new StorageError(
          `One file takes ${formatBytes(largestArchive)}, and these runs need more.`,
          'Export fewer runs at a time, or leave their data sets out.',
        );
      }
      await this.sink(bytes);
    }
  }
}

const pieceLength = 2 ** 20;

/** Parts of some bytes, none of them large. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}

function packedLength(content: Uint8Array): number {
  let length = 0;
  const deflate = new Deflate({ level: 6 }, (chunk) => {
    length += chunk.length;
  });
  for (const piece of piecesOf(content)) deflate.push(piece);
  deflate.push(new Uint8Array(), true);
  return length;
}

import { piecesOf, ZipWriter } from './projects/zipWriter.ts';

/** A file of an archive. */
interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files in one zip archive; the same files give the same bytes. @throws StorageError for too many bytes. */
export async function archiveOf(files: readonly NamedBytes[]): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const archive = new ZipWriter((bytes) => void pieces.push(bytes.slice()));
  for (const { name, bytes } of files) await archive.store(name, piecesOf(bytes));
  await archive.end();
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Images of a stored data set that stay where it is stored, as bytes one after another. */
import { DataError } from '../data/dataError.ts';
import { digestLength, type ImageStream } from '../data/streaming/streamedImages.ts';
import { hashInto } from '../lib/hash.ts';
import type { Files } from './files.ts';

/** Some images of the file, one after another. */
export interface StoredPart {
  /** The place of the first among all images. */
  readonly first: number;
  readonly count: number;
  /** The byte of the file at which they begin. */
  readonly at: number;
}

/** A file of images. */
interface StoredFile {
  readonly files: Files;
  readonly file: string;
  /** The data set, for people. */
  readonly title: string;
  readonly parts: readonly StoredPart[];
}

export class StoredImages implements ImageStream {
  /**
   * @param size bytes of an image.
   * @param room bytes of images that may be held while they are gathered ahead of their use.
   */
  constructor(
    private readonly stored: StoredFile,
    readonly size: number,
    readonly room: number,
  ) {}

  async gather(places: Uint32Array, digests: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const { size } = this;
    const all = new Uint8Array(places.length * size);
    for (let first = 0; first < places.length; ) {
      const count = this.runFrom(places, first);
      const bytes = await this.read(places[first], count);
      all.set(bytes, first * size);
      first += count;
    }
    const digest = new Uint8Array(digestLength);
    for (let at = 0; at < places.length; at++) {
      await hashInto(digest, all.subarray(at * size, (at + 1) * size));
      const isSame = digest.every((byte, k) => byte === digests[at * digestLength + k]);
      if (!isSame) throw this.damaged();
    }
    return all;
  }

  /** Images one after another, from a place on. @throws DataError where the file lacks some. */
  private async read(place: number, count: number): Promise<Uint8Array> {
    const { files, file, parts } = this.stored;
    const part = parts.findLast(({ first }) => first <= place)!;
    const length = count * this.size;
    const bytes = await files.read(file, part.at + (place - part.first) * this.size, length);
    if (bytes?.length !== length) throw this.damaged();
    return bytes;
  }

  /** How many images follow each other in the file from the one asked for at `start` on. */
  private runFrom(places: Uint32Array, start: number): number {
    const { first, count } = this.stored.parts.findLast((one) => one.first <= places[start])!;
    const end = first + count;
    let length = 1;
    while (
      start + length < places.length &&
      places[start + length] === places[start] + length &&
      places[start + length] < end
    )
      length++;
    return length;
  }

  private damaged(): DataError {
    return new DataError({
      file: this.stored.title,
      place: null,
      found: 'its stored copy is gone, or is not what it was',
      allowed: 'a copy that stays while a run trains from it',
      remedy: 'take the data set in again from its files, then go on with the run',
    });
  }
}

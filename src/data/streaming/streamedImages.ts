/**
 * Images that stay in their files, for data sets larger than memory: of each only a digest is held.
 * Their bytes, at one size and in one colour, are had in any order when they are asked for, and are
 * what they were when the data set was read, or an error.
 */

import { hashBytes } from '../../lib/hash.ts';

/** Bytes of an image's digest. */
export const digestLength = 16;

/** Where images come from. */
export interface ImageStream {
  /** Bytes of an image. */
  readonly size: number;
  /** Bytes of images that may be held at once while they are gathered ahead of their use. */
  readonly room: number;
  /** Bytes of images that stay in memory once they were asked for; none where absent. */
  readonly kept?: number;
  /**
   * Copies of the images at these places of the stream, in their order. `digests` are those that
   * they must have, one after another.
   * @throws DataError naming the file that is gone, or holds another image than it did.
   */
  gather(places: Uint32Array, digests: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

/** What was made of images, by their stream and their places in it. */
const made = new WeakMap<ImageStream, Map<string, Promise<unknown>>>();

/** Some images of a stream, in some order. */
export class StreamedImages {
  /**
   * @param digests of all images of the stream, one after another.
   * @param places where these images are in the stream.
   */
  constructor(
    private readonly stream: ImageStream,
    private readonly digests: Uint8Array,
    private readonly places: Uint32Array,
  ) {}

  get count(): number {
    return this.places.length;
  }

  /** Bytes of an image. */
  get size(): number {
    return this.stream.size;
  }

  /** Bytes of images that may be held at once while they are gathered ahead of their use. */
  get room(): number {
    return this.stream.room;
  }

  /** Bytes of images of the whole stream that stay in memory once they were asked for. */
  get kept(): number {
    return this.stream.kept ?? 0;
  }

  /** Some of them, by where they are among these. */
  at(places: ArrayLike<number>): StreamedImages {
    const chosen = Uint32Array.from(places, (place) => this.places[place]);
    return new StreamedImages(this.stream, this.digests, chosen);
  }

  /** These, and after them others of the same stream. */
  with({ stream, places }: StreamedImages): StreamedImages {
    if (stream !== this.stream) throw new Error('images of two streams cannot be joined');
    const joined = new Uint32Array(this.places.length + places.length);
    joined.set(this.places);
    joined.set(places, this.places.length);
    return new StreamedImages(stream, this.digests, joined);
  }

  /** Those from `start` to before `end`. */
  between(start: number, end: number): StreamedImages {
    return new StreamedImages(this.stream, this.digests, this.places.slice(start, end));
  }

  /**
   * What is made of just these images under a name: made once, as it takes a pass over them. What
   * failed is made again.
   */
  once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
    const { buffer, byteOffset, byteLength } = this.places;
    const key = `${name} ${hashBytes(new Uint8Array(buffer, byteOffset, byteLength))}`;
    const ofStream = made.get(this.stream) ?? new Map<string, Promise<unknown>>();
    made.set(this.stream, ofStream);
    const known = ofStream.get(key) as Promise<Made> | undefined;
    if (known !== undefined) return known;
    const making = make();
    ofStream.set(key, making);
    making.catch(() => ofStream.delete(key));
    return making;
  }

  /** What equal images have in common, and others have not. */
  digestOf(place: number): Uint8Array {
    const at = this.places[place] * digestLength;
    return this.digests.subarray(at, at + digestLength);
  }

  /**
   * Copies of the images at these places, one after another.
   * @throws DataError naming the file that is gone, or holds another image than it did.
   */
  gather(places: ArrayLike<number>): Promise<Uint8Array<ArrayBuffer>> {
    const digests = new Uint8Array(places.length * digestLength);
    for (let at = 0; at < places.length; at++) {
      digests.set(this.digestOf(places[at]), at * digestLength);
    }
    return this.stream.gather(
      Uint32Array.from(places, (place) => this.places[place]),
      digests,
    );
  }
}

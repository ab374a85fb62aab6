/**
 * A fixed part of a stream's images that stays decoded in memory. Epochs and evaluations go over all
 * images again and again: whatever is kept of those seen last is thrown out before it is asked for
 * again, while a part that stays is there each time.
 */
import { digestLength, type ImageStream } from './streamedImages.ts';

/** Bytes of one piece of the memory, about. */
const slabBytes = 2 ** 24;

/** Room for decoded images, by their places; those that come first stay. */
export class HeldPart {
  /** Images that there is room for. */
  private most: number;
  private used = 0;
  /** Where each image is, from 1; 0 where it is not held. */
  private readonly slotOf: Uint32Array;
  private readonly slabs: Uint8Array[] = [];
  private readonly inSlab: number;

  /**
   * @param count images of the stream.
   * @param size bytes of an image.
   * @param bytes that may be held.
   */
  constructor(
    count: number,
    private readonly size: number,
    bytes: number,
  ) {
    this.most = Math.min(count, Math.floor(bytes / size));
    this.inSlab = Math.max(1, Math.min(this.most, Math.floor(slabBytes / size)));
    this.slotOf = new Uint32Array(count);
  }

  /** Bytes that it comes to, once it is full. */
  get bytes(): number {
    return this.most * this.size;
  }

  /** An image, to be copied; null where it is not held. */
  imageAt(place: number): Uint8Array | null {
    const slot = this.slotOf[place];
    return slot === 0 ? null : this.slot(slot - 1);
  }

  /** Keeps a copy of an image as long as there is room. */
  keep(place: number, pixels: Uint8Array): void {
    if (this.slotOf[place] !== 0 || this.used === this.most) return;
    if (this.used === this.slabs.length * this.inSlab && !this.grow()) return;
    this.slot(this.used).set(pixels);
    this.slotOf[place] = ++this.used;
  }

  private slot(at: number): Uint8Array {
    const start = (at % this.inSlab) * this.size;
    return this.slabs[Math.floor(at / this.inSlab)].subarray(start, start + this.size);
  }

  /** False where the machine has less memory than may be held: then that is all. */
  private grow(): boolean {
    try {
      this.slabs.push(new Uint8Array(this.inSlab * this.size));
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.most = this.used;
      return false;
    }
  }
}

/** A stream, part of whose images stays in memory once they were asked for. */
export class PartlyHeld implements ImageStream {
  constructor(
    private readonly stream: ImageStream,
    private readonly part: HeldPart,
  ) {}

  get size(): number {
    return this.stream.size;
  }

  get room(): number {
    return this.stream.room;
  }

  get kept(): number {
    return this.part.bytes;
  }

  async gather(places: Uint32Array, digests: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const { part, size } = this;
    const missing = Uint32Array.from(places.keys()).filter(
      (at) => part.imageAt(places[at]) === null,
    );
    const isAll = missing.length === places.length;
    const come = missing.length === 0 ? null : await this.rest(places, digests, missing, isAll);
    for (const [from, at] of missing.entries()) {
      part.keep(places[at], come!.subarray(from * size, (from + 1) * size));
    }
    if (isAll && come !== null) return come;
    const all = new Uint8Array(places.length * size);
    let from = 0;
    for (let at = 0; at < places.length; at++) {
      const isMissing = missing[from] === at;
      const image = isMissing
        ? come!.subarray(from * size, (from + 1) * size)
        : part.imageAt(places[at])!;
      if (isMissing) from++;
      all.set(image, at * size);
    }
    return all;
  }

  /** Those that are not held, from the stream. */
  private rest(places: Uint32Array, digests: Uint8Array, missing: Uint32Array, isAll: boolean) {
    if (isAll) return this.stream.gather(places, digests);
    const expected = new Uint8Array(missing.length * digestLength);
    for (const [to, at] of missing.entries()) {
      expected.set(digests.subarray(at * digestLength, (at + 1) * digestLength), to * digestLength);
    }
    return this.stream.gather(
      missing.map((at) => places[at]),
      expected,
    );
  }
}

/**
 * Images as they were decoded, and the faults of those that cannot be, kept within a bound while a
 * question about their files is open. An image is known by an object that stands for it in every
 * reading of the same files.
 */
import type { DecodedImage } from '../codecs/decodedImage.ts';
import type { PartError } from '../dataError.ts';
import type { KeptRoom } from './keptRoom.ts';

/** Bytes of memory that an image takes beside its pixels, about. */
const overhead = 256;

/** An image that may be kept. */
export interface KeepableImage {
  /** What stands for it in every reading; absent where it cannot be told. */
  readonly key?: object | undefined;
}

export class KeptImages {
  private readonly outcomes = new Map<object, DecodedImage | PartError>();
  /** What stands for images that are parts of a thing, by their places in it. */
  private readonly keys = new WeakMap<object, object[]>();

  constructor(private readonly room: KeptRoom) {}

  /** Whether more may be kept. */
  get hasRoom(): boolean {
    return !this.room.isFull;
  }

  /** What came of an image before, where that is kept. */
  find({ key }: KeepableImage): DecodedImage | PartError | undefined {
    return key === undefined ? undefined : this.outcomes.get(key);
  }

  /** Keeps what came of an image, if there is room. */
  keep({ key }: KeepableImage, outcome: DecodedImage | PartError): void {
    if (key === undefined || this.outcomes.has(key)) return;
    const bytes = overhead + ('pixels' in outcome ? outcome.pixels.length : 0);
    if (this.room.take(bytes)) this.outcomes.set(key, outcome);
  }

  /** What stands for the image at a place of a thing. */
  keyAt(thing: object, place: number): object {
    const keys = this.keys.get(thing) ?? [];
    this.keys.set(thing, keys);
    keys[place] ??= {};
    return keys[place];
  }
}

/** Images in memory that all threads share, so that each gathers its part of a batch by itself. */
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import type { Images } from '../../engine.ts';

type Pixels = ImageSource['pixels'];

/** Images of a part of a batch or of a prediction, as they are named in a message. */
export type SentImages =
  | { readonly values: Float32Array }
  | { readonly source: number; readonly indices: Int32Array };

/** Gives sources of images numbers, and tells the other threads of each. */
export class SharedImages {
  private numbers = new WeakMap<ImageSource, number>();
  /** Copies by what they are copies of: sources may differ in what is seen of the same images. */
  private copies = new WeakMap<Pixels, Pixels>();
  private last = 0;

  constructor(private readonly tell: (number: number, source: ImageSource) => void) {}

  /** The number of a source, from 1; on its first use its images are copied. */
  numberOf(source: ImageSource): number {
    const known = this.numbers.get(source);
    if (known !== undefined) return known;
    this.last++;
    this.numbers.set(source, this.last);
    const pixels = this.copies.get(source.pixels) ?? inSharedMemory(source.pixels);
    this.copies.set(source.pixels, pixels);
    this.tell(this.last, { ...source, pixels });
    return this.last;
  }

  /** Some images, not moved, to be sent. Values are copied. */
  sent(images: Images): SentImages {
    if (images instanceof Float32Array) return { values: images.slice() };
    return { source: this.numberOf(images.from), indices: images.indices.slice() };
  }

  forget(): void {
    this.numbers = new WeakMap();
    this.copies = new WeakMap();
  }
}

/** Images that were sent, given the sources by their numbers. */
export function received(sent: SentImages, sourceOf: (number: number) => ImageSource): Images {
  if ('values' in sent) return sent.values;
  return { from: sourceOf(sent.source), indices: sent.indices, moves: null };
}

function inSharedMemory(pixels: Pixels): Pixels {
  const buffer = new SharedArrayBuffer(pixels.byteLength);
  const shared = pixels instanceof Float32Array ? new Float32Array(buffer) : new Uint8Array(buffer);
  shared.set(pixels);
  return shared;
}

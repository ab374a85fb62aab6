/** The hash of a data set whose images are seen once, in their order, and not held. */
import { hashPieces } from '../../lib/hash.ts';
import type { ImageShape } from '../../spec/units.ts';
import { bytesOf, imageSize } from '../dataset.ts';

/** Equal to what `withHash` makes of the same data set in memory. */
export class StreamedHash {
  private readonly hash = hashPieces();
  private size = 0;
  /** The part that the next image is of, and how many of its images are still to come. */
  private part = -1;
  private left = 0;

  /**
   * @param headerOf what the hash begins with, by the images' shape.
   * @param labels of the parts that the images come in.
   */
  constructor(
    private readonly headerOf: (shape: ImageShape) => Uint8Array,
    private readonly labels: readonly Int32Array[],
  ) {}

  begin(shape: ImageShape): void {
    this.size = imageSize(shape);
    this.hash.add(this.headerOf(shape));
    this.nextPart();
  }

  /** Images one after another. */
  add(pixels: Uint8Array): void {
    let rest = pixels;
    while (rest.length > 0) {
      if (this.left === 0) this.nextPart();
      const count = Math.min(this.left, rest.length / this.size);
      this.hash.add(rest.subarray(0, count * this.size));
      rest = rest.subarray(count * this.size);
      this.left -= count;
    }
  }

  digest(): string {
    return this.hash.digest();
  }

  private nextPart(): void {
    this.part++;
    const labels = this.labels[this.part];
    this.hash.add(bytesOf(labels));
    this.left = labels.length;
  }
}

import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { imageSize } from '../../../data/dataset.ts';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Images } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { checkUnmoved, countImages, type ImageFeed, sliceImages } from './imageFeed.ts';
import type { Repeated } from './work.ts';

/** Images in one piece, and values of them all, at most: bounds the memory of its activations. */
const largestPiece = 256;
const maxValues = 2 ** 20;
/** Pieces that are kept ready, at most. */
const maxKept = 4;

interface Piece {
  /** Number of images. */
  readonly size: number;
  readonly feed: ImageFeed;
  readonly work: Repeated;
}

/** What a network says of any number of images in inference mode, computed in pieces. */
export class Evaluation {
  private readonly pieces = new Map<string, Piece>();
  private readonly sources = new WeakMap<ImageSource, number>();
  private sourceCount = 0;

  /**
   * `compute` gives tensors of one row an image and as many columns as `widths` says; images have
   * the shape given.
   */
  constructor(
    private readonly backend: Backend,
    private readonly shape: ImageShape,
    private readonly widths: readonly number[],
    private readonly compute: (images: Tensor4D) => readonly Tensor2D[],
  ) {}

  /** One array for each tensor. Waits for the device. @throws EngineError when it fails. */
  async of(images: Images): Promise<Float32Array[]> {
    const count = countImages(images, this.shape);
    if (count === 0) return this.widths.map(() => new Float32Array());
    checkUnmoved(images);
    // Pieces of equal size, so that they are all the same work; the last is filled up.
    const fitting = Math.floor(maxValues / imageSize(this.shape));
    const pieces = Math.ceil(count / Math.max(1, Math.min(largestPiece, fitting)));
    const { size, feed, work } = this.pieceFor(images, Math.ceil(count / pieces));
    for (let first = 0; first < count; first += size) {
      feed.fill(sliceImages(images, first, Math.min(count, first + size), this.shape));
      work.run();
    }
    const taken = await Promise.all(this.widths.map((_, index) => work.take(String(index))));
    return taken.map((values, index) => values.slice(0, count * this.widths[index]));
  }

  /** Decisions of the computation have changed. */
  forget(): void {
    for (const { work } of this.pieces.values()) work.forget();
  }

  dispose(): void {
    for (const { work } of this.pieces.values()) work.dispose();
    this.pieces.clear();
  }

  /** A piece of so many images; of more where work is recorded and there is a record of more. */
  private pieceFor(images: Images, wanted: number): Piece {
    const place = this.placeOf(images);
    const key = this.backend.recordsWork ? `${place}` : `${wanted} of ${place}`;
    const held = this.pieces.get(key);
    const isLargeEnough = held !== undefined && held.size >= wanted;
    if (!isLargeEnough) held?.work.dispose();
    const piece = isLargeEnough ? held : this.createPiece(images, wanted);
    // The one used last is the last to go.
    this.pieces.delete(key);
    this.pieces.set(key, piece);
    const [oldest] = this.pieces.keys();
    if (this.pieces.size > maxKept) {
      this.pieces.get(oldest)?.work.dispose();
      this.pieces.delete(oldest);
    }
    return piece;
  }

  private createPiece(images: Images, size: number): Piece {
    const feed = this.backend.imageFeed(images, size, this.shape);
    const compute = () => Object.fromEntries(this.compute(feed.tensor()).entries());
    const work = this.backend.repeat({ name: 'prediction', arrays: feed.arrays, compute });
    return { size, feed, work };
  }

  /** What stands for the place that images come from. */
  private placeOf(images: Images): number {
    if (images instanceof Float32Array) return 0;
    const known = this.sources.get(images.from) ?? ++this.sourceCount;
    this.sources.set(images.from, known);
    return known;
  }
}

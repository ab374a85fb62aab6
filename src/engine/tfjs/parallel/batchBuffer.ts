/**
 * A trainer's batch in shared memory: the coordinator writes it before a step, and each worker
 * thread reads its slice. All have read theirs before the last barrier of the step, so the next
 * batch may be written after that.
 */
import type { ImageMoves, ImageSource } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Batch, Images, SamplingBatch } from '../../engine.ts';
import type { BatchPart } from '../objective.ts';
import { sliceImages } from '../repeated/imageFeed.ts';
import type { BatchSlice } from './shards.ts';

export interface BatchBufferShape {
  readonly batchSize: number;
  readonly image: ImageShape;
  /** Levels whose groups are drawn. */
  readonly levels: number;
}

export type AnyBatch = Batch | SamplingBatch;

/** Moves with room for the sizes of windows. */
type ScalingMoves = ImageMoves & { readonly scaled: NonNullable<ImageMoves['scaled']> };

/** Places of the whole numbers in a batch buffer. */
const facts = { source: 0, areMoved: 1, areScaled: 2, samples: 3, areWeighted: 4 } as const;

export class BatchBuffer {
  private readonly shape: BatchBufferShape;
  private readonly rate: Float64Array;
  private readonly imageWeights: Float64Array;
  /** See {@link facts}: number of the images' source, 0 for values; flags. */
  private readonly facts: Int32Array;
  private readonly labels: Int32Array;
  private readonly indices: Int32Array;
  private readonly moves: ScalingMoves;
  private readonly values: Float32Array;
  private readonly groups: readonly Int32Array[];
  private readonly uniforms: readonly Float32Array[];
  private readonly free: Uint8Array;

  /** A view of a trainer's batch buffer, or new memory for it. */
  constructor(
    shape: BatchBufferShape,
    readonly buffer = new SharedArrayBuffer(bytesFor(shape)),
  ) {
    const { batchSize, levels } = shape;
    const { place } = new Layout(buffer);
    const rows = <Row>(row: () => Row) => Array.from({ length: levels }, row);
    this.shape = shape;
    this.rate = place(Float64Array, 1);
    this.imageWeights = place(Float64Array, batchSize);
    this.facts = place(Int32Array, Object.keys(facts).length);
    this.labels = place(Int32Array, batchSize);
    this.indices = place(Int32Array, batchSize);
    this.values = place(Float32Array, batchSize * imageSize(shape));
    this.groups = rows(() => place(Int32Array, batchSize));
    this.uniforms = rows(() => place(Float32Array, batchSize));
    const places = () => place(Int16Array, batchSize);
    const [down, right] = [places(), places()];
    const scaled = { rows: places(), columns: places() };
    this.free = place(Uint8Array, batchSize);
    this.moves = { down, right, scaled, mirrored: place(Uint8Array, batchSize) };
  }

  /**
   * Writes a batch, of its images only those from `first` on.
   * @param numberOf the number that the threads know a source by.
   */
  put(
    batch: AnyBatch,
    learningRate: number,
    first: number,
    numberOf: (source: ImageSource) => number,
  ): void {
    this.rate[0] = learningRate;
    this.labels.set(batch.labels);
    this.putImages(batch.images, first, numberOf);
    this.facts[facts.areWeighted] = batch.imageWeights === undefined ? 0 : 1;
    if (batch.imageWeights !== undefined) this.imageWeights.set(batch.imageWeights);
    this.facts[facts.samples] = 'sampling' in batch ? 1 : 0;
    if (!('sampling' in batch)) return;
    const { groups, uniforms, free } = batch.sampling;
    for (const [level, ofLevel] of groups.entries()) this.groups[level].set(ofLevel);
    for (const [level, ofLevel] of uniforms.entries()) this.uniforms[level].set(ofLevel);
    this.free.set(free);
  }

  get learningRate(): number {
    return this.rate[0];
  }

  /** A thread's part of the batch. */
  take(slice: BatchSlice, sourceOf: (number: number) => ImageSource): AnyBatch & BatchPart {
    const { labels, imageWeights } = this;
    const whole = {
      images: this.images(sourceOf),
      labels,
      ...(this.facts[facts.areWeighted] === 1 ? { imageWeights } : {}),
    };
    const { image } = this.shape;
    if (this.facts[facts.samples] === 0) return partOf(whole, slice, image);
    const { groups, uniforms, free } = this;
    return partOf({ ...whole, sampling: { groups, uniforms, free } }, slice, image);
  }

  private images(sourceOf: (number: number) => ImageSource): Images {
    const source = this.facts[facts.source];
    if (source === 0) return this.values;
    const images = { from: sourceOf(source), indices: this.indices };
    if (this.facts[facts.areMoved] === 0) return { ...images, moves: null };
    const scaled = this.facts[facts.areScaled] === 1 ? this.moves.scaled : null;
    return { ...images, moves: { ...this.moves, scaled } };
  }

  private putImages(
    images: Images,
    first: number,
    numberOf: (source: ImageSource) => number,
  ): void {
    if (images instanceof Float32Array) {
      const from = first * imageSize(this.shape);
      this.facts[facts.source] = 0;
      this.values.set(images.subarray(from), from);
      return;
    }
    const { from, indices, moves } = images;
    this.facts[facts.source] = numberOf(from);
    this.facts[facts.areMoved] = moves === null ? 0 : 1;
    this.indices.set(indices);
    if (moves === null) return;
    this.moves.down.set(moves.down);
    this.moves.right.set(moves.right);
    this.moves.mirrored.set(moves.mirrored);
    this.facts[facts.areScaled] = moves.scaled === null ? 0 : 1;
    if (moves.scaled === null) return;
    this.moves.scaled.rows.set(moves.scaled.rows);
    this.moves.scaled.columns.set(moves.scaled.columns);
  }
}

/** Part of a batch of images of a shape. */
export function partOf(
  batch: AnyBatch,
  { first, count }: BatchSlice,
  shape: ImageShape,
): AnyBatch & BatchPart {
  const end = first + count;
  const { labels, imageWeights } = batch;
  const part = {
    images: sliceImages(batch.images, first, end, shape),
    labels: labels.subarray(first, end),
    ...(imageWeights === undefined ? {} : { imageWeights: imageWeights.subarray(first, end) }),
    whole: batch,
  };
  if (!('sampling' in batch)) return part;
  const { groups, uniforms, free } = batch.sampling;
  const sampling = {
    groups: groups.map((ofLevel) => ofLevel.subarray(first, end)),
    uniforms: uniforms.map((ofLevel) => ofLevel.subarray(first, end)),
    free: free.subarray(first, end),
  };
  return { ...part, sampling };
}

function imageSize({ image: { height, width, channels } }: BatchBufferShape): number {
  return height * width * channels;
}

interface ViewKind<View> {
  new (buffer: SharedArrayBuffer, at: number, length: number): View;
  readonly BYTES_PER_ELEMENT: number;
}

/** Views of a buffer, one after another; those of large numbers come first. */
class Layout {
  private at = 0;

  constructor(private readonly buffer: SharedArrayBuffer) {}

  readonly place = <View>(Kind: ViewKind<View>, length: number): View => {
    const view = new Kind(this.buffer, this.at, length);
    this.at += length * Kind.BYTES_PER_ELEMENT;
    return view;
  };
}

function bytesFor(shape: BatchBufferShape): number {
  const { batchSize, levels } = shape;
  const doubles = 1 + batchSize;
  const wide =
    2 * doubles + Object.keys(facts).length + batchSize * (2 + imageSize(shape) + 2 * levels);
  return wide * Float32Array.BYTES_PER_ELEMENT + 10 * batchSize;
}

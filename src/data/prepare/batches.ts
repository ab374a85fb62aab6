/** Shuffled, augmented batches of training images, the same for the same keys. */
import { createRandom, permutation, type Random } from '../../lib/random.ts';
import { type AugmentSpec, cropRanges } from '../../spec/sections/augmentSpec.ts';
import type { Epoch, ImageShape, Round } from '../../spec/units.ts';
import { drawWindow } from './cropWindow.ts';
import type { ImageMoves } from './imageSource.ts';

export interface EpochOptions {
  /** Class of each training image. */
  readonly labels: Int32Array;
  readonly shape: ImageShape;
  /**
   * `pad` zero pixels on every side and a random crop; or a random window of `cropScale` of the area
   * and a ratio within `cropRatio`, scaled to the image's size. `mirror` flips left and right by chance.
   */
  readonly augment: Pick<AugmentSpec, 'pad' | 'mirror' | 'cropScale' | 'cropRatio'>;
  readonly batchSize: number;
  readonly seed: number;
  readonly round: Round;
  readonly epoch: Epoch;
}

/** Which images a batch has, and how they are changed. */
export interface TrainingBatch {
  /** Position of each image in the training split. */
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  /** Null where nothing is augmented. */
  readonly moves: ImageMoves | null;
}

/** Steps of one epoch: full batches only, the images left over wait for another shuffle. */
export function stepsPerEpoch(trainCount: number, batchSize: number): number {
  return Math.floor(trainCount / batchSize);
}

/**
 * The batches of one epoch: every training image at most once, in an order drawn from
 * (seed, 'shuffle', round, epoch); crops and flips from (seed, 'augment', round, epoch).
 */
export function* epochBatches(options: EpochOptions): Generator<TrainingBatch> {
  const { labels: all, augment, batchSize, seed, round, epoch } = options;
  const order = permutation(all.length, createRandom(seed, 'shuffle', round, epoch));
  const random = createRandom(seed, 'augment', round, epoch);
  for (let start = 0; start + batchSize <= all.length; start += batchSize) {
    const labels = new Int32Array(batchSize);
    const indices = new Int32Array(batchSize);
    const moves = createMoves(augment, batchSize);
    for (let place = 0; place < batchSize; place++) {
      const index = order[start + place];
      if (moves !== null) drawMove(moves, place, options, random);
      labels[place] = all[index];
      indices[place] = index;
    }
    yield { indices, labels, moves };
  }
}

/** Moves of a batch, to be drawn; null if nothing changes. */
function createMoves(
  { pad, mirror, cropScale }: EpochOptions['augment'],
  count: number,
): ImageMoves | null {
  if (pad === 0 && !mirror && cropScale === undefined) return null;
  const places = () => new Int16Array(count);
  return {
    down: places(),
    right: places(),
    scaled: cropScale === undefined ? null : { rows: places(), columns: places() },
    mirrored: new Uint8Array(count),
  };
}

function drawMove(
  { down, right, scaled, mirrored }: ImageMoves,
  place: number,
  { augment, shape }: EpochOptions,
  random: Random,
): void {
  const { pad, mirror } = augment;
  if (scaled === null) {
    down[place] = pad === 0 ? 0 : random.integer(2 * pad + 1) - pad;
    right[place] = pad === 0 ? 0 : random.integer(2 * pad + 1) - pad;
  } else {
    const { scale, ratio } = cropRanges(augment);
    const window = drawWindow(shape, scale, ratio, random);
    down[place] = window.down;
    right[place] = window.right;
    scaled.rows[place] = window.rows;
    scaled.columns[place] = window.columns;
  }
  mirrored[place] = mirror && random.uniform() < 0.5 ? 1 : 0;
}

/** Images of a batch: so many as are wanted, or all where there are fewer to train on. */
export const fittingBatchSize = (count: number, wanted: number): number => Math.min(count, wanted);

/** Shuffled, augmented, normalised batches of training images, the same for the same keys. */
import { createRandom, permutation, type Random } from '../lib/random.ts';
import type { AugmentSpec } from '../spec/experimentSpec.ts';
import type { Epoch, ImageShape, Round } from '../spec/units.ts';
import { DataError } from './dataError.ts';
import { imageSize, type Split } from './dataset.ts';
import { bitsOf, type Normaliser, normaliseInto } from './normalise.ts';

export interface EpochOptions {
  readonly split: Split;
  readonly shape: ImageShape;
  readonly normaliser: Normaliser;
  /** `pad` zero pixels on every side and a random crop; `mirror` flips left and right by chance. */
  readonly augment: Pick<AugmentSpec, 'pad' | 'mirror'>;
  readonly batchSize: number;
  readonly seed: number;
  readonly round: Round;
  readonly epoch: Epoch;
}

/** Images as a network takes them. All arrays are overwritten by the next batch. */
export interface TrainingBatch {
  readonly images: Float32Array;
  readonly labels: Int32Array;
  /** Position of each image in the training split. */
  readonly indices: Int32Array;
}

/** Steps of one epoch: full batches only, the images left over wait for another shuffle. */
export function stepsPerEpoch(trainCount: number, batchSize: number): number {
  return Math.floor(trainCount / batchSize);
}

/**
 * The batches of one epoch: every training image at most once, in an order drawn from
 * (seed, 'shuffle', round, epoch); crops and flips from (seed, 'augment', round, epoch).
 * @throws DataError when there are fewer images than a batch takes.
 */
export function* epochBatches(options: EpochOptions): Generator<TrainingBatch> {
  const { split, shape, normaliser, augment, batchSize, seed, round, epoch } = options;
  const total = split.labels.length;
  checkBatchSize(total, batchSize);
  const size = imageSize(shape);
  const order = permutation(total, createRandom(seed, 'shuffle', round, epoch));
  const change = createAugmenter(shape, augment, createRandom(seed, 'augment', round, epoch));
  const images = new Float32Array(batchSize * size);
  const bits = bitsOf(images);
  const labels = new Int32Array(batchSize);
  const indices = new Int32Array(batchSize);
  const { images: pixels } = split;
  for (let start = 0; start + batchSize <= total; start += batchSize) {
    for (let place = 0; place < batchSize; place++) {
      const index = order[start + place];
      if (change === null || pixels instanceof Float32Array) {
        normaliseInto(bits, place * size, pixels, index * size, size, normaliser);
      } else {
        const image = pixels.subarray(index * size, (index + 1) * size);
        normaliseInto(bits, place * size, change(image), 0, size, normaliser);
      }
      labels[place] = split.labels[index];
      indices[place] = index;
    }
    yield { images, labels, indices };
  }
}

/** Changes one image at a time, the result overwritten by the next; null if nothing changes. */
function createAugmenter(
  shape: ImageShape,
  { pad, mirror }: EpochOptions['augment'],
  random: Random,
): ((image: Uint8Array) => Uint8Array) | null {
  if (pad === 0 && !mirror) return null;
  const changed = new Uint8Array(imageSize(shape));
  return (image) => {
    const down = pad === 0 ? 0 : random.integer(2 * pad + 1) - pad;
    const right = pad === 0 ? 0 : random.integer(2 * pad + 1) - pad;
    const flip = mirror && random.uniform() < 0.5;
    crop(changed, image, shape, down, right);
    if (flip) flipRows(changed, shape);
    return changed;
  };
}

/** The window of the image that starts at row `down`, column `right`; black where it overhangs. */
function crop(
  target: Uint8Array,
  image: Uint8Array,
  { height, width, channels }: ImageShape,
  down: number,
  right: number,
): void {
  const row = width * channels;
  const from = Math.max(0, right) * channels;
  const to = Math.min(width, width + right) * channels;
  if (down !== 0 || right !== 0) target.fill(0);
  if (from >= to) return;
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
    const source = (y + down) * row;
    target.set(image.subarray(source + from, source + to), y * row + from - right * channels);
  }
}

function flipRows(image: Uint8Array, { height, width, channels }: ImageShape): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width >> 1; x++) {
      const left = (y * width + x) * channels;
      const right = (y * width + width - 1 - x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const held = image[left + channel];
        image[left + channel] = image[right + channel];
        image[right + channel] = held;
      }
    }
  }
}

/** @throws DataError when there are fewer images than a batch takes. */
export function checkBatchSize(count: number, batchSize: number): void {
  if (count >= batchSize) return;
  throw new DataError({
    file: 'Training images',
    place: null,
    found: `${count} images are left to train on, fewer than one batch of ${batchSize}`,
    allowed: 'at least as many training images as a batch takes',
    remedy: 'lower the batch size, or train on more images',
  });
}

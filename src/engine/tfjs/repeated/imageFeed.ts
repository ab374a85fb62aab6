import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { gatherInto } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Batch, Images, TrainerOptions } from '../../engine.ts';
import type { HostArray } from './work.ts';

/** How the images of repeated work come to the device: always as many, from the same place. */
export interface ImageFeed {
  /** What differs from run to run. */
  readonly arrays: readonly HostArray[];
  /** Names the images of the next run; fewer than there is room for leave the others as they were. */
  fill(images: Images): void;
  /** The images, count × height × width × channels. To be called within the work. */
  tensor(): Tensor4D;
}

/** Number of images. @throws RangeError where values are no whole number of images. */
export function countImages(images: Images, { height, width, channels }: ImageShape): number {
  if (!(images instanceof Float32Array)) return images.indices.length;
  const count = images.length / (height * width * channels);
  if (Number.isInteger(count)) return count;
  throw new RangeError(`${images.length} values are no whole number of images`);
}

/** @throws RangeError unless a batch has as many images and labels as the options say. */
export function checkBatch(
  { images, labels }: Batch,
  { shape, training: { batchSize } }: Pick<TrainerOptions, 'shape' | 'training'>,
): void {
  const wrong = [labels.length, countImages(images, shape)].find((count) => count !== batchSize);
  if (wrong !== undefined) throw new RangeError(`${wrong} images in a batch of ${batchSize}`);
}

/** @throws RangeError for images that are moved: only those of steps are. */
export function checkUnmoved(images: Images): void {
  if (images instanceof Float32Array || images.moves === null) return;
  throw new RangeError('Images that are moved cannot be cut into pieces');
}

/** Images `first` to `last` − 1. */
export function sliceImages(
  images: Images,
  first: number,
  last: number,
  { height, width, channels }: ImageShape,
): Images {
  if (images instanceof Float32Array) {
    const size = height * width * channels;
    return images.subarray(first * size, last * size);
  }
  const { from, indices, moves } = images;
  return {
    from,
    indices: indices.subarray(first, last),
    moves: moves && {
      down: moves.down.subarray(first, last),
      right: moves.right.subarray(first, last),
      scaled: moves.scaled && {
        rows: moves.scaled.rows.subarray(first, last),
        columns: moves.scaled.columns.subarray(first, last),
      },
      mirrored: moves.mirrored.subarray(first, last),
    },
  };
}

/** Images that are gathered, moved and normalised on the host. */
export function hostFeed(
  count: number,
  { height, width, channels }: ImageShape,
  toDevice: (values: Float32Array, shape: [number, number, number, number]) => Tensor4D = tensor4d,
): ImageFeed {
  const values = new Float32Array(count * height * width * channels);
  return {
    arrays: [values],
    fill: (images) => {
      if (images instanceof Float32Array) values.set(images);
      else gatherInto(values, images);
    },
    tensor: () => toDevice(values, [count, height, width, channels]),
  };
}

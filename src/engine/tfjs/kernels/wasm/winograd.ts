/**
 * 3 × 3 convolutions at stride 1 by Winograd's F(2 × 2, 3 × 3) and F(4 × 4, 3 × 3) (Lavin and Gray 2016),
 * forward and for both gradients: 16 products where the definition has 36, or 36 where it has 144. Their
 * bits differ from the definition's and from one another's, so that the shape alone decides where each is
 * used, never a machine or a measurement.
 */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Window } from '../../../../spec/networks/windows.ts';
import { isThreeByThree } from '../windows.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { address, addressOf, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';
import { gap, hasEnoughChannels, panelLength, pitchOf, stepOf } from './winogradMemory.ts';

/** Pixels along a side of a tile. */
type Side = 2 | 4;

/** Positions of a transformed tile. */
const positionsOf = (side: Side) => (side + 2) * (side + 2);

/** Tiles of a block: all their positions fit the second cache, and each by itself the first. */
const blocks = { 2: 64, 4: 32 } as const;

/**
 * What the products of large tiles may cost beside those of small ones: they must pay for their
 * transforms, and where they cover much more than the image they do not.
 */
const largeShare = 0.7;

/** Large tiles of an image from which on transforming the filter to 36 positions pays. */
const fewTiles = 4;

/** Channels by outputs, for each large tile of an image, up to which 36 sums pay for the filter's gradient. */
const sumsOfTile = 4096;

/**
 * Tiles that sums of a filter's gradient go over before they are added to totals: float32's errors grow
 * with what a sum goes over, and the last transform of large tiles lets them grow further.
 */
const pieceTiles = 512;

/** Bytes of sums that stay in the second cache. */
const partBytes = 2 ** 18;

/** Whether a convolution of images by a filter is computed so. */
export function isWinograd(
  window: Window,
  [, height, width, channels]: readonly number[],
  outputs: number,
): boolean {
  const isOfImages = height > 1 && width > 1 && hasEnoughChannels(channels, outputs);
  return isThreeByThree(window) && window.stride === 1 && isOfImages;
}

const tilesOf = (side: Side, [, height, width]: readonly number[]) =>
  Math.ceil(height / side) * Math.ceil(width / side);

/** The tiles that images and their gradients are taken in: by the shape of one image alone. */
export function tileSide(shape: readonly number[]): Side {
  const products = (side: Side) => positionsOf(side) * tilesOf(side, shape);
  const isFew = products(4) <= largeShare * products(2);
  return isFew && tilesOf(4, shape) >= fewTiles ? 4 : 2;
}

/** The same for the gradient of a filter, whose sums at all positions are moved once a shard. */
export function gradientTileSide(shape: readonly number[], outputs: number): Side {
  const isSmall = shape[3] * outputs <= sumsOfTile * tilesOf(4, shape);
  return isSmall ? tileSide(shape) : 2;
}

/** Convolution, then bias and ReLU where given. */
export function winogradConvolution(
  loops: Loops,
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  relu: boolean,
): Tensor4D {
  const [images, height, width, channels] = x.shape;
  const outputs = filter.shape[3];
  const output = allocate<Tensor4D>([images, height, width, outputs]);
  const side = tileSide(x.shape);
  const block = blocks[side];
  const panels = allocate([positionsOf(side), panelLength(channels, outputs)]);
  const scratch = scratchFor(x.shape, outputs, side);
  const { padded, seen, others } = scratch;
  loops.winogradFilter(address(filter), address(panels), channels, outputs, side);
  loops.winogradConvolution(
    address(x),
    address(panels),
    bias === null ? 0 : address(bias),
    address(output),
    address(padded),
    address(seen),
    stepOf(channels, block),
    address(others),
    stepOf(outputs, block),
    ...([images, height, width, channels, outputs, scratch.group, block, side] as const),
    relu ? 1 : 0,
  );
  for (const tensor of [panels, padded, seen, others]) tensor.dispose();
  return output;
}

/** Gradient of the filter. */
export function winogradFilterGradient(
  loops: Loops,
  batch: BatchSums,
  x: Tensor4D,
  dy: Tensor4D,
): Tensor4D {
  const [images, height, width, channels] = x.shape;
  const outputs = dy.shape[3];
  const side = gradientTileSide(x.shape, outputs);
  const block = blocks[side];
  const { padded, seen, others, group } = scratchFor(x.shape, outputs, side);
  const sums = allocate([positionsOf(side), channels, outputs]);
  const shape = [3, 3, channels, outputs];
  const tiles = tilesOf(side, x.shape);
  const totals = images * tiles > pieceTiles ? allocate(sums.shape) : null;
  const gradient = sumGradient<Tensor4D>(loops, batch, images, shape, (first, count, to) => {
    const part = count * tiles <= block ? channelsOfPart(channels, outputs, side) : channels;
    loops.winogradFilterGradient(
      addressOf(x, first),
      addressOf(dy, first),
      to,
      address(padded),
      address(seen),
      pitchOf(channels),
      address(others),
      pitchOf(outputs),
      address(sums),
      totals === null ? 0 : address(totals),
      ...([count, height, width, channels, outputs, group, block, part, pieceTiles, side] as const),
    );
  });
  for (const tensor of [padded, seen, others, sums, totals]) tensor?.dispose();
  return gradient;
}

/** Channels whose sums at all positions stay in the second cache. */
function channelsOfPart(channels: number, outputs: number, side: Side): number {
  const bytes = positionsOf(side) * outputs * Float32Array.BYTES_PER_ELEMENT;
  return Math.min(channels, Math.max(4, 4 * Math.floor(partBytes / bytes / 4)));
}

interface Scratch {
  /** A group of images with zeros around. */
  readonly padded: Tensor;
  /** A block's transformed tiles, and those of the other operand or the products. */
  readonly seen: Tensor;
  readonly others: Tensor;
  /** Images of a group: as many as a block has tiles for, at least one. */
  readonly group: number;
}

function scratchFor(
  [images, height, width, channels]: readonly number[],
  outputs: number,
  side: Side,
): Scratch {
  const [down, across] = [Math.ceil(height / side), Math.ceil(width / side)];
  const positions = positionsOf(side);
  const block = blocks[side];
  const group = Math.max(1, Math.min(images, Math.floor(block / (down * across))));
  return {
    padded: allocate([group, side * down + 2, side * across + 2, channels]),
    seen: allocate([positions, block * (channels + gap) + gap]),
    others: allocate([positions, block * (outputs + gap) + gap]),
    group,
  };
}

/**
 * 3 × 3 convolutions at stride 2 by Winograd's method nested in the two phases of their pixels
 * (loops/assembly/stridedPoints.ts), forward and for both gradients: 81 products for 4 × 4 outputs where
 * the definition has 144. Their bits differ from the definition's, so that the shape alone decides where it is
 * used, never a machine or a measurement.
 */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { type Window, windowsAlong } from '../../../../spec/networks/windows.ts';
import type { Shape4D } from '../kernels.ts';
import { convolvedShape, isThreeByThree } from '../windows.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { address, addressOf, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';
import { gap, hasEnoughChannels, panelLength, pitchOf, stepOf } from './winogradMemory.ts';

/** Outputs along a side of a tile, positions of a transformed tile, and matrices of a transformed filter. */
const side = 4;
const positions = 81;
const matrices = 36;

/** Products of the definition for one output. */
const taps = 9;

const window = { size: 3, stride: 2, padding: 1 } as const;

/** Tiles of a block, for the products and for the gradient of a filter: their positions fit the second cache. */
const block = 16;
const gradientBlock = 32;

/**
 * What the products may cost beside the definition's, where tiles cover more than the image: they must
 * pay for their transforms. What goes back to images is held against a slower way, which adds up.
 */
const largestShare = 0.7;
const largestShareBack = 0.75;

/** Tiles of an image from which on transforming the filter to 36 matrices pays. */
const fewTiles = 4;

/** Channels by outputs, for each tile of an image, up to which 36 sums pay for the filter's gradient. */
const sumsOfTile = 8192;

/**
 * Tiles that sums of a filter's gradient go over before they are added to totals: each brings 16 products
 * to the middle tap, and float32's errors grow with what a sum goes over.
 */
const pieceTiles = 128;

/** Values that wait while a tile is transformed. */
const scratchLength = 5 * 9 * 4;

/** Whether a convolution of images by a filter is computed so. */
export function isStridedWinograd(of: Window, shape: readonly number[], outputs: number): boolean {
  return isWithin(largestShare, of, shape, outputs);
}

/** The same for its gradient by the images, whose shape is given. */
export function isStridedInputGradient(
  of: Window,
  shape: readonly number[],
  outputs: number,
): boolean {
  return isWithin(largestShareBack, of, shape, outputs);
}

/** The same for its gradient by the filter, whose sums in all matrices are moved once a shard. */
export function isStridedFilterGradient(
  of: Window,
  shape: readonly number[],
  outputs: number,
): boolean {
  const isSmall = shape[3] * outputs <= sumsOfTile * tilesOf(outSides(shape));
  return isSmall && isStridedWinograd(of, shape, outputs);
}

function isWithin(share: number, of: Window, shape: readonly number[], outputs: number): boolean {
  if (!isThreeByThree(of) || of.stride !== 2 || !hasEnoughChannels(shape[3], outputs)) return false;
  const [height, width] = outSides(shape);
  const tiles = tilesOf([height, width]);
  return tiles >= fewTiles && positions * tiles <= share * taps * height * width;
}

/** Convolution, then bias and ReLU where given. */
export function stridedConvolution(
  loops: Loops,
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  relu: boolean,
): Tensor4D {
  const output = allocate<Tensor4D>(convolvedShape(x.shape, filter.shape, window));
  multiply(loops, x, filter, bias, output, x.shape, { back: false, relu });
  return output;
}

/** Gradient of images of a shape by a filter that is rotated by 180°, outputs × channels. */
export function stridedInputGradient(
  loops: Loops,
  dy: Tensor4D,
  rotated: Tensor4D,
  shape: Shape4D,
): Tensor4D {
  const gradient = allocate<Tensor4D>(shape);
  multiply(loops, dy, rotated, null, gradient, shape, { back: true, relu: false });
  return gradient;
}

/** Either of both; `images` is the shape of the larger side. */
function multiply(
  loops: Loops,
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  to: Tensor4D,
  shape: Shape4D,
  { back, relu }: { readonly back: boolean; readonly relu: boolean },
): void {
  const [, , inner, outputs] = filter.shape;
  const [images, height, width] = shape;
  const out = outSides(shape);
  const group = groupOf(images, out, block);
  const panels = allocate([matrices, panelLength(inner, outputs)]);
  const padded = allocate(paddedShape(group, out, back ? 1 : 2, inner));
  const seen = allocate([positions, block * inner + gap]);
  const products = allocate([positions, block * outputs + gap]);
  const scratch = allocate([scratchLength]);
  loops.stridedFilter(address(filter), address(panels), inner, outputs);
  loops.stridedConvolution(
    address(x),
    address(panels),
    bias === null ? 0 : address(bias),
    address(to),
    address(padded),
    address(seen),
    stepOf(inner, block),
    address(products),
    stepOf(outputs, block),
    address(scratch),
    ...([images, height, width, ...out, inner, outputs, group, block] as const),
    back ? 1 : 0,
    relu ? 1 : 0,
  );
  for (const tensor of [panels, padded, seen, products, scratch]) tensor.dispose();
}

/** Gradient of the filter. */
export function stridedFilterGradient(
  loops: Loops,
  batch: BatchSums,
  x: Tensor4D,
  dy: Tensor4D,
): Tensor4D {
  const [images, height, width, channels] = x.shape;
  const outputs = dy.shape[3];
  const out = outSides(x.shape);
  const group = groupOf(images, out, gradientBlock);
  const padded = allocate(paddedShape(group, out, 2, channels));
  const upstream = allocate(paddedShape(group, out, 1, outputs));
  const seen = allocate([positions, gradientBlock * (channels + gap) + gap]);
  const spread = allocate([positions, gradientBlock * (outputs + gap) + gap]);
  const scratch = allocate([scratchLength]);
  const sums = allocate([matrices, channels * outputs + gap]);
  const totals = images * tilesOf(out) > pieceTiles ? allocate(sums.shape) : null;
  const shape = [3, 3, channels, outputs];
  const gradient = sumGradient<Tensor4D>(loops, batch, images, shape, (first, count, to) => {
    loops.stridedFilterGradient(
      addressOf(x, first),
      addressOf(dy, first),
      to,
      address(padded),
      address(upstream),
      address(seen),
      pitchOf(channels),
      address(spread),
      pitchOf(outputs),
      address(sums),
      totals === null ? 0 : address(totals),
      address(scratch),
      ...([count, height, width, ...out, channels, outputs, group, gradientBlock] as const),
      pieceTiles,
    );
  });
  for (const tensor of [padded, upstream, seen, spread, scratch, sums, totals]) tensor?.dispose();
  return gradient;
}

/** Height and width of what the convolution puts out. */
type Sides = readonly [height: number, width: number];

function outSides([, height, width]: readonly number[]): Sides {
  return [windowsAlong(window, height), windowsAlong(window, width)];
}

function tilesOf([height, width]: Sides): number {
  return Math.ceil(height / side) * Math.ceil(width / side);
}

/** Images that are taken together: as many as a block has tiles for, at least one. */
function groupOf(images: number, out: Sides, tiles: number): number {
  return Math.max(1, Math.min(images, Math.floor(tiles / tilesOf(out))));
}

/** Images with zeros around, so that tiles cover them, with so many pixels for an output along a side. */
function paddedShape(group: number, [height, width]: Sides, every: number, channels: number) {
  const along = (length: number) => every * side * Math.ceil(length / side) + 1;
  return [group, along(height), along(width), channels];
}

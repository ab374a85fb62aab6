/**
 * 3 × 3 convolutions at stride 1 by Winograd's F(2 × 2, 3 × 3) or F(4 × 4, 3 × 3): 16 or 36 products of
 * matrices, one a position of the tiles, in place of 9 taps at each of 4 or 16 pixels. `side` is that of a
 * tile's pixels, 2 or 4. Channels are multiples of four.
 *
 * Images are taken in groups, with zeros put around them, and tiles in blocks, small enough that a
 * position's tiles stay in the cache. No value depends on how tiles fall into blocks.
 */
import { add } from './elementwise';
import { outerSum } from './outerProducts';
import { panelColumns } from './panelOutput';
import { multiplyTiles, panelsSize } from './tileProducts';
import {
  gatherLargeTaps,
  putLargeTile,
  seeLargeTile,
  spreadLargeTaps,
  spreadLargeTile,
} from './winogradLargeTransforms';
import { gatherTaps, putTile, seeTile, spreadTaps, spreadTile } from './winogradTransforms';

/** Positions of a transformed tile. */
function positionsOf(side: i32): usize {
  return <usize>((side + 2) * (side + 2));
}

/** Packs the transformed filter (3 · 3 × inner × outputs) in panels, position by position. */
export function winogradFilter(
  filter: usize,
  panels: usize,
  inner: i32,
  outputs: i32,
  side: i32,
): void {
  const row = (<usize>outputs) << 2;
  const tap = <usize>inner * row;
  const step = panelsSize(inner, outputs);
  if (outputs % panelColumns !== 0) memory.fill(panels, 0, positionsOf(side) * step);
  for (let output = 0; output < outputs; output += 4) {
    let from = filter + ((<usize>output) << 2);
    let to = panels + ((<usize>((output / panelColumns) * inner * panelColumns)) << 2);
    to += (<usize>(output % panelColumns)) << 2;
    for (let k = 0; k < inner; k++) {
      if (side === 4) spreadLargeTaps(from, tap, to, step);
      else spreadTaps(from, tap, to, step);
      from += row;
      to += (<usize>panelColumns) << 2;
    }
  }
}

/**
 * Convolution of images by what {@link winogradFilter} packed, plus `bias` (unless 0), and ReLU.
 * Scratch: `padded` for `group` images with zeros around, `seen` and `products` for the positions
 * of `block` tiles, `seenStep` and `productStep` bytes apart.
 */
export function winogradConvolution(
  x: usize,
  panels: usize,
  bias: usize,
  to: usize,
  padded: usize,
  seen: usize,
  seenStep: usize,
  products: usize,
  productStep: usize,
  images: i32,
  height: i32,
  width: i32,
  inner: i32,
  outputs: i32,
  group: i32,
  block: i32,
  side: i32,
  relu: bool,
): void {
  const across = (width + side - 1) / side;
  const perImage = across * ((height + side - 1) / side);
  const positions = positionsOf(side);
  const panelStep = panelsSize(inner, outputs);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>width * pixel;
  const minimum = f32x4.splat(relu ? 0 : -Infinity);
  clear(padded, group, height, width, inner, side);
  for (let image = 0; image < images; image += group) {
    const tiles = min(group, images - image) * perImage;
    pad(x, padded, image, min(group, images - image), height, width, inner, side);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      see(padded, seen, seenStep, (<usize>inner) << 2, first, count, height, width, inner, side);
      for (let position: usize = 0; position < positions; position++) {
        multiplyTiles(
          seen + position * seenStep,
          panels + position * panelStep,
          products + position * productStep,
          count,
          inner,
          outputs,
        );
      }
      for (let tile = 0; tile < count; tile++) {
        const within = (first + tile) % perImage;
        const top = side * (within / across);
        const left = side * (within % across);
        const pixels = (image + (first + tile) / perImage) * height + top;
        const from = products + <usize>tile * pixel;
        const target = to + <usize>pixels * line + <usize>left * pixel;
        const right = width - left;
        const below = height - top;
        if (side === 4) {
          putLargeTile(
            from,
            productStep,
            bias,
            minimum,
            target,
            line,
            pixel,
            min(4, right),
            min(4, below),
            outputs,
          );
        } else {
          putTile(
            from,
            productStep,
            bias,
            minimum,
            target,
            line,
            pixel,
            right > 1,
            below > 1,
            outputs,
          );
        }
      }
    }
  }
}

/**
 * Gradient of a filter; `to` (3 · 3 × inner × outputs) is written anew. Scratch as above, with
 * `spread` for the upstream gradient's positions, a tile's values `seenPitch` and `spreadPitch` bytes
 * after those of the tile before, `sums` for as many matrices of `part` × outputs, and `totals` for as
 * many again, to which sums are added after `piece` tiles, where there are more. `part` is `inner` unless
 * all tiles fit one block: then so many channels at a time come to their end in the cache.
 */
export function winogradFilterGradient(
  x: usize,
  dy: usize,
  to: usize,
  padded: usize,
  seen: usize,
  seenPitch: usize,
  spread: usize,
  spreadPitch: usize,
  sums: usize,
  totals: usize,
  images: i32,
  height: i32,
  width: i32,
  inner: i32,
  outputs: i32,
  group: i32,
  block: i32,
  part: i32,
  piece: i32,
  side: i32,
): void {
  const positions = positionsOf(side);
  const across = (width + side - 1) / side;
  const perImage = across * ((height + side - 1) / side);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>width * pixel;
  const tap = <usize>inner * pixel;
  const sumStep = <usize>part * pixel;
  const seenStep = blockStep(block, seenPitch);
  const spreadStep = blockStep(block, spreadPitch);
  const values = <i32>((positions * sumStep) >> 2);
  let summed = 0;
  let result = sums;
  memory.fill(sums, 0, positions * sumStep);
  clear(padded, group, height, width, inner, side);
  for (let image = 0; image < images; image += group) {
    const tiles = min(group, images - image) * perImage;
    pad(x, padded, image, min(group, images - image), height, width, inner, side);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      if (summed >= piece) {
        if (result === totals) add(totals, sums, totals, values);
        else memory.copy(totals, sums, positions * sumStep);
        memory.fill(sums, 0, positions * sumStep);
        result = totals;
        summed = 0;
      }
      summed += count;
      see(padded, seen, seenStep, seenPitch, first, count, height, width, inner, side);
      for (let tile = 0; tile < count; tile++) {
        const within = (first + tile) % perImage;
        const top = side * (within / across);
        const left = side * (within % across);
        const pixels = (image + (first + tile) / perImage) * height + top;
        const from = dy + <usize>pixels * line + <usize>left * pixel;
        const at = spread + <usize>tile * spreadPitch;
        const right = width - left;
        const below = height - top;
        if (side === 4) {
          spreadLargeTile(from, line, pixel, min(4, right), min(4, below), at, spreadStep, outputs);
        } else {
          spreadTile(from, line, pixel, right > 1, below > 1, at, spreadStep, outputs);
        }
      }
      for (let channel = 0; channel < inner; channel += part) {
        const channels = min(part, inner - channel);
        if (channel > 0) memory.fill(sums, 0, positions * sumStep);
        for (let position: usize = 0; position < positions; position++) {
          outerSum(
            seen + position * seenStep + ((<usize>channel) << 2),
            seenPitch,
            spread + position * spreadStep,
            spreadPitch,
            count,
            sums + position * sumStep,
            channels,
            outputs,
          );
        }
        if (part < inner) {
          gather(sums, sumStep, to + <usize>channel * pixel, tap, <usize>channels * pixel, side);
        }
      }
    }
  }
  if (result === totals) add(totals, sums, totals, values);
  if (part === inner) gather(result, sumStep, to, tap, tap, side);
}

/** The gradient of nine taps from `length` bytes of the sums of each position. */
function gather(
  sums: usize,
  sumStep: usize,
  to: usize,
  tap: usize,
  length: usize,
  side: i32,
): void {
  for (let at: usize = 0; at < length; at += 16) {
    if (side === 4) gatherLargeTaps(sums + at, sumStep, to + at, tap);
    else gatherTaps(sums + at, sumStep, to + at, tap);
  }
}

/** Bytes from a block's tiles at one position to those at the next. */
function blockStep(block: i32, pitch: usize): usize {
  return <usize>block * pitch + 64;
}

/** Zeros for a group of images and what is around them; images are then copied to their places. */
function clear(padded: usize, group: i32, height: i32, width: i32, inner: i32, side: i32): void {
  const lines = group * paddedSide(height, side);
  memory.fill(padded, 0, <usize>lines * paddedLine(width, inner, side));
}

/** Copies images to where zeros are around them. */
function pad(
  x: usize,
  padded: usize,
  first: i32,
  images: i32,
  height: i32,
  width: i32,
  inner: i32,
  side: i32,
): void {
  const pixel = (<usize>inner) << 2;
  const line = <usize>width * pixel;
  const wide = paddedLine(width, inner, side);
  let from = x + <usize>(first * height) * line;
  for (let image = 0; image < images; image++) {
    let to = padded + <usize>(image * paddedSide(height, side) + 1) * wide + pixel;
    for (let row = 0; row < height; row++) {
      memory.copy(to, from, line);
      from += line;
      to += wide;
    }
  }
}

/** Transforms what some tiles of a group of padded images see. */
function see(
  padded: usize,
  seen: usize,
  step: usize,
  pitch: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  inner: i32,
  side: i32,
): void {
  const across = (width + side - 1) / side;
  const perImage = across * ((height + side - 1) / side);
  const pixel = (<usize>inner) << 2;
  const line = paddedLine(width, inner, side);
  const image = <usize>paddedSide(height, side) * line;
  for (let tile = first; tile < first + count; tile++) {
    const within = tile % perImage;
    const top = <usize>(side * (within / across));
    const left = <usize>(side * (within % across));
    const at = padded + <usize>(tile / perImage) * image + top * line + left * pixel;
    if (side === 4) seeLargeTile(at, line, pixel, seen, step, inner);
    else seeTile(at, line, pixel, seen, step, inner);
    seen += pitch;
  }
}

/** Pixels along a side with zeros around, so that tiles cover it. */
function paddedSide(length: i32, side: i32): i32 {
  return ((length + side - 1) / side) * side + 2;
}

/** Bytes of a padded line. */
function paddedLine(width: i32, inner: i32, side: i32): usize {
  return (<usize>(paddedSide(width, side) * inner)) << 2;
}

/**
 * 3 × 3 convolutions at stride 1 by Winograd's F(2 × 2, 3 × 3): 16 products of matrices, one a
 * position of the tiles, in place of 9 taps at each of four pixels. Channels are multiples of four.
 *
 * Images are taken in groups, with zeros put around them, and tiles in blocks, small enough that a
 * position's tiles stay in the cache. No value depends on how tiles fall into blocks.
 */
import { outerSum } from './outerProducts';
import { panelColumns } from './panelOutput';
import { halfPanel, wholePanel } from './tileRows';
import { gatherTaps, putTile, seeTile, spreadTaps, spreadTile } from './winogradTransforms';

/** Positions of a transformed tile. */
const positions: usize = 16;

/** Packs the transformed filter (3 · 3 × inner × outputs) in panels, position by position. */
export function winogradFilter(filter: usize, panels: usize, inner: i32, outputs: i32): void {
  const row = (<usize>outputs) << 2;
  const tap = <usize>inner * row;
  const step = positionSize(inner, outputs);
  if (outputs % panelColumns !== 0) memory.fill(panels, 0, positions * step);
  for (let output = 0; output < outputs; output += 4) {
    let from = filter + ((<usize>output) << 2);
    let to = panels + ((<usize>((output / panelColumns) * inner * panelColumns)) << 2);
    to += (<usize>(output % panelColumns)) << 2;
    for (let k = 0; k < inner; k++) {
      spreadTaps(from, tap, to, step);
      from += row;
      to += (<usize>panelColumns) << 2;
    }
  }
}

/**
 * Bytes from the panels of one position to the next's: a line of a cache more than they have, without
 * which all 16 would fall to the same few places of it.
 */
function positionSize(inner: i32, outputs: i32): usize {
  const panels = (outputs + panelColumns - 1) / panelColumns;
  return ((<usize>(panels * inner * panelColumns)) << 2) + 64;
}

/**
 * Convolution of images by what {@link winogradFilter} packed, plus `bias` (unless 0), and ReLU.
 * Scratch: `padded` for `group` images with zeros around, `seen` and `products` for the 16 positions
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
  relu: bool,
): void {
  const across = (width + 1) >> 1;
  const perImage = across * ((height + 1) >> 1);
  const panelStep = positionSize(inner, outputs);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>width * pixel;
  const minimum = f32x4.splat(relu ? 0 : -Infinity);
  clear(padded, group, height, width, inner);
  for (let image = 0; image < images; image += group) {
    const tiles = min(group, images - image) * perImage;
    pad(x, padded, image, min(group, images - image), height, width, inner);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      see(padded, seen, seenStep, (<usize>inner) << 2, first, count, height, width, inner);
      for (let position: usize = 0; position < positions; position++) {
        multiply(
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
        const top = 2 * (within / across);
        const left = 2 * (within % across);
        const pixels = (image + (first + tile) / perImage) * height + top;
        putTile(
          products + <usize>tile * pixel,
          productStep,
          bias,
          minimum,
          to + <usize>pixels * line + <usize>left * pixel,
          line,
          pixel,
          left + 1 < width,
          top + 1 < height,
          outputs,
        );
      }
    }
  }
}

/**
 * Gradient of a filter; `to` (3 · 3 × inner × outputs) is written anew. Scratch as above, with
 * `spread` for the upstream gradient's positions, a tile's values `seenPitch` and `spreadPitch` bytes
 * after those of the tile before, and `sums` for 16 matrices of `part` × outputs. `part` is `inner`
 * unless all tiles fit one block: then so many channels at a time come to their end in the cache.
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
  images: i32,
  height: i32,
  width: i32,
  inner: i32,
  outputs: i32,
  group: i32,
  block: i32,
  part: i32,
): void {
  const across = (width + 1) >> 1;
  const perImage = across * ((height + 1) >> 1);
  const pixel = (<usize>outputs) << 2;
  const line = <usize>width * pixel;
  const tap = <usize>inner * pixel;
  const sumStep = <usize>part * pixel;
  const seenStep = blockStep(block, seenPitch);
  const spreadStep = blockStep(block, spreadPitch);
  memory.fill(sums, 0, positions * sumStep);
  clear(padded, group, height, width, inner);
  for (let image = 0; image < images; image += group) {
    const tiles = min(group, images - image) * perImage;
    pad(x, padded, image, min(group, images - image), height, width, inner);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      see(padded, seen, seenStep, seenPitch, first, count, height, width, inner);
      for (let tile = 0; tile < count; tile++) {
        const within = (first + tile) % perImage;
        const top = 2 * (within / across);
        const left = 2 * (within % across);
        const pixels = (image + (first + tile) / perImage) * height + top;
        spreadTile(
          dy + <usize>pixels * line + <usize>left * pixel,
          line,
          pixel,
          left + 1 < width,
          top + 1 < height,
          spread + <usize>tile * spreadPitch,
          spreadStep,
          outputs,
        );
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
          gather(sums, sumStep, to + <usize>channel * pixel, tap, <usize>channels * pixel);
        }
      }
    }
  }
  if (part === inner) gather(sums, sumStep, to, tap, tap);
}

/** The gradient of nine taps from `length` bytes of the sums of each position. */
function gather(sums: usize, sumStep: usize, to: usize, tap: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) gatherTaps(sums + at, sumStep, to + at, tap);
}

/** Bytes from a block's tiles at one position to those at the next. */
function blockStep(block: i32, pitch: usize): usize {
  return <usize>block * pitch + 64;
}

/** Products of a position's tiles and panels; up to three rows beyond the last tile are computed too. */
function multiply(
  seen: usize,
  panels: usize,
  products: usize,
  count: i32,
  inner: i32,
  outputs: i32,
): void {
  const row = (<usize>inner) << 2;
  const toRow = (<usize>outputs) << 2;
  let column = 0;
  for (; column + panelColumns <= outputs; column += panelColumns) {
    wholePanel(seen, row, panels, products, toRow, count);
    panels += <usize>panelColumns * row;
    products += (<usize>panelColumns) << 2;
  }
  if (column < outputs) halfPanel(seen, row, panels, products, toRow, count);
}

/** Zeros for a group of images and what is around them; images are then copied to their places. */
function clear(padded: usize, group: i32, height: i32, width: i32, inner: i32): void {
  memory.fill(padded, 0, <usize>(group * paddedSide(height)) * paddedLine(width, inner));
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
): void {
  const pixel = (<usize>inner) << 2;
  const line = <usize>width * pixel;
  const wide = paddedLine(width, inner);
  let from = x + <usize>(first * height) * line;
  for (let image = 0; image < images; image++) {
    let to = padded + <usize>(image * paddedSide(height) + 1) * wide + pixel;
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
): void {
  const across = (width + 1) >> 1;
  const perImage = across * ((height + 1) >> 1);
  const pixel = (<usize>inner) << 2;
  const line = paddedLine(width, inner);
  const image = <usize>paddedSide(height) * line;
  for (let tile = first; tile < first + count; tile++) {
    const within = tile % perImage;
    const at = <usize>(2 * (within / across)) * line + <usize>(2 * (within % across)) * pixel;
    seeTile(padded + <usize>(tile / perImage) * image + at, line, pixel, seen, step, inner);
    seen += pitch;
  }
}

/** Pixels along a side with zeros around, so that tiles cover it. */
function paddedSide(length: i32): i32 {
  return ((length + 1) & ~1) + 2;
}

/** Bytes of a padded line. */
function paddedLine(width: i32, inner: i32): usize {
  return (<usize>(paddedSide(width) * inner)) << 2;
}

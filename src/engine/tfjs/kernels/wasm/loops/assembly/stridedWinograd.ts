/**
 * 3 × 3 convolutions at stride 2 with a pixel of zeros around, by Winograd's method nested in the two phases
 * of their pixels (stridedPoints.ts): 81 products of matrices for 4 × 4 outputs in place of 9 taps at each
 * of 16. Where a pixel meets the middle tap alone, positions share a matrix of the transformed filter, of
 * which there are 36. Channels are multiples of four.
 *
 * The gradient of the images is not the transposed algorithm but one of its own kind with as many products:
 * pixels at even places see one tap of the upstream gradient, those at odd places two, at stride 1. So no
 * pixel is added up from several tiles. Images are taken in groups and tiles in blocks, as at stride 1.
 */
import { add } from './elementwise';
import { outerSum } from './outerProducts';
import { panelColumns } from './panelOutput';
import { putStridedPixels, putStridedTile } from './stridedOutputs';
import { outputsAlong, positionsAlong, tapsAlong } from './stridedPoints';
import { gatherStridedTaps, spreadStridedTaps } from './stridedTaps';
import { seeStridedTile, spreadStridedTile } from './stridedTiles';
import { multiplyTiles, panelsSize } from './tileProducts';

/** Packs the transformed filter (3 · 3 × inner × outputs) in panels, one matrix after another. */
export function stridedFilter(filter: usize, panels: usize, inner: i32, outputs: i32): void {
  const row = (<usize>outputs) << 2;
  const step = panelsSize(inner, outputs);
  if (outputs % panelColumns !== 0) memory.fill(panels, 0, tapsAlong * tapsAlong * step);
  for (let output = 0; output < outputs; output += 4) {
    let from = filter + ((<usize>output) << 2);
    let to = panels + ((<usize>((output / panelColumns) * inner * panelColumns)) << 2);
    to += (<usize>(output % panelColumns)) << 2;
    for (let k = 0; k < inner; k++) {
      spreadStridedTaps(from, <usize>inner * row, to, step);
      from += row;
      to += (<usize>panelColumns) << 2;
    }
  }
}

/** The matrix, of 6 × 6, that a position meets, of 9 × 9. */
function matrixOf(position: usize): usize {
  const last = tapsAlong - 1;
  return min(position / positionsAlong, last) * tapsAlong + min(position % positionsAlong, last);
}

/**
 * Convolution of images of height × width by what {@link stridedFilter} packed, plus `bias` (unless 0), and
 * ReLU, to images of `outHeight` × `outWidth`; or, where `back`, gradient of the latter to that of the
 * former, by a filter packed rotated and transposed. Scratch: `padded` for `group` images with zeros
 * around, `seen` and `products` for the positions of `block` tiles, `seenStep` and `productStep` bytes apart,
 * and `scratch`.
 */
export function stridedConvolution(
  x: usize,
  panels: usize,
  bias: usize,
  to: usize,
  padded: usize,
  seen: usize,
  seenStep: usize,
  products: usize,
  productStep: usize,
  scratch: usize,
  images: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  inner: i32,
  outputs: i32,
  group: i32,
  block: i32,
  back: bool,
  relu: bool,
): void {
  const across = tilesAlong(outWidth);
  const perImage = across * tilesAlong(outHeight);
  const panelStep = panelsSize(inner, outputs);
  const pixel = (<usize>outputs) << 2;
  const toHeight = back ? height : outHeight;
  const toWidth = back ? width : outWidth;
  const toSide = back ? 2 * outputsAlong : outputsAlong;
  const every = back ? 1 : 2;
  const line = <usize>toWidth * pixel;
  const minimum = f32x4.splat(relu ? 0 : -Infinity);
  const fromHeight = back ? outHeight : height;
  const fromWidth = back ? outWidth : width;
  clear(padded, group, outHeight, outWidth, every, inner);
  for (let image = 0; image < images; image += group) {
    const count = min(group, images - image);
    const tiles = count * perImage;
    pad(x, padded, image, count, fromHeight, fromWidth, outHeight, outWidth, every, inner);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      see(
        padded,
        scratch,
        seen,
        seenStep,
        (<usize>inner) << 2,
        first,
        count,
        outHeight,
        outWidth,
        every,
        inner,
      );
      for (let position: usize = 0; position < positionsAlong * positionsAlong; position++) {
        multiplyTiles(
          seen + position * seenStep,
          panels + matrixOf(position) * panelStep,
          products + position * productStep,
          count,
          inner,
          outputs,
        );
      }
      for (let tile = 0; tile < count; tile++) {
        const within = (first + tile) % perImage;
        const top = toSide * (within / across);
        const left = toSide * (within % across);
        const pixels = (image + (first + tile) / perImage) * toHeight + top;
        const from = products + <usize>tile * pixel;
        const target = to + <usize>pixels * line + <usize>left * pixel;
        const right = min(toSide, toWidth - left);
        const below = min(toSide, toHeight - top);
        if (back) {
          putStridedPixels(from, productStep, scratch, target, line, pixel, right, below, outputs);
        } else {
          putStridedTile(
            from,
            productStep,
            scratch,
            bias,
            minimum,
            target,
            line,
            pixel,
            right,
            below,
            outputs,
          );
        }
      }
    }
  }
}

/**
 * Gradient of a filter; `to` (3 · 3 × inner × outputs) is written anew. Scratch as above, with `upstream` for
 * a group's upstream gradients with zeros around, `spread` for their positions, a tile's values `seenPitch`
 * and `spreadPitch` bytes after those of the tile before, `sums` for 36 matrices of inner × outputs, and
 * `totals` for as many again, to which sums are added after `piece` tiles, where there are more.
 */
export function stridedFilterGradient(
  x: usize,
  dy: usize,
  to: usize,
  padded: usize,
  upstream: usize,
  seen: usize,
  seenPitch: usize,
  spread: usize,
  spreadPitch: usize,
  sums: usize,
  totals: usize,
  scratch: usize,
  images: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  inner: i32,
  outputs: i32,
  group: i32,
  block: i32,
  piece: i32,
): void {
  const across = tilesAlong(outWidth);
  const perImage = across * tilesAlong(outHeight);
  const pixel = (<usize>outputs) << 2;
  const line = paddedLine(outWidth, 1, outputs);
  const upstreamImage = <usize>paddedSide(outHeight, 1) * line;
  const tap = <usize>inner * pixel;
  const seenStep = <usize>block * seenPitch + 64;
  const spreadStep = <usize>block * spreadPitch + 64;
  const sumStep = tap + 64;
  const sumBytes = tapsAlong * tapsAlong * sumStep;
  let summed = 0;
  let result = sums;
  memory.fill(sums, 0, sumBytes);
  clear(padded, group, outHeight, outWidth, 2, inner);
  clear(upstream, group, outHeight, outWidth, 1, outputs);
  for (let image = 0; image < images; image += group) {
    const inGroup = min(group, images - image);
    const tiles = inGroup * perImage;
    pad(x, padded, image, inGroup, height, width, outHeight, outWidth, 2, inner);
    pad(dy, upstream, image, inGroup, outHeight, outWidth, outHeight, outWidth, 1, outputs);
    for (let first = 0; first < tiles; first += block) {
      const count = min(block, tiles - first);
      if (summed >= piece) {
        if (result === totals) add(totals, sums, totals, <i32>(sumBytes >> 2));
        else memory.copy(totals, sums, sumBytes);
        memory.fill(sums, 0, sumBytes);
        result = totals;
        summed = 0;
      }
      summed += count;
      see(padded, scratch, seen, seenStep, seenPitch, first, count, outHeight, outWidth, 2, inner);
      for (let tile = 0; tile < count; tile++) {
        const within = (first + tile) % perImage;
        const top = outputsAlong * (within / across);
        const left = outputsAlong * (within % across);
        const at = upstream + <usize>((first + tile) / perImage) * upstreamImage;
        const from = at + <usize>top * line + <usize>left * pixel;
        const target = spread + <usize>tile * spreadPitch;
        spreadStridedTile(from, line, pixel, scratch, target, spreadStep, outputs);
      }
      for (let position: usize = 0; position < positionsAlong * positionsAlong; position++) {
        outerSum(
          seen + position * seenStep,
          seenPitch,
          spread + position * spreadStep,
          spreadPitch,
          count,
          sums + matrixOf(position) * sumStep,
          inner,
          outputs,
        );
      }
    }
  }
  if (result === totals) add(totals, sums, totals, <i32>(sumBytes >> 2));
  for (let at: usize = 0; at < tap; at += 16) {
    gatherStridedTaps(result + at, sumStep, to + at, tap);
  }
}

function tilesAlong(length: i32): i32 {
  return (length + outputsAlong - 1) / outputsAlong;
}

/** Zeros for a group of images and what is around them; images are then copied to their places. */
function clear(
  padded: usize,
  group: i32,
  outHeight: i32,
  outWidth: i32,
  every: i32,
  inner: i32,
): void {
  const lines = <usize>(group * paddedSide(outHeight, every));
  memory.fill(padded, 0, lines * paddedLine(outWidth, every, inner));
}

/** Copies images to where zeros are around them: from the second pixel on for a convolution. */
function pad(
  x: usize,
  padded: usize,
  first: i32,
  images: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  every: i32,
  inner: i32,
): void {
  const pixel = (<usize>inner) << 2;
  const line = <usize>width * pixel;
  const wide = paddedLine(outWidth, every, inner);
  const tall = paddedSide(outHeight, every);
  const before = every - 1;
  let from = x + <usize>(first * height) * line;
  for (let image = 0; image < images; image++) {
    let to = padded + <usize>(image * tall + before) * wide + <usize>before * pixel;
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
  scratch: usize,
  seen: usize,
  step: usize,
  pitch: usize,
  first: i32,
  count: i32,
  outHeight: i32,
  outWidth: i32,
  every: i32,
  inner: i32,
): void {
  const across = tilesAlong(outWidth);
  const perImage = across * tilesAlong(outHeight);
  const pixel = (<usize>inner) << 2;
  const line = paddedLine(outWidth, every, inner);
  const image = <usize>paddedSide(outHeight, every) * line;
  const side = every * outputsAlong;
  for (let tile = first; tile < first + count; tile++) {
    const within = tile % perImage;
    const top = <usize>(side * (within / across));
    const left = <usize>(side * (within % across));
    const at = padded + <usize>(tile / perImage) * image + top * line + left * pixel;
    seeStridedTile(at, line, pixel, <usize>every, scratch, seen, step, inner);
    seen += pitch;
  }
}

/** Pixels along a side with zeros around, so that tiles cover it. */
function paddedSide(outLength: i32, every: i32): i32 {
  return every * outputsAlong * tilesAlong(outLength) + 1;
}

/** Bytes of a padded line. */
function paddedLine(outWidth: i32, every: i32, inner: i32): usize {
  return (<usize>(paddedSide(outWidth, every) * inner)) << 2;
}

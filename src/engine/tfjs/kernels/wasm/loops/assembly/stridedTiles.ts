/** What images and upstream gradients become at the positions of tiles; see stridedPoints.ts. */
import { multiplyAdd } from './multiplyAdd';
import { a, aa, aaa, b, bb, bbb, mixed, positionsAlong, scratchRow, vector } from './stridedPoints';

/** −a², −b², their product, and −(a² + b²). */
const minusAa: v128 = f32x4.splat(-0.25);
const minusBb: v128 = f32x4.splat(-1.5625);
const aabb: v128 = f32x4.splat(0.390625);
const minusAaAndBb: v128 = f32x4.splat(-1.8125);

/**
 * Bᵀ·d·B of what a tile sees. A line and a pixel of the image have so many bytes. `every` is 2 for the pixels
 * of a convolution, nine along a side, of which every other is mixed. It is 1 for the upstream gradient on the
 * way back, where five along a side are mixed and four of the same stay as well.
 */
export function seeStridedTile(
  from: usize,
  line: usize,
  pixel: usize,
  every: usize,
  scratch: usize,
  to: usize,
  step: usize,
  channels: i32,
): void {
  const end = from + ((<usize>channels) << 2);
  const row = positionsAlong * step;
  const lines = every * line;
  const pixels = every * pixel;
  while (from < end) {
    const single = from + lines - line;
    const below = to + mixed * row;
    see(from, lines, pixel, scratch, scratchRow, vector, 4 * <i32>every + 1);
    see(scratch, every * vector, scratchRow, to, step, row, 5);
    copy(
      scratch + every * vector - vector,
      every * vector,
      scratchRow,
      to + mixed * step,
      step,
      row,
      5,
    );
    see(single, pixels, lines, below, step, row, 4);
    copy(single + pixels - pixel, pixels, lines, below + mixed * step, step, row, 4);
    from += vector;
    to += vector;
  }
}

/**
 * Bᵀ of F(4, 2), of five values `apart` bytes apart to five that are `step` apart, `times` times, each so
 * many bytes after the one before.
 */
function see(
  from: usize,
  apart: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  toNext: usize,
  times: i32,
): void {
  for (; times > 0; times--) {
    const first = v128.load(from);
    const second = v128.load(from + apart);
    const third = v128.load(from + 2 * apart);
    const fourth = v128.load(from + 3 * apart);
    const fifth = v128.load(from + 4 * apart);
    const evenA = f32x4.mul(a, multiplyAdd(third, minusBb, first));
    const oddA = multiplyAdd(fourth, minusBb, second);
    v128.store(to, f32x4.add(evenA, oddA));
    v128.store(to + step, f32x4.sub(evenA, oddA));
    const evenB = f32x4.mul(b, multiplyAdd(third, minusAa, first));
    const oddB = multiplyAdd(fourth, minusAa, second);
    v128.store(to + 2 * step, f32x4.add(evenB, oddB));
    v128.store(to + 3 * step, f32x4.sub(evenB, oddB));
    const ends = multiplyAdd(f32x4.mul(aabb, first), minusAaAndBb, third);
    v128.store(to + 4 * step, f32x4.add(ends, fifth));
    from += fromNext;
    to += toNext;
  }
}

/** Four values, as {@link see} has five, to where they stay as they are. */
export function copy(
  from: usize,
  apart: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  toNext: usize,
  times: i32,
): void {
  for (; times > 0; times--) {
    v128.store(to, v128.load(from));
    v128.store(to + step, v128.load(from + apart));
    v128.store(to + 2 * step, v128.load(from + 2 * apart));
    v128.store(to + 3 * step, v128.load(from + 3 * apart));
    from += fromNext;
    to += toNext;
  }
}

/** A·dy·Aᵀ of a tile's upstream gradient. */
export function spreadStridedTile(
  from: usize,
  line: usize,
  pixel: usize,
  scratch: usize,
  to: usize,
  step: usize,
  outputs: i32,
): void {
  const end = from + ((<usize>outputs) << 2);
  const row = positionsAlong * step;
  while (from < end) {
    const below = to + mixed * row;
    spread(from, line, pixel, scratch, scratchRow, vector, 4);
    spread(scratch, vector, scratchRow, to, step, row, 5);
    copy(scratch, vector, scratchRow, to + mixed * step, step, row, 5);
    spread(from, pixel, line, below, step, row, 4);
    copy(from, pixel, line, below + mixed * step, step, row, 4);
    from += vector;
    to += vector;
  }
}

/** A of F(4, 2), of four values to five, as {@link see} goes on. */
function spread(
  from: usize,
  apart: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  toNext: usize,
  times: i32,
): void {
  for (; times > 0; times--) {
    const first = v128.load(from);
    const second = v128.load(from + apart);
    const third = v128.load(from + 2 * apart);
    const fourth = v128.load(from + 3 * apart);
    const evenA = multiplyAdd(first, aa, third);
    const oddA = multiplyAdd(f32x4.mul(a, second), aaa, fourth);
    v128.store(to, f32x4.add(evenA, oddA));
    v128.store(to + step, f32x4.sub(evenA, oddA));
    const evenB = multiplyAdd(first, bb, third);
    const oddB = multiplyAdd(f32x4.mul(b, second), bbb, fourth);
    v128.store(to + 2 * step, f32x4.add(evenB, oddB));
    v128.store(to + 3 * step, f32x4.sub(evenB, oddB));
    v128.store(to + 4 * step, fourth);
    from += fromNext;
    to += toNext;
  }
}

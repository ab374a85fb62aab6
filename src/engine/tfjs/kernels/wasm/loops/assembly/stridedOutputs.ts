/** What products at the positions of tiles become; see stridedPoints.ts. */
import { multiplyAdd } from './multiplyAdd';
import { a, aa, aaa, b, bb, bbb, mixed, positionsAlong, scratchRow, vector } from './stridedPoints';
import { copy } from './stridedTiles';

/**
 * Aᵀ·m·A: a tile's outputs from its products, plus `bias` (unless 0), at least `minimum`; of its
 * outputs, `across` × `down` lie in the image.
 */
export function putStridedTile(
  from: usize,
  step: usize,
  scratch: usize,
  bias: usize,
  minimum: v128,
  to: usize,
  line: usize,
  pixel: usize,
  across: i32,
  down: i32,
  outputs: i32,
): void {
  const end = from + ((<usize>outputs) << 2);
  while (from < end) {
    let shift = f32x4.splat(0);
    if (bias !== 0) {
      shift = v128.load(bias);
      bias += vector;
    }
    put(from, step, scratch);
    let values = scratch;
    let target = to;
    for (let at = 0; at < down; at++) {
      const plusA = v128.load(values);
      const minusA = v128.load(values, 16);
      const plusB = v128.load(values, 32);
      const minusB = v128.load(values, 48);
      const evenA = f32x4.add(plusA, minusA);
      const oddA = f32x4.sub(plusA, minusA);
      const evenB = f32x4.add(plusB, minusB);
      const oddB = f32x4.sub(plusB, minusB);
      const first = f32x4.add(f32x4.add(evenA, evenB), v128.load(values, 80));
      v128.store(target, f32x4.max(f32x4.add(first, shift), minimum));
      if (across > 1) {
        const mixedValue = multiplyAdd(f32x4.mul(a, oddA), b, oddB);
        const value = f32x4.add(mixedValue, v128.load(values, 96));
        v128.store(target + pixel, f32x4.max(f32x4.add(value, shift), minimum));
      }
      if (across > 2) {
        const mixedValue = multiplyAdd(f32x4.mul(aa, evenA), bb, evenB);
        const value = f32x4.add(mixedValue, v128.load(values, 112));
        v128.store(target + 2 * pixel, f32x4.max(f32x4.add(value, shift), minimum));
      }
      if (across > 3) {
        const mixedValue = multiplyAdd(f32x4.mul(aaa, oddA), bbb, oddB);
        const ends = f32x4.add(v128.load(values, 64), v128.load(values, 128));
        const value = f32x4.add(mixedValue, ends);
        v128.store(target + 3 * pixel, f32x4.max(f32x4.add(value, shift), minimum));
      }
      values += scratchRow;
      target += line;
    }
    from += vector;
    to += vector;
  }
}

/** Aᵀ of the nine columns of a tile's products, to four lines in `scratch`. */
function put(from: usize, step: usize, scratch: usize): void {
  const row = positionsAlong * step;
  for (let column: usize = 0; column < positionsAlong; column++) {
    const plusA = v128.load(from);
    const minusA = v128.load(from + row);
    const plusB = v128.load(from + 2 * row);
    const minusB = v128.load(from + 3 * row);
    const evenA = f32x4.add(plusA, minusA);
    const oddA = f32x4.sub(plusA, minusA);
    const evenB = f32x4.add(plusB, minusB);
    const oddB = f32x4.sub(plusB, minusB);
    v128.store(scratch, f32x4.add(f32x4.add(evenA, evenB), v128.load(from + 5 * row)));
    const second = multiplyAdd(f32x4.mul(a, oddA), b, oddB);
    v128.store(scratch, f32x4.add(second, v128.load(from + 6 * row)), 144);
    const third = multiplyAdd(f32x4.mul(aa, evenA), bb, evenB);
    v128.store(scratch, f32x4.add(third, v128.load(from + 7 * row)), 288);
    const fourth = multiplyAdd(f32x4.mul(aaa, oddA), bbb, oddB);
    const ends = f32x4.add(v128.load(from + 4 * row), v128.load(from + 8 * row));
    v128.store(scratch, f32x4.add(fourth, ends), 432);
    from += step;
    scratch += vector;
  }
}

/**
 * The same on the way back, where four outputs' gradients give those of eight pixels along a side: those at
 * even places are the single products, those at odd places are mixed.
 */
export function putStridedPixels(
  from: usize,
  step: usize,
  scratch: usize,
  to: usize,
  line: usize,
  pixel: usize,
  across: i32,
  down: i32,
  channels: i32,
): void {
  const end = from + ((<usize>channels) << 2);
  const row = positionsAlong * step;
  while (from < end) {
    mix(from, row, step, scratch, scratchRow, vector, 9);
    putPixels(from + mixed * row, step, row, to, 2 * line, pixel, across, (down + 1) >> 1);
    putPixels(scratch, vector, scratchRow, to + line, 2 * line, pixel, across, down >> 1);
    from += vector;
    to += vector;
  }
}

/** Lines of eight pixels, of which `across` lie in the image, from nine positions. */
function putPixels(
  from: usize,
  apart: usize,
  fromNext: usize,
  to: usize,
  toNext: usize,
  pixel: usize,
  across: i32,
  times: i32,
): void {
  if (across === 8) {
    mix(from, apart, fromNext, to + pixel, 2 * pixel, toNext, times);
    copy(from + mixed * apart, apart, fromNext, to, 2 * pixel, toNext, times);
    return;
  }
  for (; times > 0; times--) {
    const plusA = v128.load(from);
    const minusA = v128.load(from + apart);
    const plusB = v128.load(from + 2 * apart);
    const minusB = v128.load(from + 3 * apart);
    const evenA = f32x4.add(plusA, minusA);
    const oddA = f32x4.sub(plusA, minusA);
    const evenB = f32x4.add(plusB, minusB);
    const oddB = f32x4.sub(plusB, minusB);
    const single = from + mixed * apart;
    v128.store(to, v128.load(single));
    if (across > 1) v128.store(to + pixel, f32x4.add(evenA, evenB));
    if (across > 2) v128.store(to + 2 * pixel, v128.load(single + apart));
    if (across > 3) v128.store(to + 3 * pixel, multiplyAdd(f32x4.mul(a, oddA), b, oddB));
    if (across > 4) v128.store(to + 4 * pixel, v128.load(single + 2 * apart));
    if (across > 5) v128.store(to + 5 * pixel, multiplyAdd(f32x4.mul(aa, evenA), bb, evenB));
    if (across > 6) v128.store(to + 6 * pixel, v128.load(single + 3 * apart));
    from += fromNext;
    to += toNext;
  }
}

/** Aᵀ of F(4, 2), of five products to four values, as see in stridedTiles.ts goes on. */
function mix(
  from: usize,
  apart: usize,
  fromNext: usize,
  to: usize,
  step: usize,
  toNext: usize,
  times: i32,
): void {
  for (; times > 0; times--) {
    const plusA = v128.load(from);
    const minusA = v128.load(from + apart);
    const plusB = v128.load(from + 2 * apart);
    const minusB = v128.load(from + 3 * apart);
    const evenA = f32x4.add(plusA, minusA);
    const oddA = f32x4.sub(plusA, minusA);
    const evenB = f32x4.add(plusB, minusB);
    const oddB = f32x4.sub(plusB, minusB);
    v128.store(to, f32x4.add(evenA, evenB));
    v128.store(to + step, multiplyAdd(f32x4.mul(a, oddA), b, oddB));
    v128.store(to + 2 * step, multiplyAdd(f32x4.mul(aa, evenA), bb, evenB));
    const fourth = multiplyAdd(f32x4.mul(aaa, oddA), bbb, oddB);
    v128.store(to + 3 * step, f32x4.add(fourth, v128.load(from + 4 * apart)));
    from += fromNext;
    to += toNext;
  }
}

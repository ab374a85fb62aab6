/**
 * The transforms of Winograd's F(4 × 4, 3 × 3): a tile of 4 × 4 output pixels sees 6 × 6 of input, and by
 * 36 products a channel in place of 144. Its polynomials are evaluated at 0, ±3/4, ±3/2 and ∞, which
 * keeps rounding some four times smaller than 0, ±1, ±2 do; their squares, and all of Bᵀ and Aᵀ, are exact
 * in float32. Positions of a transformed tile are counted row by row; `step` is the bytes from one position
 * to the next. Four channels at a time; rows are combined first and wait in the positions themselves.
 */

/** Positions along a side of a transformed tile. */
const side: usize = 6;

/** The points a = 3/4 and b = 3/2, their squares, these multiplied, and added. */
const a: v128 = f32x4.splat(0.75);
const b: v128 = f32x4.splat(1.5);
const aa: v128 = f32x4.splat(0.5625);
const bb: v128 = f32x4.splat(2.25);
const aabb: v128 = f32x4.splat(1.265625);
const aaAndBb: v128 = f32x4.splat(2.8125);
const aaa: v128 = f32x4.splat(0.421875);
const bbb: v128 = f32x4.splat(3.375);

/** G's rows: 1 / a²b² at 0; (1, p, p²) / 2p²(p² − q²) at p of ±a and ±b, q the other of them. */
const atZero: v128 = f32x4.splat(<f32>(1 / 1.265625));
const atA: v128 = f32x4.splat(<f32>(1 / (2 * 0.5625 * (0.5625 - 2.25))));
const atB: v128 = f32x4.splat(<f32>(1 / (2 * 2.25 * (2.25 - 0.5625))));

/** Bᵀ·d·B of what a tile sees. A line and a pixel of the image have so many bytes. */
export function seeLargeTile(
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  step: usize,
  channels: i32,
): void {
  const end = from + ((<usize>channels) << 2);
  while (from < end) {
    for (let column: usize = 0; column < side; column++) {
      see(from + column * pixel, line, to + column * step, side * step);
    }
    for (let row: usize = 0; row < side; row++) {
      const at = to + row * side * step;
      see(at, step, at, step);
    }
    from += 16;
    to += 16;
  }
}

/** Bᵀ of six values, `apart` bytes apart, to six that may be the same. */
function see(from: usize, apart: usize, to: usize, step: usize): void {
  const first = v128.load(from);
  const second = v128.load(from + apart);
  const third = v128.load(from + 2 * apart);
  const fourth = v128.load(from + 3 * apart);
  const fifth = v128.load(from + 4 * apart);
  const sixth = v128.load(from + 5 * apart);
  v128.store(to, atEnd(first, third, fifth));
  const evenA = f32x4.sub(fifth, f32x4.mul(bb, third));
  const oddA = f32x4.mul(a, f32x4.sub(fourth, f32x4.mul(bb, second)));
  v128.store(to + step, f32x4.add(evenA, oddA));
  v128.store(to + 2 * step, f32x4.sub(evenA, oddA));
  const evenB = f32x4.sub(fifth, f32x4.mul(aa, third));
  const oddB = f32x4.mul(b, f32x4.sub(fourth, f32x4.mul(aa, second)));
  v128.store(to + 3 * step, f32x4.add(evenB, oddB));
  v128.store(to + 4 * step, f32x4.sub(evenB, oddB));
  v128.store(to + 5 * step, atEnd(second, fourth, sixth));
}

/** a²b²·x − (a² + b²)·y + z: what Bᵀ makes of the values at 0, and at ∞. */
function atEnd(x: v128, y: v128, z: v128): v128 {
  return f32x4.add(f32x4.sub(f32x4.mul(aabb, x), f32x4.mul(aaAndBb, y)), z);
}

/**
 * Aᵀ·m·A: a tile's pixels from its products, which are overwritten, plus `bias` (unless 0), at least
 * `minimum`; of its pixels, `across` × `down` lie in the image.
 */
export function putLargeTile(
  from: usize,
  step: usize,
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
      bias += 16;
    }
    for (let column: usize = 0; column < side; column++) {
      put(from + column * step, side * step);
    }
    for (let row = 0; row < down; row++) {
      const at = from + <usize>row * side * step;
      const target = to + <usize>row * line;
      put(at, step);
      for (let column = 0; column < across; column++) {
        const value = f32x4.add(v128.load(at + <usize>column * step), shift);
        v128.store(target + <usize>column * pixel, f32x4.max(value, minimum));
      }
    }
    from += 16;
    to += 16;
  }
}

/** Aᵀ of six values, to the first four of them. */
function put(at: usize, step: usize): void {
  const plusA = v128.load(at + step);
  const minusA = v128.load(at + 2 * step);
  const plusB = v128.load(at + 3 * step);
  const minusB = v128.load(at + 4 * step);
  const evenA = f32x4.add(plusA, minusA);
  const oddA = f32x4.sub(plusA, minusA);
  const evenB = f32x4.add(plusB, minusB);
  const oddB = f32x4.sub(plusB, minusB);
  v128.store(at, f32x4.add(f32x4.add(v128.load(at), evenA), evenB));
  v128.store(at + step, f32x4.add(f32x4.mul(a, oddA), f32x4.mul(b, oddB)));
  v128.store(at + 2 * step, f32x4.add(f32x4.mul(aa, evenA), f32x4.mul(bb, evenB)));
  const odd = f32x4.add(f32x4.mul(aaa, oddA), f32x4.mul(bbb, oddB));
  v128.store(at + 3 * step, f32x4.add(odd, v128.load(at + 5 * step)));
}

/** A·dy·Aᵀ of a tile's upstream gradient, of which `across` × `down` pixels lie in the image, 0 beyond. */
export function spreadLargeTile(
  from: usize,
  line: usize,
  pixel: usize,
  across: i32,
  down: i32,
  to: usize,
  step: usize,
  outputs: i32,
): void {
  const end = from + ((<usize>outputs) << 2);
  const zero = f32x4.splat(0);
  while (from < end) {
    for (let column = 0; column < 4; column++) {
      const at = from + <usize>column * pixel;
      const isIn = column < across;
      spread(
        isIn ? v128.load(at) : zero,
        isIn && down > 1 ? v128.load(at + line) : zero,
        isIn && down > 2 ? v128.load(at + 2 * line) : zero,
        isIn && down > 3 ? v128.load(at + 3 * line) : zero,
        to + <usize>column * step,
        side * step,
      );
    }
    for (let row: usize = 0; row < side; row++) {
      const at = to + row * side * step;
      spread(
        v128.load(at),
        v128.load(at + step),
        v128.load(at + 2 * step),
        v128.load(at + 3 * step),
        at,
        step,
      );
    }
    from += 16;
    to += 16;
  }
}

/** A of four values, to six. */
function spread(
  first: v128,
  second: v128,
  third: v128,
  fourth: v128,
  to: usize,
  step: usize,
): void {
  v128.store(to, first);
  const evenA = f32x4.add(first, f32x4.mul(aa, third));
  const oddA = f32x4.add(f32x4.mul(a, second), f32x4.mul(aaa, fourth));
  v128.store(to + step, f32x4.add(evenA, oddA));
  v128.store(to + 2 * step, f32x4.sub(evenA, oddA));
  const evenB = f32x4.add(first, f32x4.mul(bb, third));
  const oddB = f32x4.add(f32x4.mul(b, second), f32x4.mul(bbb, fourth));
  v128.store(to + 3 * step, f32x4.add(evenB, oddB));
  v128.store(to + 4 * step, f32x4.sub(evenB, oddB));
  v128.store(to + 5 * step, fourth);
}

/** G·g·Gᵀ of the nine taps of a filter, which lie `tap` bytes apart. */
export function spreadLargeTaps(from: usize, tap: usize, to: usize, step: usize): void {
  for (let column: usize = 0; column < 3; column++) {
    spreadThree(from + column * tap, 3 * tap, to + column * step, side * step);
  }
  for (let row: usize = 0; row < side; row++) {
    const at = to + row * side * step;
    spreadThree(at, step, at, step);
  }
}

/** G of three values, `apart` bytes apart, to six that may begin at the same place. */
function spreadThree(from: usize, apart: usize, to: usize, step: usize): void {
  const first = v128.load(from);
  const second = v128.load(from + apart);
  const third = v128.load(from + 2 * apart);
  v128.store(to, f32x4.mul(atZero, first));
  const evenA = f32x4.mul(atA, f32x4.add(first, f32x4.mul(aa, third)));
  const oddA = f32x4.mul(atA, f32x4.mul(a, second));
  v128.store(to + step, f32x4.add(evenA, oddA));
  v128.store(to + 2 * step, f32x4.sub(evenA, oddA));
  const evenB = f32x4.mul(atB, f32x4.add(first, f32x4.mul(bb, third)));
  const oddB = f32x4.mul(atB, f32x4.mul(b, second));
  v128.store(to + 3 * step, f32x4.add(evenB, oddB));
  v128.store(to + 4 * step, f32x4.sub(evenB, oddB));
  v128.store(to + 5 * step, third);
}

/** Gᵀ·p·G: the gradient of nine taps from the sums of 36 positions, which are overwritten. */
export function gatherLargeTaps(from: usize, step: usize, to: usize, tap: usize): void {
  for (let column: usize = 0; column < side; column++) {
    const at = from + column * step;
    gatherThree(at, side * step, at, side * step);
  }
  for (let row: usize = 0; row < 3; row++) {
    gatherThree(from + row * side * step, step, to + 3 * row * tap, tap);
  }
}

/** Gᵀ of six values to three, which may begin at the same place. */
function gatherThree(from: usize, step: usize, to: usize, apart: usize): void {
  const plusA = v128.load(from + step);
  const minusA = v128.load(from + 2 * step);
  const plusB = v128.load(from + 3 * step);
  const minusB = v128.load(from + 4 * step);
  const evenA = f32x4.mul(atA, f32x4.add(plusA, minusA));
  const oddA = f32x4.mul(atA, f32x4.sub(plusA, minusA));
  const evenB = f32x4.mul(atB, f32x4.add(plusB, minusB));
  const oddB = f32x4.mul(atB, f32x4.sub(plusB, minusB));
  const atFirst = f32x4.mul(atZero, v128.load(from));
  const atLast = v128.load(from + 5 * step);
  v128.store(to, f32x4.add(f32x4.add(atFirst, evenA), evenB));
  v128.store(to + apart, f32x4.add(f32x4.mul(a, oddA), f32x4.mul(b, oddB)));
  const thirds = f32x4.add(f32x4.mul(aa, evenA), f32x4.mul(bb, evenB));
  v128.store(to + 2 * apart, f32x4.add(thirds, atLast));
}

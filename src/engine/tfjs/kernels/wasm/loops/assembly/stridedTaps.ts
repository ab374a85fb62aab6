/** The taps of filters, and their gradients; see stridedPoints.ts. */
import { multiplyAdd } from './multiplyAdd';
import { a, b, tapsAlong } from './stridedPoints';

/** G's rows (1, p) / 2p(p² − q²) at p of a and b, q the other of them; with −p for the second. */
const atA: v128 = f32x4.splat(<f32>(1 / (2 * 0.5 * (0.25 - 1.5625))));
const atB: v128 = f32x4.splat(<f32>(1 / (2 * 1.25 * (1.5625 - 0.25))));

/** G·g·Gᵀ of the nine taps of a filter, which lie `tap` bytes apart, to 6 × 6. */
export function spreadStridedTaps(from: usize, tap: usize, to: usize, step: usize): void {
  for (let column: usize = 0; column < 3; column++) {
    spreadThree(from + column * tap, 3 * tap, to + column * step, tapsAlong * step);
  }
  for (let row: usize = 0; row < tapsAlong; row++) {
    const at = to + row * tapsAlong * step;
    spreadThree(at, step, at, step);
  }
}

/** G of three taps to six, which may begin at the same place; the middle tap stays and is the last. */
function spreadThree(from: usize, apart: usize, to: usize, step: usize): void {
  const first = v128.load(from);
  const second = v128.load(from + apart);
  const third = v128.load(from + 2 * apart);
  const evenA = f32x4.mul(atA, first);
  const oddA = f32x4.mul(atA, f32x4.mul(a, third));
  v128.store(to, f32x4.add(evenA, oddA));
  v128.store(to + step, f32x4.sub(evenA, oddA));
  const evenB = f32x4.mul(atB, first);
  const oddB = f32x4.mul(atB, f32x4.mul(b, third));
  v128.store(to + 2 * step, f32x4.add(evenB, oddB));
  v128.store(to + 3 * step, f32x4.sub(evenB, oddB));
  v128.store(to + 4 * step, third);
  v128.store(to + 5 * step, second);
}

/** Gᵀ·p·G: the gradient of nine taps from 36 sums, which are overwritten. */
export function gatherStridedTaps(from: usize, step: usize, to: usize, tap: usize): void {
  for (let column: usize = 0; column < tapsAlong; column++) {
    const at = from + column * step;
    gatherThree(at, tapsAlong * step, at, tapsAlong * step);
  }
  for (let row: usize = 0; row < 3; row++) {
    gatherThree(from + row * tapsAlong * step, step, to + 3 * row * tap, tap);
  }
}

/** Gᵀ of six values to three, which may begin at the same place. */
function gatherThree(from: usize, step: usize, to: usize, apart: usize): void {
  const plusA = v128.load(from);
  const minusA = v128.load(from + step);
  const plusB = v128.load(from + 2 * step);
  const minusB = v128.load(from + 3 * step);
  const last = v128.load(from + 4 * step);
  const single = v128.load(from + 5 * step);
  const evenA = f32x4.mul(atA, f32x4.add(plusA, minusA));
  const oddA = f32x4.mul(atA, f32x4.sub(plusA, minusA));
  const evenB = f32x4.mul(atB, f32x4.add(plusB, minusB));
  const oddB = f32x4.mul(atB, f32x4.sub(plusB, minusB));
  v128.store(to, f32x4.add(evenA, evenB));
  v128.store(to + apart, single);
  const thirds = multiplyAdd(f32x4.mul(a, oddA), b, oddB);
  v128.store(to + 2 * apart, f32x4.add(thirds, last));
}

/**
 * The transforms of Winograd's F(2 × 2, 3 × 3) (Lavin and Gray 2016): a tile of 2 × 2 output pixels
 * sees 4 × 4 of input, and by 16 products a channel in place of 36. Positions of a transformed tile
 * are counted row by row; `step` is the bytes from one position to the next. Four channels at a time.
 */

const half: v128 = f32x4.splat(0.5);

/** Bᵀ·d·B of what a tile sees. A line and a pixel of the image have so many bytes. */
export function seeTile(
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  step: usize,
  channels: i32,
): void {
  const end = from + ((<usize>channels) << 2);
  while (from < end) {
    const second = from + line;
    const third = second + line;
    // Rows are combined first, column by column.
    let a = v128.load(from);
    let b = v128.load(second);
    let c = v128.load(third);
    let d = v128.load(third + line);
    const a0 = f32x4.sub(a, c);
    const b0 = f32x4.add(b, c);
    const c0 = f32x4.sub(c, b);
    const d0 = f32x4.sub(b, d);
    a = v128.load(from + pixel);
    b = v128.load(second + pixel);
    c = v128.load(third + pixel);
    d = v128.load(third + line + pixel);
    const a1 = f32x4.sub(a, c);
    const b1 = f32x4.add(b, c);
    const c1 = f32x4.sub(c, b);
    const d1 = f32x4.sub(b, d);
    a = v128.load(from + 2 * pixel);
    b = v128.load(second + 2 * pixel);
    c = v128.load(third + 2 * pixel);
    d = v128.load(third + line + 2 * pixel);
    const a2 = f32x4.sub(a, c);
    const b2 = f32x4.add(b, c);
    const c2 = f32x4.sub(c, b);
    const d2 = f32x4.sub(b, d);
    a = v128.load(from + 3 * pixel);
    b = v128.load(second + 3 * pixel);
    c = v128.load(third + 3 * pixel);
    d = v128.load(third + line + 3 * pixel);
    let at = to;
    at = seeRow(a0, a1, a2, f32x4.sub(a, c), at, step);
    at = seeRow(b0, b1, b2, f32x4.add(b, c), at, step);
    at = seeRow(c0, c1, c2, f32x4.sub(c, b), at, step);
    seeRow(d0, d1, d2, f32x4.sub(b, d), at, step);
    from += 16;
    to += 16;
  }
}

function seeRow(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): usize {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + step, f32x4.add(b, c));
  v128.store(to + 2 * step, f32x4.sub(c, b));
  v128.store(to + 3 * step, f32x4.sub(b, d));
  return to + 4 * step;
}

/**
 * Aᵀ·m·A: a tile's pixels from its products, plus `bias` (unless 0), at least `minimum`. What lies
 * beyond the image's far edges is left out.
 */
export function putTile(
  from: usize,
  step: usize,
  bias: usize,
  minimum: v128,
  to: usize,
  line: usize,
  pixel: usize,
  hasRight: bool,
  hasBelow: bool,
  outputs: i32,
): void {
  const end = from + ((<usize>outputs) << 2);
  const row = 4 * step;
  while (from < end) {
    let shift = f32x4.splat(0);
    if (bias !== 0) {
      shift = v128.load(bias);
      bias += 16;
    }
    let at = from;
    let b = v128.load(at + row);
    let c = v128.load(at + 2 * row);
    const a0 = f32x4.add(f32x4.add(v128.load(at), b), c);
    const b0 = f32x4.sub(f32x4.sub(b, c), v128.load(at + 3 * row));
    at += step;
    b = v128.load(at + row);
    c = v128.load(at + 2 * row);
    const a1 = f32x4.add(f32x4.add(v128.load(at), b), c);
    const b1 = f32x4.sub(f32x4.sub(b, c), v128.load(at + 3 * row));
    at += step;
    b = v128.load(at + row);
    c = v128.load(at + 2 * row);
    const a2 = f32x4.add(f32x4.add(v128.load(at), b), c);
    const b2 = f32x4.sub(f32x4.sub(b, c), v128.load(at + 3 * row));
    v128.store(to, shifted(f32x4.add(f32x4.add(a0, a1), a2), shift, minimum));
    if (hasBelow) {
      v128.store(to + line, shifted(f32x4.add(f32x4.add(b0, b1), b2), shift, minimum));
    }
    if (hasRight) {
      at += step;
      b = v128.load(at + row);
      c = v128.load(at + 2 * row);
      const a3 = f32x4.add(f32x4.add(v128.load(at), b), c);
      const b3 = f32x4.sub(f32x4.sub(b, c), v128.load(at + 3 * row));
      v128.store(to + pixel, shifted(f32x4.sub(f32x4.sub(a1, a2), a3), shift, minimum));
      if (hasBelow) {
        const last = f32x4.sub(f32x4.sub(b1, b2), b3);
        v128.store(to + line + pixel, shifted(last, shift, minimum));
      }
    }
    from += 16;
    to += 16;
  }
}

function shifted(sum: v128, shift: v128, minimum: v128): v128 {
  return f32x4.max(f32x4.add(sum, shift), minimum);
}

/**
 * A·dy·Aᵀ of a tile's upstream gradient, 0 beyond the image's far edges; the last row and the last
 * column come with the other sign, which {@link gatherTaps} knows.
 */
export function spreadTile(
  from: usize,
  line: usize,
  pixel: usize,
  hasRight: bool,
  hasBelow: bool,
  to: usize,
  step: usize,
  outputs: i32,
): void {
  const end = from + ((<usize>outputs) << 2);
  const zero = f32x4.splat(0);
  while (from < end) {
    const a = v128.load(from);
    const b = hasRight ? v128.load(from + pixel) : zero;
    const c = hasBelow ? v128.load(from + line) : zero;
    const d = hasRight && hasBelow ? v128.load(from + line + pixel) : zero;
    let at = spreadRow(a, b, to, step);
    at = spreadRow(f32x4.add(a, c), f32x4.add(b, d), at, step);
    at = spreadRow(f32x4.sub(a, c), f32x4.sub(b, d), at, step);
    spreadRow(c, d, at, step);
    from += 16;
    to += 16;
  }
}

function spreadRow(a: v128, b: v128, to: usize, step: usize): usize {
  v128.store(to, a);
  v128.store(to + step, f32x4.add(a, b));
  v128.store(to + 2 * step, f32x4.sub(a, b));
  v128.store(to + 3 * step, b);
  return to + 4 * step;
}

/** G·g·Gᵀ of the nine taps of a filter, which lie `tap` bytes apart. */
export function spreadTaps(from: usize, tap: usize, to: usize, step: usize): void {
  for (let column: usize = 0; column < 3; column++) {
    // Columns first, in place of the rows of the first four positions, the next four and so on.
    const a = v128.load(from + column * tap);
    const b = v128.load(from + (column + 3) * tap);
    const c = v128.load(from + (column + 6) * tap);
    const ends = f32x4.add(a, c);
    const at = to + column * step;
    v128.store(at, a);
    v128.store(at + 4 * step, f32x4.mul(half, f32x4.add(ends, b)));
    v128.store(at + 8 * step, f32x4.mul(half, f32x4.sub(ends, b)));
    v128.store(at + 12 * step, c);
  }
  for (let row: usize = 0; row < 4; row++) {
    const at = to + 4 * row * step;
    const b = v128.load(at + step);
    const c = v128.load(at + 2 * step);
    const ends = f32x4.add(v128.load(at), c);
    v128.store(at + step, f32x4.mul(half, f32x4.add(ends, b)));
    v128.store(at + 2 * step, f32x4.mul(half, f32x4.sub(ends, b)));
    v128.store(at + 3 * step, c);
  }
}

/** Gᵀ·p·G: the gradient of nine taps from the sums of 16 positions, which are overwritten. */
export function gatherTaps(from: usize, step: usize, to: usize, tap: usize): void {
  for (let column: usize = 0; column < 4; column++) {
    const at = from + column * step;
    const b = v128.load(at + 4 * step);
    const c = v128.load(at + 8 * step);
    const middle = f32x4.mul(half, f32x4.add(b, c));
    v128.store(at, f32x4.add(v128.load(at), middle));
    v128.store(at + 4 * step, f32x4.mul(half, f32x4.sub(b, c)));
    v128.store(at + 8 * step, f32x4.sub(middle, v128.load(at + 12 * step)));
  }
  for (let row: usize = 0; row < 3; row++) {
    const at = from + 4 * row * step;
    const b = v128.load(at + step);
    const c = v128.load(at + 2 * step);
    const middle = f32x4.mul(half, f32x4.add(b, c));
    const place = to + 3 * row * tap;
    v128.store(place, f32x4.add(v128.load(at), middle));
    v128.store(place + tap, f32x4.mul(half, f32x4.sub(b, c)));
    v128.store(place + 2 * tap, f32x4.sub(middle, v128.load(at + 3 * step)));
  }
}

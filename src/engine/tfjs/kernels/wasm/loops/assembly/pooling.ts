/**
 * Gradient of 2 × 2 max-pooling with stride 2: dy at the first maximum (row by row) of each window,
 * 0 elsewhere. A partial window at the far edge reads its only line or column twice; written in the
 * order below, the first of the two places keeps what it was given.
 */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  to: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = pixel * <usize>width;
  let upstream = dy;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < height; y += 2) {
      const down: usize = y + 1 < height ? line : 0;
      for (let column = 0; column < width; column += 2) {
        const right: usize = column + 1 < width ? pixel : 0;
        const corner = <usize>(image * height + y) * line + <usize>column * pixel;
        window(upstream, x + corner, to + corner, right, down, channels);
        upstream += pixel;
      }
    }
  }
}

function window(dy: usize, x: usize, to: usize, right: usize, down: usize, channels: i32): void {
  let channel = 0;
  for (; channel + 4 <= channels; channel += 4) {
    const at = (<usize>channel) << 2;
    const upstream = v128.load(dy + at);
    const a = v128.load(x + at);
    const b = v128.load(x + at + right);
    const c = v128.load(x + at + down);
    const d = v128.load(x + at + down + right);
    const isB = f32x4.gt(b, a);
    const ab = v128.bitselect(b, a, isB);
    const isC = f32x4.gt(c, ab);
    const abc = v128.bitselect(c, ab, isC);
    const isD = f32x4.gt(d, abc);
    const beforeD = v128.andnot(upstream, isD);
    const beforeC = v128.andnot(beforeD, isC);
    v128.store(to + at + down + right, v128.and(upstream, isD));
    v128.store(to + at + down, v128.and(beforeD, isC));
    v128.store(to + at + right, v128.and(beforeC, isB));
    v128.store(to + at, v128.andnot(beforeC, isB));
  }
  for (; channel < channels; channel++) {
    const at = (<usize>channel) << 2;
    let best: usize = 0;
    let most = load<f32>(x + at);
    if (load<f32>(x + at + right) > most) {
      best = right;
      most = load<f32>(x + at + right);
    }
    if (load<f32>(x + at + down) > most) {
      best = down;
      most = load<f32>(x + at + down);
    }
    if (load<f32>(x + at + down + right) > most) best = down + right;
    store<f32>(to + at + down + right, 0);
    store<f32>(to + at + down, 0);
    store<f32>(to + at + right, 0);
    store<f32>(to + at, 0);
    store<f32>(to + at + best, load<f32>(dy + at));
  }
}

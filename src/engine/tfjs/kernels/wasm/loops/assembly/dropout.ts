/**
 * to = 0 for values whose hash is below the threshold, factor · x for others. The hashes are those of
 * dropoutMask.ts in the folder of all kernels, from what an image's begin with.
 */
export function dropout(
  x: usize,
  to: usize,
  length: i32,
  start: u32,
  threshold: u32,
  factor: f32,
): void {
  const thresholds = i32x4.splat(threshold);
  const factors = f32x4.splat(factor);
  const step = i32x4.splat(4 * apart);
  let begun = i32x4.add(i32x4.splat(start), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(apart)));
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    const isDropped = i32x4.lt_u(mixedFour(begun), thresholds);
    v128.store(to + at, v128.andnot(f32x4.mul(v128.load(x + at), factors), isDropped));
    begun = i32x4.add(begun, step);
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    const isDropped = mixed(start + <u32>i * apart) < threshold;
    store<f32>(to + at, isDropped ? 0 : load<f32>(x + at) * factor);
  }
}

/** Between neighbours in what is hashed. */
const apart: u32 = 0x9e3779b9;

function mixed(bits: u32): u32 {
  let x = bits ^ (bits >> 16);
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ (x >> 16);
}

function mixedFour(bits: v128): v128 {
  let x = v128.xor(bits, i32x4.shr_u(bits, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

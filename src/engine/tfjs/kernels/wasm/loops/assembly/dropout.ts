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
  for (let i = 0; i < length; i++) {
    const at = (<usize>i) << 2;
    const isDropped = mixed(start + <u32>i * 0x9e3779b9) < threshold;
    store<f32>(to + at, isDropped ? 0 : load<f32>(x + at) * factor);
  }
}

function mixed(bits: u32): u32 {
  let x = bits ^ (bits >> 16);
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ (x >> 16);
}

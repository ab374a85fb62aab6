/**
 * Gradients of weights. They are sums of outer products: for a filter the sum over output pixels of
 * (what the pixel sees) × (its upstream gradient), for a dense layer the sum over images. Rows come in
 * blocks, each gone through once by all tiles of sums while it is in the cache.
 */
import { outerSum } from './outerProducts';
import { unfold } from './unfolding';

/** Bytes of a block of rows of x. */
const blockBytes: usize = 65536;

/**
 * Gradient of a filter (size · size · channels × outputs) with `padding` pixels of zeros around the
 * images; `to` is written anew. x is images × height × width × channels, dy likewise with `outputs`.
 * `rows` is scratch for what `block` pixels see.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  to: usize,
  rows: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outputs: i32,
  size: i32,
  stride: i32,
  padding: i32,
  block: i32,
): void {
  const seen = size * size * channels;
  const row = (<usize>seen) << 2;
  const upstream = (<usize>outputs) << 2;
  const image = (<usize>(height * width * channels)) << 2;
  const pixels = images * outHeight * outWidth;
  memory.fill(to, 0, (<usize>(seen * outputs)) << 2);
  for (let first = 0; first < pixels; first += block) {
    const count = min(block, pixels - first);
    for (let pixel = 0; pixel < count; pixel++) {
      const at = first + pixel;
      const line = at / outWidth;
      unfold(
        x + <usize>(line / outHeight) * image,
        rows + <usize>pixel * row,
        (line % outHeight) * stride - padding,
        (at % outWidth) * stride - padding,
        height,
        width,
        channels,
        size,
      );
    }
    outerSum(rows, row, dy + <usize>first * upstream, upstream, count, to, seen, outputs);
  }
}

/** xᵀ·dy for x of rows × inputs and dy of rows × outputs; `to` is written anew. */
export function transposedProduct(
  x: usize,
  dy: usize,
  to: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const xRow = (<usize>inputs) << 2;
  const dyRow = (<usize>outputs) << 2;
  memory.fill(to, 0, <usize>inputs * dyRow);
  const block = max(64, <i32>(blockBytes / max<usize>(xRow, 4)));
  for (let first = 0; first < rows; first += block) {
    const from = x + <usize>first * xRow;
    const upstream = dy + <usize>first * dyRow;
    outerSum(from, xRow, upstream, dyRow, min(block, rows - first), to, inputs, outputs);
  }
}

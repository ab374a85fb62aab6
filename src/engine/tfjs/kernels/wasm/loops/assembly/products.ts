/**
 * Gradients of weights. They are sums of outer products: for a filter's tap the sum over pixels of
 * (what the tap sees) × (the output's upstream gradient), for a dense layer the sum over images.
 */
import { outerSum } from './outerProducts';

/** Output pixels of a strip: few enough that x and dy stay in the first cache from tap to tap. */
const stripPixels: i32 = 128;

/**
 * Gradient of a filter (size · size × channels × outputs) with `padding` pixels of zeros around the
 * images; `to` is written anew. x is images × height × width × channels, dy likewise with `outputs`.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  to: usize,
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
): void {
  const taps = size * size;
  memory.fill(to, 0, (<usize>(taps * channels * outputs)) << 2);
  const stripRows = max(1, stripPixels / outWidth);
  const inputLine = (<usize>(width * channels)) << 2;
  const upstreamLine = (<usize>(outWidth * outputs)) << 2;
  const inputStep = (<usize>(stride * channels)) << 2;
  const tapSize = (<usize>(channels * outputs)) << 2;
  for (let image = 0; image < images; image++) {
    const ofImage = x + <usize>(image * height) * inputLine;
    const upstreamOfImage = dy + <usize>(image * outHeight) * upstreamLine;
    for (let strip = 0; strip < outHeight; strip += stripRows) {
      const stripEnd = min(outHeight, strip + stripRows);
      for (let tap = 0; tap < taps; tap++) {
        const down = tap / size - padding;
        const right = (tap % size) - padding;
        // Output rows and columns whose tap lies inside the image.
        const top = max(strip, beginning(down, stride));
        const bottom = min(stripEnd, reach(height - down, stride));
        const left = beginning(right, stride);
        const end = min(outWidth, reach(width - right, stride));
        if (top >= bottom || left >= end) continue;
        outerSum(
          ofImage +
            <usize>(top * stride + down) * inputLine +
            ((<usize>((left * stride + right) * channels)) << 2),
          inputLine * <usize>stride,
          inputStep,
          upstreamOfImage + <usize>top * upstreamLine + ((<usize>(left * outputs)) << 2),
          upstreamLine,
          bottom - top,
          end - left,
          to + <usize>tap * tapSize,
          channels,
          outputs,
        );
      }
    }
  }
}

/** Steps of a stride to a place from `from` on that is not before 0. */
function beginning(from: i32, stride: i32): i32 {
  return from < 0 ? (stride - 1 - from) / stride : 0;
}

/** How many steps of a stride, from 0 on, stay below a length. */
function reach(length: i32, stride: i32): i32 {
  return length <= 0 ? 0 : (length - 1) / stride + 1;
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
  memory.fill(to, 0, (<usize>(inputs * outputs)) << 2);
  outerSum(x, 0, (<usize>inputs) << 2, dy, 0, 1, rows, to, inputs, outputs);
}

/** Poolings, the residual shortcut and sums, one loop each. */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Shape4D } from '../kernels.ts';
import { allocate, view } from './heap.ts';

/** The stock kernel is wrong for windows without a positive value and takes the last maximum. */
function maxPoolGradient(dy: Tensor4D, x: Tensor4D): Tensor4D {
  const [images, height, width, channels] = x.shape;
  const [, outHeight, outWidth] = dy.shape;
  const output = allocate<Tensor4D>(x.shape);
  const [to, values, slopes] = [view(output), view(x), view(dy)];
  to.fill(0);
  let from = 0;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < outHeight; y++) {
      // A partial window at the far edge reads its only line or column twice: it stays the first.
      const down = 2 * y + 1 < height ? width * channels : 0;
      for (let x = 0; x < outWidth; x++) {
        const right = 2 * x + 1 < width ? channels : 0;
        const corner = ((image * height + 2 * y) * width + 2 * x) * channels;
        for (let pixel = corner; pixel < corner + channels; pixel++) {
          to[firstMaximum(values, pixel, right, down)] = slopes[from++];
        }
      }
    }
  }
  return output;
}

function firstMaximum(values: Float32Array, corner: number, right: number, down: number): number {
  let best = corner;
  if (values[corner + right] > values[best]) best = corner + right;
  if (values[corner + down] > values[best]) best = corner + down;
  if (values[corner + down + right] > values[best]) best = corner + down + right;
  return best;
}

function averagePool(x: Tensor4D): Tensor2D {
  const [images, height, width, channels] = x.shape;
  const output = allocate<Tensor2D>([images, channels]);
  const [values, to] = [view(x), view(output)];
  const pixels = height * width;
  const sums = new Float64Array(channels);
  for (let image = 0; image < images; image++) {
    sums.fill(0);
    const end = (image + 1) * pixels * channels;
    for (let start = image * pixels * channels; start < end; start += channels) {
      for (let c = 0; c < channels; c++) sums[c] += values[start + c];
    }
    for (let c = 0; c < channels; c++) to[image * channels + c] = sums[c] / pixels;
  }
  return output;
}

function averagePoolGradient(dy: Tensor2D, shape: Shape4D): Tensor4D {
  const [images, height, width, channels] = shape;
  const output = allocate<Tensor4D>(shape);
  const [slopes, to] = [view(dy), view(output)];
  const pixels = height * width;
  for (let image = 0; image < images; image++) {
    const start = image * pixels * channels;
    for (let c = 0; c < channels; c++) to[start + c] = slopes[image * channels + c] / pixels;
    const end = start + pixels * channels;
    for (let i = start + channels; i < end; i++) to[i] = to[i - channels];
  }
  return output;
}

function shortcut(x: Tensor4D, channels: number): Tensor4D {
  const [images, height, width, kept] = x.shape;
  const shape: Shape4D = [images, Math.ceil(height / 2), Math.ceil(width / 2), channels];
  const output = allocate<Tensor4D>(shape);
  const [values, to] = [view(x), view(output)];
  to.fill(0);
  forEverySecondPixel(x.shape, (pixel, small) => {
    for (let c = 0; c < kept; c++) to[small * channels + c] = values[pixel * kept + c];
  });
  return output;
}

function shortcutGradient(dy: Tensor4D, x: Tensor4D): Tensor4D {
  const kept = x.shape[3];
  const channels = dy.shape[3];
  const output = allocate<Tensor4D>(x.shape);
  const [slopes, to] = [view(dy), view(output)];
  to.fill(0);
  forEverySecondPixel(x.shape, (pixel, small) => {
    for (let c = 0; c < kept; c++) to[pixel * kept + c] = slopes[small * channels + c];
  });
  return output;
}

/** Visits the pixels of even line and column, with their numbers in the large and small image. */
function forEverySecondPixel(
  [images, height, width]: Shape4D,
  visit: (pixel: number, small: number) => void,
): void {
  let small = 0;
  for (let line = 0; line < images * height; line++) {
    if ((line % height) % 2 === 1) continue;
    for (let column = 0; column < width; column += 2) visit(line * width + column, small++);
  }
}

function add<T extends Tensor>(a: T, b: T): T {
  const output = allocate<T>(a.shape);
  const [to, left, right] = [view(output), view(a), view(b)];
  for (let i = 0; i < to.length; i++) to[i] = left[i] + right[i];
  return output;
}

export const wasmPooling = {
  maxPoolGradient,
  averagePool,
  averagePoolGradient,
  shortcut,
  shortcutGradient,
  add,
} satisfies Partial<Kernels>;

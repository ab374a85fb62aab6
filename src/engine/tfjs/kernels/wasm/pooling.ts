/** Poolings and the residual shortcut. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Shape4D } from '../kernels.ts';
import { address, allocate, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

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
  const [upstream, to] = [view(dy), view(output)];
  const pixels = height * width;
  for (let image = 0; image < images; image++) {
    const start = image * pixels * channels;
    for (let c = 0; c < channels; c++) to[start + c] = upstream[image * channels + c] / pixels;
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
  const [upstream, to] = [view(dy), view(output)];
  to.fill(0);
  forEverySecondPixel(x.shape, (pixel, small) => {
    for (let c = 0; c < kept; c++) to[pixel * kept + c] = upstream[small * channels + c];
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

export function wasmPooling(loops: Loops) {
  return {
    /** The stock kernel is wrong for windows without a positive value and takes the last maximum. */
    maxPoolGradient: (dy: Tensor4D, x: Tensor4D): Tensor4D => {
      const to = allocate<Tensor4D>(x.shape);
      loops.maxPoolGradient(address(dy), address(x), address(to), ...x.shape);
      return to;
    },
    averagePool,
    averagePoolGradient,
    shortcut,
    shortcutGradient,
  } satisfies Partial<Kernels>;
}

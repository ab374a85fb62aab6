/** Poolings and the residual shortcut. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { isHalving, pooledShape } from '../windows.ts';
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

/** What the loops need to know of windows on images. */
function windowsOn(x: Shape4D, window: PoolWindow) {
  const [, height, width] = pooledShape(x, window);
  return [...x, height, width, window.size, window.stride, window.padding] as const;
}

function meanPool(loops: Loops, x: Tensor4D, window: PoolWindow): Tensor4D {
  const to = allocate<Tensor4D>(pooledShape(x.shape, window));
  loops.meanOfWindows(address(x), address(to), ...windowsOn(x.shape, window));
  return to;
}

function meanPoolGradient(
  loops: Loops,
  dy: Tensor4D,
  shape: Shape4D,
  window: PoolWindow,
): Tensor4D {
  const to = allocate<Tensor4D>(shape);
  const share = allocate([shape[3]]);
  const places = [address(dy), address(to), address(share)] as const;
  loops.meanOfWindowsGradient(...places, ...windowsOn(shape, window));
  share.dispose();
  return to;
}

/** The stock kernel is wrong for windows without a positive value and takes the last maximum. */
function maxPoolGradient(
  loops: Loops,
  dy: Tensor4D,
  x: Tensor4D,
  y: Tensor4D,
  window: PoolWindow,
): Tensor4D {
  const to = allocate<Tensor4D>(x.shape);
  if (isHalving(window, x.shape)) {
    loops.maxPoolGradient(address(dy), address(x), address(to), ...x.shape);
  } else {
    const places = [address(dy), address(x), address(y), address(to)] as const;
    loops.windowMaximumGradient(...places, ...windowsOn(x.shape, window));
  }
  return to;
}

function shortcut(x: Tensor4D, channels: number, stride: number): Tensor4D {
  const [images, height, width, kept] = x.shape;
  const sides = [Math.ceil(height / stride), Math.ceil(width / stride)] as const;
  const shape: Shape4D = [images, ...sides, channels];
  const output = allocate<Tensor4D>(shape);
  const [values, to] = [view(x), view(output)];
  to.fill(0);
  forEachKeptPixel(x.shape, stride, (pixel, small) => {
    for (let c = 0; c < kept; c++) to[small * channels + c] = values[pixel * kept + c];
  });
  return output;
}

function shortcutGradient(dy: Tensor4D, x: Tensor4D, stride: number): Tensor4D {
  const kept = x.shape[3];
  const channels = dy.shape[3];
  const output = allocate<Tensor4D>(x.shape);
  const [upstream, to] = [view(dy), view(output)];
  to.fill(0);
  forEachKeptPixel(x.shape, stride, (pixel, small) => {
    for (let c = 0; c < kept; c++) to[pixel * kept + c] = upstream[small * channels + c];
  });
  return output;
}

/** Visits the pixels that a stride meets, with their numbers in the large and small image. */
function forEachKeptPixel(
  [images, height, width]: Shape4D,
  stride: number,
  visit: (pixel: number, small: number) => void,
): void {
  let small = 0;
  for (let line = 0; line < images * height; line++) {
    if ((line % height) % stride !== 0) continue;
    for (let column = 0; column < width; column += stride) visit(line * width + column, small++);
  }
}

export function wasmPooling(loops: Loops) {
  return {
    maxPoolGradient: (dy: Tensor4D, x: Tensor4D, y: Tensor4D, window: PoolWindow) =>
      maxPoolGradient(loops, dy, x, y, window),
    meanPool: (x: Tensor4D, window: PoolWindow) => meanPool(loops, x, window),
    meanPoolGradient: (dy: Tensor4D, shape: Shape4D, window: PoolWindow) =>
      meanPoolGradient(loops, dy, shape, window),
    averagePool,
    averagePoolGradient,
    shortcut,
    shortcutGradient,
  } satisfies Partial<Kernels>;
}

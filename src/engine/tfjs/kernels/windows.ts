/** Windows of kernels: which ones have kernels of their own, and what follows from them. */
import {
  type PoolWindow,
  type Steps,
  type Window,
  windowsAlong,
} from '../../../spec/networks/windows.ts';
import type { Shape4D } from './kernels.ts';

/** 3 × 3 with one pixel of zeros around, which keeps an image's size, or halves it. */
export type Stride = 1 | 2;

export function isThreeByThree(window: Window): window is Window & { readonly stride: Stride } {
  const { size, stride, padding } = window;
  return size === 3 && padding === 1 && (stride === 1 || stride === 2);
}

/** 1 × 1, pixel by pixel: a product of matrices. */
export function isPointwise({ size, stride, padding }: Window): boolean {
  return size === 1 && stride === 1 && padding === 0;
}

/** 2 × 2 pooling with stride 2 of images of a shape that keeps a partial window, where one is. */
export function isHalving(window: PoolWindow, shape: Shape4D): boolean {
  return isTwoByTwo(window) && (window.keepsPartial || isEven(shape));
}

/** 2 × 2 pooling with stride 2 of images of a shape that leaves a partial window out. */
export function isHalvingWhole(window: PoolWindow, shape: Shape4D): boolean {
  return isTwoByTwo(window) && (!window.keepsPartial || isEven(shape));
}

/** Shape of what convolution gives, by a filter of `size`² × channels × outputs. */
export function convolvedShape(
  [images, height, width]: Shape4D,
  [size, , , outputs]: Shape4D,
  steps: Steps,
): Shape4D {
  const window = { ...steps, size };
  return [images, windowsAlong(window, height), windowsAlong(window, width), outputs];
}

/** Shape of what pooling gives. */
export function pooledShape(
  [images, height, width, channels]: Shape4D,
  window: PoolWindow,
): Shape4D {
  return [images, windowsAlong(window, height), windowsAlong(window, width), channels];
}

/** Pixels from the image's end to that of the last window along a side: below 0 inside of it. */
export function overhang(window: PoolWindow, length: number): number {
  const { size, stride, padding } = window;
  return (windowsAlong(window, length) - 1) * stride + size - padding - length;
}

function isTwoByTwo({ size, stride, padding }: PoolWindow): boolean {
  return size === 2 && stride === 2 && padding === 0;
}

function isEven([, height, width]: Shape4D): boolean {
  return height % 2 === 0 && width % 2 === 0;
}

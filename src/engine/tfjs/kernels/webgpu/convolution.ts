/**
 * Convolutions by the kernels of their window: 1 × 1 windows are products of matrices, of every
 * stride-th pixel where there is a stride; 3 × 3 ones have a filter gradient of their own.
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Steps } from '../../../../spec/networks/windows.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { isPointwise, isThreeByThree } from '../windows.ts';
import { directConvolution, directInputGradient } from './directConvolution.ts';
import { directFilterGradient } from './filterGradient.ts';
import { pointwise, pointwiseFilterGradient, pointwiseInputGradient } from './matrixProduct.ts';
import { everyPixel, spreadPixels } from './shortcut.ts';
import { windowFilterGradient } from './windowFilterGradient.ts';

const windowOf = (filter: Tensor4D, { stride, padding }: Steps) => ({
  size: filter.shape[0],
  stride,
  padding,
});

/** Whether a window is one pixel wide, over images without zeros around. */
const isPixel = (window: { readonly size: number } & Steps) =>
  isPointwise({ ...window, stride: 1 });

/** What a computation gives of every stride-th pixel; those are freed, where they are not x itself. */
function ofPixels(x: Tensor4D, stride: number, compute: (x: Tensor4D) => Tensor4D): Tensor4D {
  if (stride === 1) return compute(x);
  const pixels = everyPixel(x, x.shape[3], stride);
  const result = compute(pixels);
  pixels.dispose();
  return result;
}

function pixelsGradient(dy: Tensor4D, filter: Tensor4D, shape: Shape4D, stride: number): Tensor4D {
  const gradient = pointwiseInputGradient(dy, filter);
  if (stride === 1) return gradient;
  const spread = spreadPixels(gradient, shape, stride);
  gradient.dispose();
  return spread;
}

export const webgpuConvolution = {
  convolution: (x, filter, bias, steps, relu) => {
    if (!isPixel(windowOf(filter, steps))) return directConvolution(x, filter, bias, steps, relu);
    return ofPixels(x, steps.stride, (pixels) => pointwise(pixels, filter, bias, relu));
  },
  convolutionFilterGradient: (x, dy, window) => {
    if (isThreeByThree(window)) return directFilterGradient(x, dy, window.stride);
    if (!isPixel(window)) return windowFilterGradient(x, dy, window);
    return ofPixels(x, window.stride, (pixels) => pointwiseFilterGradient(pixels, dy));
  },
  convolutionInputGradient: (dy, filter, shape, steps) => {
    if (!isPixel(windowOf(filter, steps))) return directInputGradient(dy, filter, shape, steps);
    return pixelsGradient(dy, filter, shape, steps.stride);
  },
} satisfies Partial<Kernels>;

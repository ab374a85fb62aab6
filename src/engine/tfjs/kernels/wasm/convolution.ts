/**
 * Convolutions. Stock TensorFlow.js has no filter gradient for WebAssembly, which is a loop of ours,
 * and its input gradient is scalar, which becomes another convolution or a product. 1 × 1 is a product
 * of pixels, which are rows of channels, and a matrix; most of 3 × 3 at strides 1 and 2 is Winograd's.
 */
import { Conv2D, FusedConv2D, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Steps, Window } from '../../../../spec/networks/windows.ts';
import { convolutionAttributes } from '../convolutionAttributes.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { isPointwise } from '../windows.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { packedPanels, panelProduct, transposedPanelProduct } from './dense.ts';
import { address, addressOf, adopt, allocate, run } from './heap.ts';
import type { Loops } from './loops/loops.ts';
import {
  isStridedFilterGradient,
  isStridedInputGradient,
  isStridedWinograd,
  stridedConvolution,
  stridedFilterGradient,
  stridedInputGradient,
} from './stridedWinograd.ts';
import { isUnfolded, unfoldedConvolution } from './unfolding.ts';
import { isWinograd, winogradConvolution, winogradFilterGradient } from './winograd.ts';

/** Output pixels of a block: what they see stays in the second cache. */
const block = 64;

export function wasmConvolution(loops: Loops, sums: BatchSums) {
  return {
    convolution: (
      x: Tensor4D,
      filter: Tensor4D,
      bias: Tensor1D | null,
      steps: Steps,
      relu: boolean,
    ): Tensor4D =>
      isPointwise(windowOf(filter, steps))
        ? panelProduct(loops, x, filter, bias, relu)
        : convolution(loops, x, filter, bias, steps, relu),
    convolutionFilterGradient: (x: Tensor4D, dy: Tensor4D, window: Window): Tensor4D =>
      filterGradient(loops, sums, x, dy, window),
    convolutionInputGradient: (
      dy: Tensor4D,
      filter: Tensor4D,
      shape: Shape4D,
      steps: Steps,
    ): Tensor4D => {
      const window = windowOf(filter, steps);
      if (isPointwise(window)) return transposedPanelProduct(loops, dy, filter);
      if (isStridedInputGradient(window, shape, filter.shape[3])) {
        return stridedGradient(loops, dy, filter, shape);
      }
      return window.stride === 1 && window.padding < window.size
        ? rotatedConvolution(loops, dy, filter, window)
        : foldedGradient(loops, dy, filter, shape, window);
    },
  } satisfies Partial<Kernels>;
}

function windowOf(filter: Tensor4D, { stride, padding }: Steps): Window {
  return { size: filter.shape[0], stride, padding };
}

function convolution(
  loops: Loops,
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  steps: Steps,
  relu: boolean,
): Tensor4D {
  if (isWinograd(windowOf(filter, steps), x.shape, filter.shape[3])) {
    return winogradConvolution(loops, x, filter, bias, relu);
  }
  if (isStridedWinograd(windowOf(filter, steps), x.shape, filter.shape[3])) {
    return stridedConvolution(loops, x, filter, bias, relu);
  }
  if (bias === null && !relu) {
    if (isUnfolded(filter.shape)) return unfoldedConvolution(loops, x, filter, steps);
    return adopt(run(Conv2D, { x, filter }, convolutionAttributes(steps)));
  }
  const inputs = { x, filter, ...(bias === null ? {} : { bias }) };
  const activation = relu ? 'relu' : 'linear';
  return adopt(run(FusedConv2D, inputs, { ...convolutionAttributes(steps), activation }));
}

function filterGradient(
  loops: Loops,
  sums: BatchSums,
  x: Tensor4D,
  dy: Tensor4D,
  window: Window,
): Tensor4D {
  const [images, ...ofImage] = x.shape;
  const [, ...ofUpstream] = dy.shape;
  if (isWinograd(window, x.shape, dy.shape[3])) return winogradFilterGradient(loops, sums, x, dy);
  if (isStridedFilterGradient(window, x.shape, dy.shape[3])) {
    return stridedFilterGradient(loops, sums, x, dy);
  }
  const { size, stride, padding } = window;
  const [height, width, channels] = ofImage;
  const shape = [size, size, channels, dy.shape[3]];
  if (isPointwise(window)) {
    return sumGradient(loops, sums, images, shape, (first, count, to) => {
      const places = [addressOf(x, first), addressOf(dy, first), to] as const;
      loops.transposedProduct(...places, count * height * width, channels, dy.shape[3]);
    });
  }
  const rows = allocate([block, size * size * channels]);
  const gradient = sumGradient<Tensor4D>(loops, sums, images, shape, (first, count, to) => {
    const places = [addressOf(x, first), addressOf(dy, first), to, address(rows)] as const;
    loops.filterGradient(
      ...places,
      count,
      ...ofImage,
      ...ofUpstream,
      ...([size, stride, padding, block] as const),
    );
  });
  rows.dispose();
  return gradient;
}

/** For stride 1 the gradient is a convolution with the filter rotated by 180°. */
function rotatedConvolution(
  loops: Loops,
  dy: Tensor4D,
  filter: Tensor4D,
  { size, padding }: Window,
): Tensor4D {
  const rotated = rotate(loops, filter);
  const steps = { stride: 1, padding: size - 1 - padding };
  const gradient = convolution(loops, dy, rotated, null, steps, false);
  rotated.dispose();
  return gradient;
}

/** For 3 × 3 at stride 2, where it is Winograd's. */
function stridedGradient(loops: Loops, dy: Tensor4D, filter: Tensor4D, shape: Shape4D): Tensor4D {
  const rotated = rotate(loops, filter);
  const gradient = stridedInputGradient(loops, dy, rotated, shape);
  rotated.dispose();
  return gradient;
}

/** The filter rotated by 180°, for as many channels as it has outputs. */
function rotate(loops: Loops, filter: Tensor4D): Tensor4D {
  const [size, , channels, outputs] = filter.shape;
  const rotated = allocate<Tensor4D>([size, size, outputs, channels]);
  const taps = size * size;
  const tapSize = channels * outputs * Float32Array.BYTES_PER_ELEMENT;
  for (let tap = 0; tap < taps; tap++) {
    const opposite = address(rotated) + (taps - 1 - tap) * tapSize;
    loops.transpose(address(filter) + tap * tapSize, opposite, channels, outputs);
  }
  return rotated;
}

/** For other strides: dy times the filter gives the gradient of what each pixel sees, and these add up. */
function foldedGradient(
  loops: Loops,
  dy: Tensor4D,
  filter: Tensor4D,
  shape: Shape4D,
  { size, stride, padding }: Window,
): Tensor4D {
  const [, outHeight, outWidth, outputs] = dy.shape;
  const seen = size * size * shape[3];
  const transposed = allocate([outputs, seen]);
  loops.transpose(address(filter), address(transposed), seen, outputs);
  const panels = packedPanels(loops, transposed);
  transposed.dispose();
  const patches = allocate([block, seen]);
  const gradient = allocate<Tensor4D>(shape);
  loops.foldedProduct(
    ...([dy, panels, patches, gradient].map(address) as [number, number, number, number]),
    ...shape,
    ...([outHeight, outWidth, outputs, size, stride, padding, block] as const),
  );
  for (const tensor of [panels, patches]) tensor.dispose();
  return gradient;
}

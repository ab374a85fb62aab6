/**
 * 3 × 3 convolutions. Stock TensorFlow.js has no filter gradient for WebAssembly, and its input
 * gradient is scalar; here both become XNNPACK's matrix products and convolutions.
 */
import {
  Conv2D,
  FusedConv2D,
  type Tensor1D,
  type Tensor4D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { convolutionAttributes } from '../convolutionAttributes.ts';
import type { Kernels, Shape4D, Stride } from '../kernels.ts';
import { product } from './dense.ts';
import { adopt, allocate, forget, free, part, run, view } from './heap.ts';
import { addPatches, type Geometry, patchRows } from './patches.ts';
import { addShiftedGradients } from './shiftedPlanes.ts';
import { transpose } from './transpose.ts';

const taps = 9;

/** Output pixels whose patches are unfolded at once: they and their gradients stay in the cache. */
const pixelsAtOnce = 4096;

function convolution(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  stride: Stride,
  relu: boolean,
): Tensor4D {
  if (bias === null && !relu)
    return adopt(run(Conv2D, { x, filter }, convolutionAttributes(stride)));
  const inputs = { x, filter, ...(bias === null ? {} : { bias }) };
  const activation = relu ? 'relu' : 'linear';
  return adopt(run(FusedConv2D, inputs, { ...convolutionAttributes(stride), activation }));
}

/** Below this, products of single planes are too thin for the processor. */
const leastPlanes = 4;

function convolutionFilterGradient(x: Tensor4D, dy: Tensor4D, stride: Stride): Tensor4D {
  const [channels, outputs] = [x.shape[3], dy.shape[3]];
  const sums = new Float64Array(taps * channels * outputs);
  if (stride === 1 && channels >= leastPlanes) addShiftedGradients(sums, x, dy);
  else addUnfoldedGradients(sums, x, dy, stride);
  const gradient = allocate<Tensor4D>([3, 3, channels, outputs]);
  view(gradient).set(sums);
  return gradient;
}

/**
 * With the patches of x unfolded into a matrix of (9 · channels) × pixels, the filter's gradient is
 * that matrix times dy, summed over groups of images.
 */
function addUnfoldedGradients(sums: Float64Array, x: Tensor4D, dy: Tensor4D, stride: Stride): void {
  const batch = x.shape[0];
  const atOnce = Math.max(1, Math.floor(pixelsAtOnce / (dy.shape[1] * dy.shape[2])));
  for (let first = 0; first < batch; first += atOnce) {
    const geometry = geometryOf(x.shape, dy.shape, Math.min(atOnce, batch - first), stride);
    const partial = groupGradient(x, dy, first, geometry);
    addTo(sums, view(partial));
    free(partial);
  }
}

function groupGradient(x: Tensor4D, dy: Tensor4D, first: number, geometry: Geometry): TensorInfo {
  const { images, height, width, channels, outHeight, outWidth } = geometry;
  const pixels = images * outHeight * outWidth;
  const outputs = dy.shape[3];
  const imageSize = height * width * channels;
  const planes = allocate([channels, images * height * width]);
  const patches = allocate([taps * channels, pixels]);
  const values = view(x).subarray(first * imageSize, (first + images) * imageSize);
  transpose(values, view(planes), images * height * width, channels);
  patchRows(view(planes), view(patches), geometry);
  planes.dispose();
  const slopes = part(dy, first * outHeight * outWidth * outputs, [pixels, outputs]);
  const gradient = product(patches, slopes, [taps * channels, pixels, outputs]);
  forget(slopes);
  patches.dispose();
  return gradient;
}

function addTo(sums: Float64Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}

function geometryOf(x: Shape4D, dy: Shape4D, images: number, stride: Stride): Geometry {
  const [, height, width, channels] = x;
  return { images, height, width, channels, outHeight: dy[1], outWidth: dy[2], stride };
}

function convolutionInputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  shape: Shape4D,
  stride: Stride,
): Tensor4D {
  return stride === 1
    ? turnedConvolution(dy, filter)
    : foldedGradient(dy, filter, geometryOf(shape, dy.shape, shape[0], stride));
}

/** For stride 1 the gradient is a convolution with the filter turned by half a circle. */
function turnedConvolution(dy: Tensor4D, filter: Tensor4D): Tensor4D {
  const [, , channels, outputs] = filter.shape;
  const turned = allocate<Tensor4D>([3, 3, outputs, channels]);
  const [from, to] = [view(filter), view(turned)];
  const size = channels * outputs;
  for (let tap = 0; tap < taps; tap++) {
    const opposite = (taps - 1 - tap) * size;
    transpose(from.subarray(tap * size), to.subarray(opposite), channels, outputs);
  }
  const gradient = convolution(dy, turned, null, 1, false);
  turned.dispose();
  return gradient;
}

/** For stride 2: dy times the filter gives the gradient of each patch; they are added up. */
function foldedGradient(dy: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D {
  const { images, height, width, channels, outHeight, outWidth } = geometry;
  const outputs = dy.shape[3];
  const turned = allocate([outputs, taps * channels]);
  transpose(view(filter), view(turned), taps * channels, outputs);
  const pixels = images * outHeight * outWidth;
  const patches = product(dy, turned, [pixels, outputs, taps * channels]);
  const gradient = allocate<Tensor4D>([images, height, width, channels]);
  addPatches(view(patches), view(gradient), geometry);
  free(patches);
  turned.dispose();
  return gradient;
}

export const wasmConvolution = {
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
} satisfies Partial<Kernels>;

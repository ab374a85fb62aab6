/**
 * 3 × 3 convolutions. Stock TensorFlow.js has no filter gradient for WebAssembly, which is a loop of
 * ours, and its input gradient is scalar, which becomes one of XNNPACK's convolutions or products.
 */
import { Conv2D, FusedConv2D, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { convolutionAttributes } from '../convolutionAttributes.ts';
import type { Kernels, Shape4D, Stride } from '../kernels.ts';
import { type BatchSums, sumGradient } from './batchSums.ts';
import { product } from './dense.ts';
import { address, addressOf, adopt, allocate, free, run } from './heap.ts';
import type { Loops } from './loops/loops.ts';

const taps = 9;

export function wasmConvolution(loops: Loops, sums: BatchSums) {
  return {
    convolution,
    convolutionFilterGradient: (x: Tensor4D, dy: Tensor4D, stride: Stride): Tensor4D => {
      const [images, ...ofImage] = x.shape;
      const [, ...ofUpstream] = dy.shape;
      const shape = [3, 3, x.shape[3], dy.shape[3]];
      return sumGradient(loops, sums, images, shape, (first, count, to) => {
        const [from, upstream] = [addressOf(x, first), addressOf(dy, first)];
        loops.filterGradient(from, upstream, to, count, ...ofImage, ...ofUpstream, stride);
      });
    },
    convolutionInputGradient: (
      dy: Tensor4D,
      filter: Tensor4D,
      shape: Shape4D,
      stride: Stride,
    ): Tensor4D =>
      stride === 1
        ? rotatedConvolution(loops, dy, filter)
        : col2imGradient(loops, dy, filter, shape, stride),
  } satisfies Partial<Kernels>;
}

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

/** For stride 1 the gradient is a convolution with the filter rotated by 180°. */
function rotatedConvolution(loops: Loops, dy: Tensor4D, filter: Tensor4D): Tensor4D {
  const [, , channels, outputs] = filter.shape;
  const rotated = allocate<Tensor4D>([3, 3, outputs, channels]);
  const tapSize = channels * outputs * Float32Array.BYTES_PER_ELEMENT;
  for (let tap = 0; tap < taps; tap++) {
    const opposite = address(rotated) + (taps - 1 - tap) * tapSize;
    loops.transpose(address(filter) + tap * tapSize, opposite, channels, outputs);
  }
  const gradient = convolution(dy, rotated, null, 1, false);
  rotated.dispose();
  return gradient;
}

/** For stride 2: dy times the filter gives the gradient of each patch, which col2im adds up. */
function col2imGradient(
  loops: Loops,
  dy: Tensor4D,
  filter: Tensor4D,
  shape: Shape4D,
  stride: Stride,
): Tensor4D {
  const [images, outHeight, outWidth, outputs] = dy.shape;
  const width = taps * shape[3];
  const transposed = allocate([outputs, width]);
  loops.transpose(address(filter), address(transposed), width, outputs);
  const patches = product(dy, transposed, [images * outHeight * outWidth, outputs, width]);
  const gradient = allocate<Tensor4D>(shape);
  loops.col2im(address(patches), address(gradient), ...shape, outHeight, outWidth, stride);
  free(patches);
  transposed.dispose();
  return gradient;
}

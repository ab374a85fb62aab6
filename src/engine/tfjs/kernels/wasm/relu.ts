/**
 * ReLU without branches: whether a value is positive is as good as random, and each wrong guess of
 * the processor costs more than the rest of the loop.
 */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { allocate, view } from './heap.ts';

/** Writes dy where the ReLU's output is above 0, else 0. */
export function maskInto(to: Float32Array, dy: Float32Array, output: Float32Array): void {
  const [masked, slopes, values] = [bitsOf(to), bitsOf(dy), bitsOf(output)];
  for (let i = 0; i < masked.length; i++) {
    const bits = values[i];
    // All ones for a float above 0, none for ±0 (and for what no ReLU puts out).
    masked[i] = slopes[i] & ((-bits & ~bits) >> 31);
  }
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}

/** max(value, 0), exactly; NaN stays NaN. */
export function rectified(value: number): number {
  return 0.5 * (value + Math.abs(value));
}

function reluGradient<T extends Tensor>(dy: T, y: T): T {
  const output = allocate<T>(dy.shape);
  maskInto(view(output), view(dy), view(y));
  return output;
}

function addRelu(a: Tensor4D, b: Tensor4D): Tensor4D {
  const output = allocate<Tensor4D>(a.shape);
  const [to, left, right] = [view(output), view(a), view(b)];
  for (let i = 0; i < to.length; i++) to[i] = rectified(left[i] + right[i]);
  return output;
}

export const wasmRelu = { reluGradient, addRelu } satisfies Partial<Kernels>;

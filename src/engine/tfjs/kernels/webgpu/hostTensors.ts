import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { HostArray } from '../../repeated/work.ts';

const tensors = new WeakMap<HostArray, Tensor>();

/** Has an array's values found in a persistent tensor, which is filled before each use. */
export function holdHostTensor(array: HostArray, onDevice: Tensor): void {
  tensors.set(array, onDevice);
}

/**
 * The values of a host array as a float32 tensor of that many values: the one held for it, or a new
 * one. Whoever calls is within a tidy.
 */
export function hostTensor<T extends Tensor>(array: HostArray): T {
  return (tensors.get(array) ?? tensor(Float32Array.from(array), undefined, 'float32')) as T;
}

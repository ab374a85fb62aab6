/**
 * Access to the memory of TensorFlow.js' WebAssembly backend, so that loops of our own can read and
 * write its tensors in place, and its kernels can be called without the cost of the tape.
 *
 * A view is valid until the next allocation: memory that grows moves. So allocate first, then view.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend,
  engine,
  getKernel,
  type KernelConfig,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { outOfMemory } from '../../failures.ts';

type Attributes = NonNullable<Parameters<KernelConfig['kernelFunc']>[0]['attrs']>;

function wasm(): BackendWasm {
  return backend() as BackendWasm;
}

/** A new float32 tensor, its values undefined until written. */
export function allocate<T extends Tensor>(shape: number[]): T {
  return adopt<T>(wasm().makeOutput(shape, 'float32'));
}

/** The values of a float32 tensor as they lie in memory, until the next allocation. */
export function view(tensor: TensorInfo): Float32Array {
  return wasm().typedArrayFromHeap(tensor) as Float32Array;
}

/** The same values under another shape, for a kernel's input. */
function shaped({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
  return { dataId, dtype, shape };
}

/** Runs a kernel of the backend; the result belongs to nobody until {@link adopt}. */
export function run(
  name: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: Attributes,
): TensorInfo {
  const config = getKernel(name, 'wasm');
  const output = config.kernelFunc({ inputs: { ...inputs }, backend: wasm(), attrs: attributes });
  return Array.isArray(output) ? output[0] : output;
}

/**
 * Makes a kernel's result a tensor, in the shape given.
 * @throws EngineError where no memory was left for it: the backend itself goes on at address 0.
 */
export function adopt<T extends Tensor>(output: TensorInfo, shape = output.shape): T {
  if (wasm().getMemoryOffset(output.dataId) === 0) {
    throw outOfMemory();
  }
  return engine().makeTensorFromTensorInfo(shaped(output, shape), wasm()) as T;
}

/** Where a tensor's values begin, for loops of our own. */
export function address({ dataId }: TensorInfo): number {
  return wasm().getMemoryOffset(dataId);
}

/** Where the values of a tensor's row begin, of an image for instance. */
export function addressOf(tensor: Tensor, row: number): number {
  const length = tensor.size / tensor.shape[0];
  return address(tensor) + row * length * Float32Array.BYTES_PER_ELEMENT;
}

/** The bytes of a tensor, until the next allocation. */
export function bytes(tensor: TensorInfo): Uint8Array {
  const { buffer, byteOffset, byteLength } = view(tensor);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The values of a tensor that holds double precision numbers, until the next allocation. */
export function doubles(tensor: TensorInfo): Float64Array {
  const { buffer, byteOffset, length } = view(tensor);
  return new Float64Array(buffer, byteOffset, length / 2);
}

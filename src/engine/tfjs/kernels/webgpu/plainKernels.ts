/**
 * Kernels from TensorFlow.js' own operations on WebGPU, for what a device computes wrongly with ours.
 * They cannot be recorded, and know no parts of buffers, so that these are copied for them.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, Tensor, tidy } from '@tensorflow/tfjs-core';
import { composedKernels } from '../composed/composedKernels.ts';
import { lastMaximumPooling } from '../composed/lastMaximum.ts';
import type { Kernels } from '../kernels.ts';
import { copyPart, isPart } from './deviceMemory.ts';
import { isHalf } from './halfStorage.ts';
import { asSingles } from './precision.ts';
import { NotRecordable, recorderUnderWay } from './recorder.ts';
import { createTensor } from './shader.ts';

const stock: Kernels = {
  ...composedKernels,
  // Stock gives the gradient to the last of several maxima.
  ...lastMaximumPooling,
};

type Kernel = (...given: readonly unknown[]) => unknown;

/** Every kernel, on the active backend, which must be WebGPU. */
export const plainKernels: Kernels = Object.fromEntries(
  Object.entries(stock).map(([name, kernel]) => [name, onWholes(name, kernel as Kernel)]),
) as unknown as Kernels;

function onWholes(name: string, kernel: Kernel): Kernel {
  return (...given) => {
    if (recorderUnderWay() !== null) {
      throw new NotRecordable(`TensorFlow.js’ own operations stand in for its kernel ${name}`);
    }
    return tidy(() => kernel(...given.map(whole)) as never);
  };
}

/** What a kernel is given, with copies in place of tensors that are parts of buffers. */
function whole(given: unknown): unknown {
  if (given instanceof Tensor)
    return isHalf(given) ? asSingles(given) : isPart(given) ? copied(given) : given;
  if (Array.isArray(given)) return given.map(whole);
  const isRecord = given instanceof Object && Object.getPrototypeOf(given) === Object.prototype;
  if (!isRecord) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, whole(value)]));
}

function copied(tensor: Tensor): Tensor {
  const copy = createTensor<Tensor>(tensor.shape);
  copyPart(backend() as WebGPUBackend, tensor, copy);
  return copy;
}

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { engine, keep, type Tensor } from '@tensorflow/tfjs-core';
import { readRegion } from '../../plan/readRegion.ts';
import type { Memory } from '../backends/memory.ts';
import { arrangeParameters } from '../kernels/webgpu/arena.ts';
import { flush, regionOf } from '../kernels/webgpu/deviceMemory.ts';

/** Persistent tensors stay where they are: other values are written over the old ones. */
export function createWebgpuMemory(webgpu: WebGPUBackend): Memory {
  const write = (tensor: Tensor, values: Float32Array) => {
    const { buffer, offset } = regionOf(webgpu, tensor);
    flush(webgpu);
    webgpu.device.queue.writeBuffer(buffer, offset, Float32Array.from(values));
  };
  return {
    allocate: <T extends Tensor>(values: Float32Array, shape: readonly number[]): T => {
      const info = webgpu.makeTensorInfo([...shape], 'float32');
      const persistent = keep(engine().makeTensorFromTensorInfo(info)) as T;
      write(persistent, values);
      return persistent;
    },
    write: ({ value }, values) => write(value, values),
    // Not by TensorFlow.js, which would remember the values and miss that they change in place.
    read: async (tensor) => {
      const region = regionOf(webgpu, tensor);
      flush(webgpu);
      return readRegion(webgpu.device, region);
    },
    arrange: (parameters) => arrangeParameters(webgpu, parameters),
  };
}

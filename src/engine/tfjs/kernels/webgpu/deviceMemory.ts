/**
 * Where tensors lie on TensorFlow.js' WebGPU device: each in a buffer that TensorFlow.js recycles,
 * or, which TensorFlow.js does not know, in a part of a buffer of ours.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { engine, keep, type Tensor } from '@tensorflow/tfjs-core';
import type { Region } from '../../../plan/recording.ts';
import { isHalf } from './halfStorage.ts';

/** What TensorFlow.js' backend keeps to itself. Its version is pinned. */
export interface Internals {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  runWebGPUProgram: WebGPUBackend['runWebGPUProgram'];
}

/** What TensorFlow.js knows of a tensor's values. */
interface TensorData {
  resource: GPUBuffer | null;
  values: unknown;
  external?: boolean;
}

const parts = new WeakMap<object, Region>();

export const byteSizeOf = (tensor: Pick<Tensor, 'dataId' | 'size'>): number =>
  tensor.size * (isHalf(tensor) ? 2 : Float32Array.BYTES_PER_ELEMENT);

export function internalsOf(webgpu: WebGPUBackend): Internals {
  return webgpu as unknown as Internals;
}

/** Undefined where the tensor has been disposed of. */
export function tensorDataOf(
  webgpu: WebGPUBackend,
  { dataId }: Pick<Tensor, 'dataId'>,
): TensorData | undefined {
  return webgpu.tensorMap.has(dataId)
    ? (webgpu.tensorMap.get(dataId) as unknown as TensorData)
    : undefined;
}

/** TensorFlow.js would read a part of a buffer from the buffer's beginning: refuses that. */
export function guardParts(webgpu: WebGPUBackend): void {
  const internals = internalsOf(webgpu);
  const stock = internals.runWebGPUProgram.bind(webgpu);
  internals.runWebGPUProgram = (program, inputs, ...rest) => {
    const part = inputs.find(({ dataId }) => parts.has(dataId));
    if (part === undefined) return stock(program, inputs, ...rest);
    throw new Error(`${program.constructor.name} was given a part of a buffer`);
  };
}

/** Where the tensor's values lie; it is uploaded if it has not been yet. */
export function regionOf(webgpu: WebGPUBackend, tensor: Tensor): Region {
  const part = parts.get(tensor.dataId);
  if (part !== undefined) return part;
  webgpu.uploadToGPU(tensor.dataId);
  const { resource } = tensorDataOf(webgpu, tensor) as TensorData;
  return { buffer: resource as GPUBuffer, offset: 0, size: byteSizeOf(tensor) };
}

/** Whether a tensor is a part of a buffer, which only our own shaders can read. */
export function isPart({ dataId }: Pick<Tensor, 'dataId'>): boolean {
  return parts.has(dataId);
}

/** Copies a tensor's values to another of its size, in the order of TensorFlow.js' own commands. */
export function copyPart(webgpu: WebGPUBackend, from: Tensor, to: Tensor): void {
  const [source, target] = [regionOf(webgpu, from), regionOf(webgpu, to)];
  webgpu.ensureCommandEncoderReady();
  webgpu.endComputePassEncoder();
  const { commandEncoder, commandQueueOwnedIds } = internalsOf(webgpu);
  const { buffer, offset, size } = source;
  commandEncoder?.copyBufferToBuffer(buffer, offset, target.buffer, target.offset, size);
  // Until the queue is submitted, the memory must not go to another tensor.
  commandQueueOwnedIds.add(to.dataId);
}

/** A kept tensor whose values lie where they are put; disposing of it leaves the memory alone. */
export function tensorAt<T extends Tensor>(
  webgpu: WebGPUBackend,
  region: Region,
  shape: readonly number[],
): T {
  const info = webgpu.makeTensorInfo([...shape], 'float32');
  const data = tensorDataOf(webgpu, info) as TensorData;
  data.resource = region.buffer;
  data.external = true;
  parts.set(info.dataId, region);
  return keep(engine().makeTensorFromTensorInfo(info)) as T;
}

/** Sends all commands that TensorFlow.js has gathered, so that what follows comes after them. */
export function flush(webgpu: WebGPUBackend): void {
  if (internalsOf(webgpu).commandEncoder === null) return;
  webgpu.endComputePassEncoder();
  webgpu.submitQueue();
}

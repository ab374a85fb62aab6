import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tensorAt } from '../kernels/webgpu/deviceMemory.ts';
import { holdHostTensor } from '../kernels/webgpu/hostTensors.ts';
import type { HostArray } from '../repeated/work.ts';

/** Bindings begin at multiples of this many values (256 bytes). */
const alignment = 64;

/** The host arrays of repeated work in one buffer, which one call fills before each run. */
export class HostInputs {
  private readonly device: GPUDevice;
  private readonly buffer: GPUBuffer;
  private readonly staged: Float32Array<ArrayBuffer>;
  private readonly places: readonly { readonly array: HostArray; readonly offset: number }[];
  private readonly tensors: readonly Tensor[];

  constructor(webgpu: WebGPUBackend, arrays: readonly HostArray[]) {
    this.device = webgpu.device;
    let total = 0;
    this.places = arrays.map((array) => {
      const offset = total;
      total += Math.ceil(array.length / alignment) * alignment;
      return { array, offset };
    });
    this.staged = new Float32Array(Math.max(alignment, total));
    this.buffer = this.device.createBuffer({
      size: this.staged.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
      label: 'inputs of repeated work',
    });
    this.tensors = this.places.map(({ array, offset }) => {
      const bytes = Float32Array.BYTES_PER_ELEMENT;
      const region = { buffer: this.buffer, offset: offset * bytes, size: array.length * bytes };
      const tensor = tensorAt<Tensor>(webgpu, region, [array.length]);
      holdHostTensor(array, tensor);
      return tensor;
    });
  }

  /** Takes the values that the arrays have now to the device, after all that was submitted. */
  upload(): void {
    for (const { array, offset } of this.places) this.staged.set(array, offset);
    this.device.queue.writeBuffer(this.buffer, 0, this.staged);
  }

  dispose(): void {
    for (const tensor of this.tensors) tensor.dispose();
    this.buffer.destroy();
  }
}

/** Watches what is asked of WebGPU devices, whoever asks: dispatches, and memory held by buffers. */
export class GpuWatch {
  /** Dispatches so far. */
  dispatches = 0;
  /** The most bytes that buffers held at one time. */
  maxBytes = 0;
  private held = 0;
  private readonly sizes = new WeakMap<GPUBuffer, number>();

  /** From here on, on every device. */
  constructor() {
    const watch = this;
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      watch.created(buffer);
      return buffer;
    };
    const { destroy } = GPUBuffer.prototype;
    GPUBuffer.prototype.destroy = function () {
      watch.destroyed(this);
      return destroy.call(this);
    };
    const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...grid) {
      watch.dispatches++;
      dispatchWorkgroups.apply(this, grid);
    };
  }

  /** Bytes that buffers hold now. */
  get bytes(): number {
    return this.held;
  }

  private created(buffer: GPUBuffer): void {
    this.sizes.set(buffer, buffer.size);
    this.held += buffer.size;
    this.maxBytes = Math.max(this.maxBytes, this.held);
  }

  private destroyed(buffer: GPUBuffer): void {
    this.held -= this.sizes.get(buffer) ?? 0;
    this.sizes.delete(buffer);
  }
}

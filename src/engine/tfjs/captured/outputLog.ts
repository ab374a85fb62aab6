import { readRegion } from '../../plan/readRegion.ts';
import type { Region } from '../../plan/recording.ts';

/** Bytes that there is room for at first: those of some hundred losses. */
const firstBytes = 1024;

/** What an output came to in run after run, kept on the device until it is read. */
export class OutputLog {
  private buffer: GPUBuffer | null = null;
  private used = 0;

  constructor(private readonly device: GPUDevice) {}

  /** Has the output copied to the end of the log. */
  append(encoder: GPUCommandEncoder, { buffer, offset, size }: Region): void {
    encoder.copyBufferToBuffer(buffer, offset, this.room(encoder, size), this.used, size);
    this.used += size;
  }

  /** Reads the log and begins it anew. Waits for the device. */
  async take(): Promise<Float32Array> {
    const { buffer, used } = this;
    this.used = 0;
    if (buffer === null || used === 0) return new Float32Array();
    return readRegion(this.device, { buffer, offset: 0, size: used });
  }

  destroy(): void {
    this.buffer?.destroy();
    this.buffer = null;
  }

  /** A buffer with room for so many bytes more. */
  private room(encoder: GPUCommandEncoder, size: number): GPUBuffer {
    const old = this.buffer;
    const needed = this.used + size;
    if (old !== null && needed <= old.size) return old;
    const next = this.device.createBuffer({
      size: Math.max(needed, Math.min(2 * needed + firstBytes, this.device.limits.maxBufferSize)),
      usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      label: 'log of an output',
    });
    if (old !== null && this.used > 0) encoder.copyBufferToBuffer(old, 0, next, 0, this.used);
    // Its copy is in commands that are still to be submitted, so it is freed only after them.
    const free = () => old?.destroy();
    if (old !== null) this.device.queue.onSubmittedWorkDone().then(free, free);
    this.buffer = next;
    return next;
  }
}

/** What a training step spends its time on, part by part. */
import type { DeviceInfo } from './events/runEvents.ts';

/** A kernel's work for a layer. */
export interface StepPart {
  /** The layer's name; null for what belongs to none, such as objective and optimiser. */
  readonly layer: string | null;
  /** As the engine's table of kernels has it: `convolutionFilterGradient`. */
  readonly kernel: string;
}

/** What a kernel's work for a layer came to. */
export interface MeasuredPart extends StepPart {
  /** Calls of the kernel; on WebGPU what they asked of the device, shader by shader. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** A part of a step, on average over the steps that were measured. */
export interface ProfiledPart extends MeasuredPart {
  /** Multiply-adds that its definition has; null where it has none that count. */
  readonly multiplyAdds: number | null;
}

/** Rows and columns of the matrices whose product counts as what a device can do. */
export const peakSide = 512;

export interface StepProfile {
  readonly device: DeviceInfo;
  /** Whose clock: that of the thread that computes, or the device's own timestamps. */
  readonly clock: 'host' | 'device';
  readonly batchSize: number;
  /** Steps that were measured. */
  readonly steps: number;
  /** A step from its beginning until the device has done it, on average. */
  readonly stepMilliseconds: number;
  /**
   * What of it is JavaScript's: by the host's clock all that no kernel computes, by the device's what
   * a step takes to be asked for.
   */
  readonly hostMilliseconds: number;
  /** Multiply-adds a millisecond of a large product of matrices: what a kernel can hope for here. */
  readonly peak: number;
  /** The most time first. */
  readonly parts: readonly ProfiledPart[];
}

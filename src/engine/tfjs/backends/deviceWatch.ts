import { formatBytes } from '../../../lib/numberFormat.ts';
import { EngineError } from '../../engine.ts';
import { unreadable } from '../failures.ts';
import type { DeviceFailure } from '../kernels/webgpu/deviceFailures.ts';

/** Milliseconds that a device has to tell that it is lost, once something has failed. */
const lossDelay = 500;

/**
 * Remembers the first failure of a device. TensorFlow.js does not: a shader that fails voids its
 * command buffer, and results read back as zeros.
 */
export class DeviceWatch {
  private failure: EngineError | null = null;
  private isStopped = false;
  private knowsCause = false;
  /** Who waits for work of the device. */
  private readonly waiting = new Set<(failure: EngineError) => void>();

  constructor(device: Pick<GPUDevice, 'lost' | 'addEventListener'>) {
    device.addEventListener('uncapturederror', ({ error }) => {
      this.remember(
        new EngineError(
          `The graphics device failed: ${error.message}`,
          'Try a smaller batch or network, or choose WebAssembly.',
        ),
      );
    });
    void device.lost.then(() => {
      this.remember(
        new EngineError(
          'The graphics device was lost.',
          'Start the run again; if no adapter is offered any more, restart the browser.',
          'lost',
        ),
      );
      if (this.failure !== null) for (const tell of this.waiting) tell(this.failure);
    });
  }

  /** Takes note of a shader or an allocation that failed: the cause of what failed with it. */
  hear(failure: DeviceFailure): void {
    if (this.isStopped || this.knowsCause) return;
    this.knowsCause = true;
    this.failure =
      'kernel' in failure
        ? new EngineError(
            `The graphics device refused the kernel ${failure.kernel}: ${failure.message}`,
            'Update the browser and the graphics driver, or choose WebAssembly.',
          )
        : new EngineError(
            `The graphics device has no room for the ${formatBytes(failure.bytes)} that ${failure.what} takes.`,
            'Lower the batch size, choose a smaller network, or choose WebAssembly.',
          );
  }

  /** Failures from here on are of no interest: the device is being freed. */
  stop(): void {
    this.isStopped = true;
  }

  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** See `Engine.untilLost`: readings of a lost device need not ever end. */
  untilLost<Result>(work: Promise<Result>): Promise<Result> {
    // Not by Promise.race with `lost`, which would remember every wait for as long as it lives.
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      work.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }

  /** See `Engine.explain`. Browsers word what a device refuses each in their own way. */
  async explain(error: unknown): Promise<unknown> {
    if (error instanceof EngineError || error instanceof RangeError) return this.failure ?? error;
    if (this.failure === null) await this.orLoss(lossDelay);
    return this.failure ?? (error instanceof DOMException ? unreadable() : error);
  }

  private remember(failure: EngineError): void {
    if (!this.isStopped) this.failure ??= failure;
  }

  /** Waits for the loss of the device, as long as given. */
  private orLoss(milliseconds: number): Promise<void> {
    const pause = new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    return this.untilLost(pause).catch(() => {});
  }
}

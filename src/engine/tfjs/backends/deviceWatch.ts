import { formatBytes } from '../../../lib/numberFormat.ts';
import { EngineError } from '../../engine.ts';
import type { DeviceFailure } from '../kernels/webgpu/deviceFailures.ts';

/**
 * Remembers the first failure of a device. TensorFlow.js does not: a shader that fails voids its
 * command buffer, and results read back as zeros.
 */
export class DeviceWatch {
  private failure: EngineError | null = null;
  private isStopped = false;
  private knowsCause = false;

  constructor(device: Pick<GPUDevice, 'lost' | 'addEventListener'>) {
    device.addEventListener('uncapturederror', ({ error }) => {
      this.remember(
        new EngineError(
          `The graphics device failed: ${error.message}`,
          'Try a smaller batch or network, or choose WebAssembly.',
        ),
      );
    });
    void device.lost.then(({ message }) => {
      this.remember(
        new EngineError(
          `The graphics device was lost: ${message === '' ? 'no reason given' : message}`,
          'Start the run again; if no adapter is offered any more, restart the browser.',
        ),
      );
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

  private remember(failure: EngineError): void {
    if (!this.isStopped) this.failure ??= failure;
  }
}

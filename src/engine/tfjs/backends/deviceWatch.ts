import { EngineError } from '../../engine.ts';

/**
 * Remembers the first failure of a device. TensorFlow.js does not: a shader that fails voids its
 * command buffer, and results read back as zeros.
 */
export class DeviceWatch {
  private failure: EngineError | null = null;
  private isStopped = false;
  private hasRefused = false;

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

  /** Takes note that a kernel's shader could not be compiled: the cause of what failed with it. */
  refuse(kernel: string, message: string): void {
    if (this.isStopped || this.hasRefused) return;
    this.hasRefused = true;
    this.failure = new EngineError(
      `The graphics device refused the kernel ${kernel}: ${message}`,
      'Update the browser and the graphics driver, or choose WebAssembly.',
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

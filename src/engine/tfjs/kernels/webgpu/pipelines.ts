/** Compiled shaders, and who is told when one cannot be compiled. */

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

type FailureListener = (kernel: string, message: string) => void;

const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>();
const listeners = new WeakMap<GPUDevice, FailureListener>();

/** What the device's messages call a kernel's objects. */
export function labelOf(kernel: string): string {
  return `espalier/${kernel}`;
}

/** Has a device's shader failures told to `listener`, by the kernel's name. */
export function onShaderFailure(device: GPUDevice, listener: FailureListener): void {
  listeners.set(device, listener);
}

/** The pipeline kept under a key, compiled from the source at its first use. */
export function pipelineOf(
  device: GPUDevice,
  key: string,
  kernel: string,
  source: () => string,
): Compiled {
  const ofDevice = compiled.get(device) ?? new Map<string, Compiled>();
  compiled.set(device, ofDevice);
  const known = ofDevice.get(key);
  if (known !== undefined) return known;
  const made = compiling(device, kernel, () => compile(device, kernel, source()));
  ofDevice.set(key, made);
  return made;
}

/**
 * Compiles a kernel's shader. One that cannot be compiled would void the commands that use it, and
 * results would read back as zeros: its failure is told, before any reading asked for later arrives.
 */
export function compiling<T>(device: GPUDevice, kernel: string, compileIt: () => T): T {
  device.pushErrorScope('validation');
  const made = compileIt();
  device.popErrorScope().then(
    (error) => {
      if (error !== null) listeners.get(device)?.(kernel, error.message);
    },
    // The device is lost, which its watch hears of.
    () => {},
  );
  return made;
}

function compile(device: GPUDevice, kernel: string, code: string): Compiled {
  const label = labelOf(kernel);
  const module = device.createShaderModule({ code, label });
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module, entryPoint: 'start' },
    label,
  });
  return { pipeline, layout: pipeline.getBindGroupLayout(0) };
}

/** Failures that a device tells of what was asked of it, and who hears of them. */

export type DeviceFailure =
  /** A shader that cannot be compiled. */
  | { readonly kernel: string; readonly message: string }
  /** No room for what was to be allocated. */
  | { readonly what: string; readonly bytes: number };

type Listener = (failure: DeviceFailure) => void;

const listeners = new WeakMap<GPUDevice, Listener>();

/** Has a device's failures told to `listener`. */
export function onDeviceFailure(device: GPUDevice, listener: Listener): void {
  listeners.set(device, listener);
}

export function tellFailure(device: GPUDevice, failure: DeviceFailure): void {
  listeners.get(device)?.(failure);
}

/**
 * Tries what a device may refuse, and waits for it. Returns null where it was refused, which then
 * counts as no failure of the device.
 */
export async function attempting<T>(
  device: GPUDevice,
  attempt: () => Promise<T>,
): Promise<T | null> {
  const listener = listeners.get(device);
  let isRefused = false;
  listeners.set(device, () => {
    isRefused = true;
  });
  device.pushErrorScope('validation');
  try {
    const found = await attempt();
    return (await device.popErrorScope()) === null && !isRefused ? found : null;
  } finally {
    if (listener === undefined) listeners.delete(device);
    else listeners.set(device, listener);
  }
}

/** Allocates; where there is no room for it, that is told before any reading asked for later. */
export function allocating<T extends { readonly bytes: number }>(
  device: GPUDevice,
  what: string,
  allocate: () => T,
): T {
  device.pushErrorScope('out-of-memory');
  const allocated = allocate();
  device.popErrorScope().then(
    (error) => {
      if (error !== null) tellFailure(device, { what, bytes: allocated.bytes });
    },
    // The device is lost, which its watch hears of.
    () => {},
  );
  return allocated;
}

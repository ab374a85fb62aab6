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

/** Who is told what goes wrong with what is asked of a device now. */
export function listenerNow(device: GPUDevice): Listener {
  if (attempt !== null) return attempt;
  return (failure) => listeners.get(device)?.(failure);
}

/** Hears of failures while an attempt is asked for. */
let attempt: Listener | null = null;

const errorKinds = ['validation', 'internal', 'out-of-memory'] as const;

/**
 * Asks a device for what it may refuse, all at once, and waits until it is known whether it did.
 * Returns null then, and it counts as no failure of the device.
 */
export async function attempting<T>(device: GPUDevice, ask: () => T): Promise<T | null> {
  let isRefused = false;
  const outer = attempt;
  attempt = () => {
    isRefused = true;
  };
  for (const kind of errorKinds) device.pushErrorScope(kind);
  const asked = { errors: [] as Promise<GPUError | null>[], value: null as T | null };
  try {
    asked.value = ask();
  } finally {
    attempt = outer;
    // Of a device that is lost its watch hears.
    asked.errors = errorKinds.map(() => device.popErrorScope().catch(() => null));
  }
  const errors = await Promise.all(asked.errors);
  return isRefused || errors.some((error) => error !== null) ? null : asked.value;
}

/** Allocates; where there is no room for it, that is told before any reading asked for later. */
export function allocating<T extends { readonly bytes: number }>(
  device: GPUDevice,
  what: string,
  allocate: () => T,
): T {
  const tell = listenerNow(device);
  device.pushErrorScope('out-of-memory');
  const allocated = allocate();
  device.popErrorScope().then(
    (error) => {
      if (error !== null) tell({ what, bytes: allocated.bytes });
    },
    // The device is lost, which its watch hears of.
    () => {},
  );
  return allocated;
}

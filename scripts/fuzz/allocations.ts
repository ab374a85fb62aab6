/**
 * Counts the bytes of every buffer that is made: by constructors of buffers and typed arrays, and
 * by slice. The sum since the last reset is an upper bound of what was held at any moment, as if
 * nothing were ever freed.
 */

const typedArrays = [
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
] as const;

export interface AllocationCount {
  /** Bytes since the last reset. */
  readonly bytes: () => number;
  readonly reset: () => void;
  /** Puts the constructors back as they were. */
  readonly stop: () => void;
}

/** Starts to count, in this thread. */
export function countAllocations(): AllocationCount {
  let sum = 0;
  const undo: (() => void)[] = [];
  const globals = globalThis as unknown as Record<string, typeof Uint8Array>;
  for (const name of [...typedArrays, 'ArrayBuffer'] as const) {
    const original = globals[name];
    globals[name] = new Proxy(original, {
      construct(target, args, newTarget) {
        const made = Reflect.construct(
          target,
          args,
          newTarget === globals[name] ? target : newTarget,
        );
        // A view of a buffer takes nothing.
        if (!(args[0] instanceof ArrayBuffer)) sum += made.byteLength;
        return made;
      },
    });
    undo.push(() => {
      globals[name] = original;
    });
  }
  const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  const { slice } = prototype;
  prototype.slice = function counted(this: Uint8Array, ...range: [number?, number?]) {
    const made = slice.apply(this, range);
    sum += made.byteLength;
    return made;
  };
  undo.push(() => {
    prototype.slice = slice;
  });
  return {
    bytes: () => sum,
    reset: () => {
      sum = 0;
    },
    stop: () => {
      for (const one of undo) one();
    },
  };
}

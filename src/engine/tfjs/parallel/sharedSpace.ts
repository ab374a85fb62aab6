/**
 * The memory that all threads of an engine share: flags to wait on, what a failing thread says, and
 * for each thread two slots to publish values in. One block, laid out here alone.
 */

/** Bytes of one slot: small enough to stay in a core's cache. */
export const slotBytes = 2 ** 19;
const failureBytes = 4096;
/** Numbers between two flags, so that threads that wait do not share a cache line. */
const flagDistance = 16;

/** Places among the flags, in units of {@link flagDistance}. */
const flagPlaces = {
  failed: 0,
  command: 1,
  subject: 2,
  barriers: 3,
  left: 4,
  arrivals: 5,
} as const;

export interface Slot {
  readonly doubles: Float64Array;
  readonly floats: Float32Array;
  readonly integers: Int32Array;
}

export class SharedSpace {
  readonly buffer: SharedArrayBuffer;
  readonly flags: Int32Array;
  private readonly failure: Uint8Array;
  private readonly slots: readonly (readonly Slot[])[];

  /** A view of the memory of so many threads, or new memory for them. */
  constructor(threads: number, buffer = new SharedArrayBuffer(sizeFor(threads))) {
    this.buffer = buffer;
    this.flags = new Int32Array(buffer, 0, flagCount(threads));
    const begin = this.flags.byteLength;
    this.failure = new Uint8Array(buffer, begin, failureBytes);
    this.slots = Array.from({ length: threads }, (_, rank) =>
      [0, 1].map((side) => {
        const at = begin + failureBytes + (2 * rank + side) * slotBytes;
        return {
          doubles: new Float64Array(buffer, at, slotBytes / Float64Array.BYTES_PER_ELEMENT),
          floats: new Float32Array(buffer, at, slotBytes / Float32Array.BYTES_PER_ELEMENT),
          integers: new Int32Array(buffer, at, slotBytes / Int32Array.BYTES_PER_ELEMENT),
        };
      }),
    );
  }

  /** Index of a flag. */
  flag(name: Exclude<keyof typeof flagPlaces, 'arrivals'>): number {
    return flagPlaces[name] * flagDistance;
  }

  /** Index of the flag that counts a thread's arrivals. */
  arrivalsOf(rank: number): number {
    return (flagPlaces.arrivals + rank) * flagDistance;
  }

  /** One of a thread's two slots. */
  slot(rank: number, side: number): Slot {
    return this.slots[rank][side];
  }

  /** Leaves what went wrong for the others, unless another failure came first; wakes all. */
  fail(message: string): void {
    const text = new TextEncoder().encode(message).subarray(0, failureBytes - 1);
    if (Atomics.compareExchange(this.flags, this.flag('failed'), 0, text.length + 1) !== 0) return;
    this.failure.set(text);
    for (let place = 0; place < this.flags.length; place += flagDistance) {
      Atomics.notify(this.flags, place);
    }
  }

  /** What went wrong; null where nothing did. */
  failureMessage(): string | null {
    const length = Atomics.load(this.flags, this.flag('failed'));
    // Decoders take no shared memory.
    return length === 0 ? null : new TextDecoder().decode(this.failure.slice(0, length - 1));
  }
}

function flagCount(threads: number): number {
  return (flagPlaces.arrivals + threads) * flagDistance;
}

function sizeFor(threads: number): number {
  const flags = flagCount(threads) * Int32Array.BYTES_PER_ELEMENT;
  return flags + failureBytes + 2 * threads * slotBytes;
}

import type { StepPart } from '../../spec/run/stepProfile.ts';
import type { Plan } from './plan.ts';

/** Timestamps that a device holds in one set. */
const largestSet = 4096;
const bytesOfTime = BigUint64Array.BYTES_PER_ELEMENT;

/** Measures repetitions of plans by the device's timestamps (`timestamp-query`), dispatch by dispatch. */
export class DispatchClock {
  private readonly sets = new Map<number, GPUQuerySet>();
  private readonly underWay = new Set<Promise<void>>();
  private reading: { readonly staging: GPUBuffer; readonly parts: readonly StepPart[] } | null =
    null;

  /** @param onTime hears of each dispatch how many milliseconds it took. */
  constructor(
    private readonly device: GPUDevice,
    private readonly onTime: (part: StepPart, milliseconds: number) => void,
  ) {}

  /** Adds a repetition to commands; once they are submitted, {@link read} is to be called. */
  encode(encoder: GPUCommandEncoder, plan: Plan): void {
    const { parts } = plan;
    const perSet = largestSet / 2;
    plan.encodeApart(encoder, (command) => ({
      querySet: this.set(Math.floor(command / perSet)),
      beginningOfPassWriteIndex: 2 * (command % perSet),
      endOfPassWriteIndex: 2 * (command % perSet) + 1,
    }));
    const size = 2 * bytesOfTime * parts.length;
    const { device } = this;
    const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
    const resolved = device.createBuffer({ size, usage, label: 'timestamps' });
    const read = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = device.createBuffer({ size, usage: read, label: 'timestamps' });
    for (let first = 0; first < parts.length; first += perSet) {
      const count = 2 * Math.min(perSet, parts.length - first);
      encoder.resolveQuerySet(
        this.set(first / perSet),
        0,
        count,
        resolved,
        2 * bytesOfTime * first,
      );
    }
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
    this.reading = { staging, parts };
  }

  /** Begins to read what the repetition took that was submitted last. */
  read(): void {
    const { reading } = this;
    this.reading = null;
    if (reading === null) return;
    const told = this.tell(reading.staging, reading.parts).finally(() =>
      this.underWay.delete(told),
    );
    this.underWay.add(told);
    // A device that fails is heard of elsewhere, and by whoever settles.
    told.catch(() => {});
  }

  /** Waits until all that was submitted has been told. */
  async settle(): Promise<void> {
    await Promise.all(this.underWay);
  }

  destroy(): void {
    for (const set of this.sets.values()) set.destroy();
    this.sets.clear();
  }

  private async tell(staging: GPUBuffer, parts: readonly StepPart[]): Promise<void> {
    await staging.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(staging.getMappedRange().slice(0));
    staging.destroy();
    for (const [command, part] of parts.entries()) {
      // Browsers round timestamps, so that an end may seem to lie before its beginning.
      const nanoseconds = Number(times[2 * command + 1] - times[2 * command]);
      this.onTime(part, Math.max(0, nanoseconds) / 1e6);
    }
  }

  private set(index: number): GPUQuerySet {
    const known = this.sets.get(index);
    if (known !== undefined) return known;
    const made = this.device.createQuerySet({ type: 'timestamp', count: largestSet });
    this.sets.set(index, made);
    return made;
  }
}

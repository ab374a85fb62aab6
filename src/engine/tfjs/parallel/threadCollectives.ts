/**
 * All-reduce and all-gather among threads on shared memory. Each thread publishes its values in a
 * slot, waits at a barrier until all have done so, and reads what it needs. A thread has two slots
 * and uses them by turns, so that one barrier for each operation is enough: before it writes a slot
 * again it has passed another barrier, at which all others had done reading that slot.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Collectives, forEachPair } from '../kernels/wasm/batchSums.ts';
import { address, allocate, view } from '../kernels/wasm/heap.ts';
import type { Loops } from '../kernels/wasm/loops/loops.ts';
import { type SharedSpace, type Slot, slotBytes } from './sharedSpace.ts';
import { waitForChange } from './waiting.ts';

const slotDoubles = slotBytes / Float64Array.BYTES_PER_ELEMENT;
const slotFloats = slotBytes / Float32Array.BYTES_PER_ELEMENT;
const slotIntegers = slotBytes / Int32Array.BYTES_PER_ELEMENT;

/** A thread among those that share memory. */
export interface Participant {
  readonly space: SharedSpace;
  readonly loops: Pick<Loops, 'add'>;
  readonly rank: number;
  /** Barriers passed so far: the same number on all threads that take part. */
  barriers: number;
}

/** Collective operations of the first `threads` threads. */
export class ThreadCollectives implements Collectives {
  constructor(
    private readonly self: Participant,
    private readonly threads: number,
  ) {}

  allReduceDoubles(values: Float64Array): void {
    for (let start = 0; start < values.length; start += slotDoubles) {
      const part = values.subarray(start, start + slotDoubles);
      this.publish(({ doubles }) => doubles.set(part));
      this.forEachSibling((ranks) => {
        const rows = ranks.map((rank) => this.published(rank).doubles.slice(0, part.length));
        forEachPair(rows.length, (left, right) => addInto(rows[left], rows[right]));
        addInto(part, rows[0]);
      });
    }
  }

  allReduceTensors(tensors: readonly Tensor[]): void {
    const parts = partsOf(tensors);
    if (parts.length === 0) return;
    const scratch = allocate([Math.max(1, this.threads / 2) * slotFloats]);
    for (const part of parts) this.addPart(part, scratch);
    scratch.dispose();
  }

  allGather(values: Int32Array): Int32Array {
    const all: Int32Array[][] = Array.from({ length: this.threads }, () => []);
    const room = slotIntegers - 1;
    let longest = values.length;
    for (let start = 0; start === 0 || start < longest; start += room) {
      this.publish(({ integers }) => {
        integers[0] = values.length;
        integers.set(values.subarray(start, start + room), 1);
      });
      for (const [rank, ofRank] of all.entries()) {
        const { integers } = this.published(rank);
        longest = Math.max(longest, integers[0]);
        const length = Math.max(0, Math.min(room, integers[0] - start));
        ofRank.push(integers.slice(1, 1 + length));
      }
    }
    return joined(all.flat());
  }

  private addPart(segments: Part, scratch: Tensor): void {
    this.publish(({ floats }) => {
      for (const { tensor, from, length, at } of segments) {
        floats.set(view(tensor).subarray(from, from + length), at);
      }
    });
    const { at, length } = segments[segments.length - 1];
    const filled = at + length;
    const row = (index: number) => address(scratch) + index * slotBytes;
    this.forEachSibling((ranks) => {
      const rows = view(scratch);
      for (const [index, rank] of ranks.entries()) {
        rows.set(this.published(rank).floats.subarray(0, filled), index * slotFloats);
      }
      forEachPair(ranks.length, (left, right) => {
        this.self.loops.add(row(left), row(right), row(left), filled);
      });
      for (const segment of segments) this.addRow(segment, row(0));
    });
  }

  private addRow({ tensor, from, length, at }: Segment, row: number): void {
    const bytes = Float32Array.BYTES_PER_ELEMENT;
    const own = address(tensor) + from * bytes;
    this.self.loops.add(own, row + at * bytes, own, length);
  }

  /** Fills the slot whose turn it is, and waits until the others have filled theirs. */
  private publish(fill: (slot: Slot) => void): void {
    const { self, threads } = this;
    const { space, rank } = self;
    self.barriers = (self.barriers + 1) | 0;
    fill(space.slot(rank, self.barriers & 1));
    const own = space.arrivalsOf(rank);
    Atomics.store(space.flags, own, self.barriers);
    Atomics.notify(space.flags, own);
    for (let other = 0; other < threads; other++) {
      const flag = space.arrivalsOf(other);
      let seen = Atomics.load(space.flags, flag);
      // A thread that is at the next barrier already has passed this one.
      while (((seen - self.barriers) | 0) < 0) seen = waitForChange(space, flag, seen);
    }
  }

  private published(rank: number): Slot {
    return this.self.space.slot(rank, this.self.barriers & 1);
  }

  /** Visits the subtrees whose sums are to be added to this thread's, smallest first. */
  private forEachSibling(visit: (ranks: readonly number[]) => void): void {
    for (let width = 1; width < this.threads; width *= 2) {
      const first = (this.self.rank ^ width) & ~(width - 1);
      visit(Array.from({ length: width }, (_, index) => first + index));
    }
  }
}

function addInto(to: Float64Array, values: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += values[i];
}

function joined(arrays: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** Values of a tensor, and where they lie in a slot. */
interface Segment {
  readonly tensor: Tensor;
  readonly from: number;
  readonly length: number;
  readonly at: number;
}

/** Segments that fill a slot. */
type Part = readonly Segment[];

function partsOf(tensors: readonly Tensor[]): Part[] {
  const parts: Segment[][] = [];
  let used = slotFloats;
  for (const tensor of tensors) {
    for (let from = 0; from < tensor.size; ) {
      if (used === slotFloats) {
        parts.push([]);
        used = 0;
      }
      const length = Math.min(tensor.size - from, slotFloats - used);
      parts[parts.length - 1].push({ tensor, from, length, at: used });
      from += length;
      used += length;
    }
  }
  return parts;
}

/**
 * Where the transient values of a recording lie: values that are not needed at the same time share
 * memory. A buffer cannot be read and written in one dispatch, so each slot is a buffer of its own.
 */
import { isTransient, type Recording } from './recording.ts';

/** When a value is needed: from the dispatch that writes it to the last that reads it. */
interface Lifetime {
  readonly value: number;
  readonly size: number;
  readonly first: number;
  readonly last: number;
}

export interface Layout {
  /** Slot of each transient value; −1 for values that nothing touches. */
  readonly slotOf: readonly number[];
  /** Bytes of each slot. */
  readonly slots: readonly number[];
}

/** Puts the largest values first, each into the first slot that is free all its life. */
export function layOut(recording: Recording): Layout {
  const slotOf = new Array<number>(recording.sizes.length).fill(-1);
  const slots: { size: number; lifetimes: Lifetime[] }[] = [];
  const lifetimes = lifetimesOf(recording).sort((a, b) => b.size - a.size || a.first - b.first);
  for (const lifetime of lifetimes) {
    const isFree = ({ lifetimes }: (typeof slots)[number]) =>
      lifetimes.every((other) => other.last < lifetime.first || lifetime.last < other.first);
    let slot = slots.findIndex(isFree);
    if (slot === -1) slot = slots.push({ size: lifetime.size, lifetimes: [] }) - 1;
    slots[slot].lifetimes.push(lifetime);
    slotOf[lifetime.value] = slot;
  }
  return { slotOf, slots: slots.map(({ size }) => size) };
}

function lifetimesOf({ dispatches, sizes, outputs }: Recording): Lifetime[] {
  const first = new Array<number>(sizes.length).fill(-1);
  const last = new Array<number>(sizes.length).fill(-1);
  for (const [index, { bindings }] of dispatches.entries()) {
    for (const { place } of bindings) {
      if (!isTransient(place)) continue;
      if (first[place.transient] === -1) first[place.transient] = index;
      last[place.transient] = index;
    }
  }
  // What is read of the work must last to its end.
  for (const place of outputs.values()) {
    if (isTransient(place)) last[place.transient] = dispatches.length;
  }
  return sizes.flatMap((size, value) =>
    first[value] === -1 ? [] : [{ value, size, first: first[value], last: last[value] }],
  );
}

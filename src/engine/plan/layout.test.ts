import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './layout.ts';
import type { Dispatch, Recording } from './recording.ts';

/** A dispatch that reads some transient values and writes one. */
function dispatch(reads: readonly number[], write: number): Dispatch {
  return {
    shader: { key: 'k', kernel: 'k', groupSize: 64, source: () => '' },
    bindings: [
      ...reads.map((transient) => ({ place: { transient }, isWritten: false })),
      { place: { transient: write }, isWritten: true },
    ],
    grid: [1, 1],
  };
}

/** Each dispatch writes the value of its number and reads earlier ones. */
const recordings = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 100 }), reads: fc.array(fc.nat(30)) }), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((steps) => fc.record({ steps: fc.constant(steps), output: fc.nat(steps.length - 1) }))
  .map(({ steps, output }): Recording => {
    const dispatches = steps.map(({ reads }, index) =>
      dispatch([...new Set(reads.filter((value) => value < index))], index),
    );
    const outputs = new Map([['out', { transient: output }]]);
    return { dispatches, sizes: steps.map(({ size }) => size), outputs };
  });

/** Runs a recording on slots of memory: each value is its own number, which readers look for. */
function everyReadFindsItsValue({ dispatches, outputs }: Recording, slotOf: readonly number[]) {
  const memory: number[] = [];
  for (const { bindings } of dispatches) {
    const places = bindings.map(({ place }) => (place as { transient: number }).transient);
    const write = places[places.length - 1];
    for (const value of places.slice(0, -1)) {
      if (memory[slotOf[value]] !== value || slotOf[value] === slotOf[write]) return false;
    }
    memory[slotOf[write]] = write;
  }
  const out = outputs.get('out') as { transient: number };
  return memory[slotOf[out.transient]] === out.transient;
}

describe('layout of transient values', () => {
  it('never overwrites what is still to be read, nor reads what is written', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const { slotOf } = layOut(recording);
        expect(everyReadFindsItsValue(recording, slotOf)).toBe(true);
      }),
    );
  });

  it('has room for every value, and takes no more memory than all values together', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const { slotOf, slots } = layOut(recording);
        recording.sizes.forEach((size, value) => {
          expect(slots[slotOf[value]]).toBeGreaterThanOrEqual(size);
        });
        const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
        expect(sum(slots)).toBeLessThanOrEqual(sum(recording.sizes));
      }),
    );
  });

  it('shares memory along a chain: two slots take turns', () => {
    const dispatches = Array.from({ length: 10 }, (_, index) =>
      dispatch(index === 0 ? [] : [index - 1], index),
    );
    const outputs = new Map([['out', { transient: 9 }]]);
    const { slots } = layOut({ dispatches, sizes: new Array(10).fill(8), outputs });
    expect(slots).toEqual([8, 8]);
  });

  it('gives values that nothing touches no memory', () => {
    const outputs = new Map([['out', { transient: 1 }]]);
    const { slotOf, slots } = layOut({ dispatches: [dispatch([], 1)], sizes: [50, 4], outputs });
    expect(slotOf).toEqual([-1, 0]);
    expect(slots).toEqual([4]);
  });
});

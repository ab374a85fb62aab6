import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWasm, type WasmBackend } from '../backends/wasm.ts';
import { tensorOf, valuesOf } from '../testing/values.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';
import { SharedSpace, type Slot, slotBytes } from './sharedSpace.ts';
import { ThreadCollectives } from './threadCollectives.ts';

let backend: WasmBackend;
beforeAll(async () => {
  backend = await startWasm(installedWasmPaths());
});
afterAll(() => backend.dispose());

/** Collectives as thread `rank` sees them; the others have published what `fill` writes, once. */
function collectivesOf(rank: number, threads: number, fill: (slot: Slot, other: number) => void) {
  const space = new SharedSpace(threads);
  for (let other = 0; other < threads; other++) {
    if (other === rank) continue;
    fill(space.slot(other, 1), other);
    Atomics.store(space.flags, space.arrivalsOf(other), 1);
  }
  return new ThreadCollectives({ space, loops: backend.loops, rank, barriers: 0 }, threads);
}

const values = fc.float({ noNaN: true, noDefaultInfinity: true });

/** Rows of equal length, one a thread. */
const rows = fc
  .tuple(fc.constantFrom(2, 4, 8), fc.integer({ min: 1, max: 9 }))
  .chain(([threads, width]) =>
    fc.array(fc.array(values, { minLength: width, maxLength: width }), {
      minLength: threads,
      maxLength: threads,
    }),
  );

/** The sum of one value of each thread by a tree that pairs neighbours. */
function treeSum(terms: readonly number[], round: (sum: number) => number): number {
  if (terms.length === 1) return terms[0];
  const half = terms.length / 2;
  return round(treeSum(terms.slice(0, half), round) + treeSum(terms.slice(half), round));
}

describe('collective operations', () => {
  it('add doubles by the tree, the same for every thread', () => {
    fc.assert(
      fc.property(rows, (shown) => {
        const expected = shown[0].map((_, i) =>
          treeSum(
            shown.map((row) => row[i]),
            (sum) => sum,
          ),
        );
        for (const [rank, own] of shown.entries()) {
          const sums = Float64Array.from(own);
          const collectives = collectivesOf(rank, shown.length, ({ doubles }, other) =>
            doubles.set(shown[other]),
          );
          collectives.allReduceDoubles(sums);
          expect([...sums].map((sum) => sum + 0)).toEqual(expected.map((sum) => sum + 0));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('add tensors by the tree in single precision, several at one barrier', () => {
    fc.assert(
      fc.property(rows, (shown) => {
        const expected = shown[0].map((_, i) =>
          treeSum(
            shown.map((row) => row[i]),
            Math.fround,
          ),
        );
        for (const [rank, own] of shown.entries()) {
          const both = [own, own].map((row) => tensorOf(valuesOf([row.length], ...row)));
          collectivesOf(rank, shown.length, ({ floats }, other) =>
            floats.set([...shown[other], ...shown[other]]),
          ).allReduceTensors(both);
          for (const tensor of both) {
            expect([...tensor.dataSync()].map((sum) => sum + 0)).toEqual(
              expected.map((sum) => sum + 0),
            );
            tensor.dispose();
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gather the values of all, in the order of threads', () => {
    const collectives = collectivesOf(1, 4, ({ integers }, other) =>
      integers.set([other, ...new Array(other).fill(other)]),
    );
    expect([...collectives.allGather(Int32Array.of(7, 8))]).toEqual([7, 8, 2, 2, 3, 3, 3]);
  });

  it('end with an error when a thread has failed', () => {
    const space = new SharedSpace(2);
    const collectives = new ThreadCollectives(
      { space, loops: backend.loops, rank: 0, barriers: 0 },
      2,
    );
    space.fail('out of memory');
    space.fail('a later failure');
    expect(() => collectives.allReduceDoubles(new Float64Array(1))).toThrow(
      'A training thread failed: out of memory',
    );
  });

  it('pass several barriers where values do not fit a slot', () => {
    const length = slotBytes / Float64Array.BYTES_PER_ELEMENT + 3;
    const space = new SharedSpace(2);
    for (const side of [0, 1]) space.slot(1, side).doubles.fill(2);
    // The other thread is two barriers ahead, which a real one could not be by more than one.
    Atomics.store(space.flags, space.arrivalsOf(1), 2);
    const sums = new Float64Array(length).fill(1);
    new ThreadCollectives(
      { space, loops: backend.loops, rank: 0, barriers: 0 },
      2,
    ).allReduceDoubles(sums);
    expect(sums.every((sum) => sum === 3)).toBe(true);
  });
});

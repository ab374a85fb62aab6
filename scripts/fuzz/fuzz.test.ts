/**
 * Damaged files of every format: each ends in a DataError or in a data set, in no other way.
 * `npm run fuzz` does the same with more of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileCases } from '../hostile/corpus.ts';
import { type AllocationCount, countAllocations } from './allocations.ts';
import { attempt, fuzz, guardOf } from './fuzz.ts';
import { fuzzSeeds } from './seeds.ts';
import { sharesOf } from './shares.ts';

const number = 1;
let allocations: AllocationCount;
beforeAll(() => {
  allocations = countAllocations();
});
afterAll(() => allocations.stop());

describe(`seed ${number}`, () => {
  const shares = sharesOf(100_000).map(({ seed, inputs }) => [seed.format, inputs, seed] as const);
  test.each(shares)('%s: %d inputs', { timeout: 300_000 }, async (_format, inputs, seed) => {
    const { faults, accepted } = await fuzz(seed, { number, first: 0, end: inputs }, allocations);
    expect(faults).toEqual([]);
    // Damage that is always refused would never reach what lies behind the first check.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(inputs);
  });
});

describe('every flipped bit', () => {
  /** Outcomes by bit, each the data set of the sound file or none. */
  async function acceptedBits(format: string): Promise<number[]> {
    const seed = fuzzSeeds.find((one) => one.format === format)!;
    // One flipped bit never changes a name in both its places.
    const guard = await guardOf({ ...seed, guarded: 'all' });
    const accepted: number[] = [];
    for (let bit = 0; bit < 8 * seed.content.length; bit++) {
      const flipped = seed.content.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const outcome = await attempt(seed.files(flipped), allocations, guard);
      expect(outcome.wrong).toBeNull();
      if (outcome.accepted) accepted.push(bit);
    }
    return accepted;
  }

  const guarded = fuzzSeeds
    .filter(({ guarded: what }) => what !== 'nothing')
    .map(({ format }) => format);
  test.each(guarded)('of %s is refused, or changes nothing', async (format) => {
    await acceptedBits(format);
  });

  test('of a PNG is refused', async () => {
    expect(await acceptedBits('PNG')).toEqual([]);
  });

  test('of a stored gzip after its header is refused, but for the padding of its first byte', async () => {
    const content = (await acceptedBits('gzip, stored')).filter((bit) => bit >= 80);
    expect(content.map((bit) => bit >> 3)).toEqual([10, 10, 10, 10, 10]);
  });
});

test('no hostile file takes more than twice what is allowed', async () => {
  for (const { family, name, files } of hostileCases) {
    const { wrong } = await attempt(files, allocations, null);
    expect([family, name, wrong]).toEqual([family, name, null]);
  }
});

test('what is counted is what is made', () => {
  allocations.reset();
  const bytes = new Uint8Array(100);
  expect(new Float64Array(2).byteLength).toBe(16);
  expect(bytes.slice(90)).toBeInstanceOf(Uint8Array);
  expect(new Uint8Array(bytes.buffer, 10, 20).length).toBe(20);
  expect(Uint8Array.from([1, 2, 3]).length).toBe(3);
  expect(allocations.bytes()).toBe(100 + 16 + 10 + 3);
});

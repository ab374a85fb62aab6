import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryFiles } from './memoryFiles.ts';
import { SlotPair } from './slotPair.ts';
import { type Fault, FaultyFiles } from './testing/faultyFiles.ts';

const names = ['a', 'b'] as const;
const payload = (value: number) => new Uint8Array(1000).fill(value);
const newest = async (pair: SlotPair) => (await pair.read()).whole.at(0)?.bytes[0] ?? null;

describe('SlotPair', () => {
  it('gives what was written last, also to another reader', async () => {
    const files = new MemoryFiles();
    const pair = new SlotPair(files, [...names]);
    expect(await newest(pair)).toBeNull();
    for (const value of [1, 2, 3]) await pair.write(payload(value));
    const other = new SlotPair(files, [...names]);
    expect(await newest(other)).toBe(3);
    await other.write(payload(4));
    expect(await newest(pair)).toBe(4);
  });

  it.each<Fault>(['nothing', 'half', 'all'])(
    'is whole whatever write is cut off, %s of it done',
    async (fault) => {
      for (let faultAt = 1; faultAt <= 12; faultAt++) {
        const files = new MemoryFiles();
        const pair = new SlotPair(new FaultyFiles(files, faultAt, fault), [...names]);
        let acknowledged: number | null = null;
        for (const value of [1, 2, 3, 4]) {
          const done = await pair.write(payload(value)).then(
            () => true,
            () => false,
          );
          if (!done) break;
          acknowledged = value;
        }
        const found = await newest(new SlotPair(files, [...names]));
        expect([acknowledged, (acknowledged ?? 0) + 1]).toContain(found);
      }
    },
  );

  it('takes no slot in which any byte was changed', async () => {
    const files = new MemoryFiles();
    const pair = new SlotPair(files, [...names]);
    await pair.write(payload(1));
    await pair.write(payload(2));
    const written = (await files.read('a'))!;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(written.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const damaged = written.slice();
          damaged[at] ^= flip;
          const file = await files.open('a', 'empty');
          await file.write(0, damaged);
          await file.close();
          expect(await pair.read()).toMatchObject({ isTorn: true });
          expect(await newest(pair)).toBe(1);
        },
      ),
      { numRuns: 60, seed: 12 },
    );
  });
});

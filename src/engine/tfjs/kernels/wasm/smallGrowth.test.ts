import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growByLittle } from './smallGrowth.ts';

const page = 2 ** 16;
const megabyte = 2 ** 20;

/** What Emscripten does where so many bytes are needed in all; whether it has got them. */
function resize(memory: WebAssembly.Memory, needed: number): boolean {
  const before = memory.buffer.byteLength;
  for (let cut = 1; cut <= 4; cut *= 2) {
    const wanted = Math.ceil(Math.max(needed, before * (1 + 0.2 / cut)) / page) * page;
    try {
      memory.grow((wanted - before) / page);
      return true;
    } catch {
      // It tries again with less.
    }
  }
  return false;
}

const memoryOf = (bytes: number, most: number) => {
  const memory = new WebAssembly.Memory({ initial: bytes / page, maximum: most / page });
  growByLittle(memory);
  return memory;
};

describe('memory that grows by little', () => {
  it('has what is needed each time, and hardly more', () => {
    const additions = fc.array(fc.integer({ min: 1, max: 12 * megabyte }), { maxLength: 8 });
    fc.assert(
      fc.property(additions, (added) => {
        const memory = memoryOf(16 * megabyte, 256 * megabyte);
        for (const bytes of added) {
          const needed = memory.buffer.byteLength + bytes;
          expect(resize(memory, needed)).toBe(true);
          expect(memory.buffer.byteLength).toBeGreaterThanOrEqual(needed);
          expect(memory.buffer.byteLength).toBeLessThan(1.06 * needed + page);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('fails where there is no room, and grows by what there is room for afterwards', () => {
    const memory = memoryOf(16 * megabyte, 18 * megabyte);
    expect(resize(memory, 19 * megabyte)).toBe(false);
    expect(memory.buffer.byteLength).toBe(16 * megabyte);
    expect(resize(memory, 17 * megabyte)).toBe(true);
    expect(memory.buffer.byteLength).toBeLessThanOrEqual(18 * megabyte);
  });

  it('is the same where it was told twice', () => {
    const memory = memoryOf(16 * megabyte, 64 * megabyte);
    growByLittle(memory);
    expect(resize(memory, 16 * megabyte + 1)).toBe(true);
    expect(memory.buffer.byteLength).toBeLessThan(17 * megabyte);
  });
});

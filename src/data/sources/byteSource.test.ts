import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteSource, heldBytes, readAhead } from './byteSource.ts';

/** A source that notes what is asked of it. */
function watched(bytes: Uint8Array): { source: ByteSource; asked: [number, number][] } {
  const held = heldBytes(bytes);
  const asked: [number, number][] = [];
  const read = (start: number, end: number) => {
    asked.push([start, end]);
    return held.read(start, end);
  };
  return { source: { ...held, read }, asked };
}

describe('readAhead', () => {
  test('reads what the source holds, in any order', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7) ^ (at >> 9));
    const part = fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const source = readAhead(heldBytes(bytes));
        for (const [a, b] of parts) {
          const [start, end] = a < b ? [a, b] : [b, a];
          const found = await source.read(start, end);
          expect(Buffer.compare(found, bytes.subarray(start, end))).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('asks once for parts that follow one another, and alone for others', async () => {
    const { source, asked } = watched(new Uint8Array(8_000_000));
    const ahead = readAhead(source);
    for (let at = 0; at < 1_000_000; at += 10_000) await ahead.read(at, at + 10_000);
    expect(asked).toEqual([[0, 2 ** 20]]);
    await ahead.read(7_000_000, 7_000_010);
    await ahead.read(3_000_000, 3_000_010);
    expect(asked.slice(1)).toEqual([
      [7_000_000, 7_000_010],
      [3_000_000, 3_000_010],
    ]);
    await ahead.read(3_000_020, 3_000_030);
    await ahead.read(3_000_040, 3_000_050);
    expect(asked.slice(3)).toEqual([[3_000_020, 3_000_020 + 2 ** 20]]);
  });

  test('gives copies, which keep nothing else in memory', async () => {
    const found = await readAhead(heldBytes(new Uint8Array(500_000))).read(10, 20);
    expect(found.buffer.byteLength).toBe(10);
  });
});

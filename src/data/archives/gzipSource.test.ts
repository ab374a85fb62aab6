import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { type ByteSource, heldBytes, readAhead } from '../sources/byteSource.ts';
import { expectRefusal } from '../testing/errors.ts';
import { writeTar } from '../testing/writeTar.ts';
import { gzipSource, inflatedStart } from './gzipSource.ts';
import { readTar } from './tar.ts';

const content = Uint8Array.from({ length: 3_500_000 }, (_, at) => (at * at) >> 7);
const packed = gzipSync(content);
const open = (bytes: Uint8Array, limit = 1e9) => gzipSource(heldBytes(bytes), 'a.gz', limit);

describe('gzipSource', () => {
  test('reads parts in any order', async () => {
    const source = await open(packed);
    expect(source.size).toBe(content.length);
    const part = fc.tuple(fc.nat(content.length), fc.nat(content.length));
    await fc.assert(
      fc.asyncProperty(part, async ([a, b]) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const found = await source.read(start, end);
        expect(Buffer.compare(found, content.subarray(start, end))).toBe(0);
      }),
      { numRuns: 60, examples: [[[3_000_000, 3_000_000]], [[2_000_000, 2_000_001]]] },
    );
  });

  test('reads on from within a part that was read twice', async () => {
    const source = await open(packed);
    for (const [start, end] of [
      [0, 1_000_000],
      [100, 200],
      [150, 3_000_000],
    ]) {
      const found = await source.read(start, end);
      expect(Buffer.compare(found, content.subarray(start, end))).toBe(0);
    }
  });

  test('inflates a tar three times: for its length, its headers, and its contents', async () => {
    const entries = Array.from({ length: 40 }, (_, index) => ({
      path: `${index}.bin`,
      bytes: content.subarray(index * 80_000, index * 80_000 + 79_000),
    }));
    const bytes = gzipSync(writeTar(entries));
    let passes = 0;
    const held = heldBytes(bytes);
    const counted: ByteSource = {
      ...held,
      read: (start, end) => {
        if (start === 0) passes++;
        return held.read(start, end);
      },
    };
    const source = readAhead(await gzipSource(counted, 'a.tar.gz', 1e9));
    const archive = await readTar(source, 'a.tar.gz', defaultLimits);
    for (const [index, { read }] of archive.entries.entries()) {
      expect(Buffer.compare(await read(), entries[index].bytes)).toBe(0);
    }
    expect(passes).toBe(3);
  });

  test('tells how the content starts', async () => {
    const start = await inflatedStart(heldBytes(packed), 'a.gz', 100);
    expect([...start]).toEqual([...content.subarray(0, 100)]);
  });

  const flipped = Uint8Array.from(packed);
  flipped[packed.length >> 1] ^= 1;
  const wrongSum = Uint8Array.from(packed);
  wrongSum[packed.length - 8] ^= 1;
  test.each([
    ['a flipped bit', flipped],
    ['a wrong checksum', wrongSum],
    ['a file cut short', packed.subarray(0, -1000)],
    ['a missing checksum', packed.subarray(0, -8)],
  ])('refuses %s before anything is read', async (_name, bytes) => {
    await expectRefusal(() => open(bytes), ['a.gz', 'damaged or end early', 'download']);
  });

  test('ends as the reading of the file ends', async () => {
    const gone = { size: packed.length, read: () => Promise.reject(new Error('enough')) };
    await expect(gzipSource(gone, 'a.gz', 1e9)).rejects.toThrow(/^enough$/);
  });

  test('stops at the limit', async () => {
    await expectRefusal(() => open(gzipSync(new Uint8Array(5e6)), 1e6), ['more than 1,000,000']);
  });
});

import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadAheadFiles } from './readAheadFiles.ts';
import { watchReads } from './testing/watchReads.ts';

/** Blobs of the sizes given, each filled with its number. */
const blobs = (sizes: readonly number[]) =>
  sizes.map((size, at) => new Blob([new Uint8Array(size).fill(at + 1)]));

afterEach(() => void vi.restoreAllMocks());

describe('files that are read ahead', () => {
  it('have the bytes that each has by itself, in whatever order they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(29), { maxLength: 40 }),
        fc.record({
          count: fc.integer({ min: 1, max: 5 }),
          bytes: fc.integer({ min: 1, max: 20 }),
        }),
        async (sizes, order, limits) => {
          const files = new ReadAheadFiles(blobs(sizes), limits);
          for (const at of [...sizes.keys(), ...order.map((one) => one % sizes.length)]) {
            expect(await files.read(at)).toEqual(new Uint8Array(sizes[at]).fill(at + 1));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are read in groups, each once, where they are asked for in their order', async () => {
    const files = new ReadAheadFiles(blobs(Array(10).fill(3)), { count: 4, bytes: 100 });
    const reads = watchReads();
    for (let at = 0; at < 10; at++) await files.read(at);
    expect(reads).toEqual([12, 12, 6]);
  });

  it('are read by themselves where they are large, or asked for out of order', async () => {
    const sizes = [3, 50, 3, ...Array(20).fill(3)];
    const files = new ReadAheadFiles(blobs(sizes), { count: 4, bytes: 10 });
    const reads = watchReads();
    await files.read(1);
    await files.read(20);
    expect(reads).toEqual([50, 3]);
  });

  it('are read by themselves where one of a group is in the way, which alone is at fault', async () => {
    const files = blobs([3, 3, 3]);
    const gone = new DOMException('', 'NotReadableError');
    const ahead = new ReadAheadFiles(files);
    const read = Blob.prototype.arrayBuffer;
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
      return this === files[1] || this.size > 3 ? Promise.reject(gone) : read.call(this);
    });
    expect(await ahead.read(0)).toEqual(Uint8Array.of(1, 1, 1));
    await expect(ahead.read(1)).rejects.toBe(gone);
    expect(await ahead.read(2)).toEqual(Uint8Array.of(3, 3, 3));
  });
});

import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HeldFiles } from './heldFiles.ts';
import { watchReads } from './testing/watchReads.ts';

/** Blobs of the sizes given, each filled with its number. */
const blobs = (sizes: readonly number[]) =>
  sizes.map((size, at) => new Blob([new Uint8Array(size).fill(at + 1)]));

afterEach(() => void vi.restoreAllMocks());

describe('files that are read as they are found', () => {
  it('have their own bytes, once each, as far as there is room', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(29), { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(200),
        fc.record({
          count: fc.integer({ min: 1, max: 5 }),
          bytes: fc.integer({ min: 1, max: 20 }),
        }),
        async (sizes, order, piece, room, limits) => {
          const files = blobs(sizes);
          const held = new HeldFiles(room, limits);
          const reads = watchReads();
          for (let from = 0; from < files.length; from += piece) {
            await held.take(files.slice(from, from + piece));
          }
          let bytes = 0;
          for (const at of [...order.map((one) => one % sizes.length), ...sizes.keys()]) {
            const found = await held.bytesOf(files[at]);
            if (found !== null) expect(found).toEqual(new Uint8Array(sizes[at]).fill(at + 1));
          }
          for (const file of files) bytes += (await held.bytesOf(file))?.length ?? 0;
          expect(bytes).toBeLessThanOrEqual(room);
          expect(reads.reduce((sum, size) => sum + size, 0)).toBe(bytes);
          if (room >= sizes.reduce((sum, size) => sum + size, 0)) {
            expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are read in groups, of which those come first that are waited for', async () => {
    const files = blobs(Array(24).fill(3));
    const read = Blob.prototype.arrayBuffer;
    const begun: number[] = [];
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async function (this: Blob) {
      const bytes = await read.call(this);
      begun.push(new Uint8Array(bytes)[0]);
      await opened;
      return bytes;
    });
    const held = new HeldFiles(100, { count: 4, bytes: 100 });
    let isTaken = false;
    const taken = held.take(files).then(() => {
      isTaken = true;
    });
    const last = held.bytesOf(files[23]);
    await vi.waitFor(() => expect(begun).toEqual([1, 5, 9]));
    expect(isTaken).toBe(false);
    open();
    expect(await last).toEqual(Uint8Array.of(24, 24, 24));
    await taken;
    expect(begun).toEqual([1, 5, 9, 21, 13, 17]);
  });

  it('are left to their own reading where one of a group is in the way', async () => {
    const files = blobs([3, 3, 3]);
    const gone = new DOMException('', 'NotReadableError');
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(gone);
    const held = new HeldFiles(100, { count: 2, bytes: 100 });
    await held.take(files);
    expect(await held.bytesOf(files[0])).toBeNull();
    expect(await held.bytesOf(files[1])).toBeNull();
    expect(await held.bytesOf(files[2])).toEqual(Uint8Array.of(3, 3, 3));
  });

  it('are left to it where they are large, or no longer wanted', async () => {
    const [large, small, later] = blobs([2 ** 18, 3, 3]);
    const held = new HeldFiles(2 ** 20);
    await held.take([large, small]);
    expect(await held.bytesOf(large)).toBeNull();
    const waited = held.bytesOf(later);
    held.letGo();
    expect(await waited).toBeNull();
    await held.take([later]);
    expect(await held.bytesOf(small)).toBeNull();
    expect(await held.bytesOf(later)).toBeNull();
  });
});

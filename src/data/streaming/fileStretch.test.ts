import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../lib/crc32.ts';
import { DamagedStretch, type FileStretch, readStretch } from './fileStretch.ts';

const content = Uint8Array.from({ length: 500 }, (_, at) => (at * at) % 251);
const packed = new Uint8Array(deflateRawSync(content));
const readOf = (bytes: Uint8Array) => (_file: unknown, start: number, end: number) =>
  bytes.subarray(start, end);
const deflated: FileStretch = {
  file: 'pets.zip',
  start: 0,
  end: packed.length,
  inflated: content.length,
  crc: crc32(content),
};
const stored: FileStretch = { ...deflated, end: content.length, inflated: null };

test('the bytes of a stretch are those that were packed', async () => {
  expect(await readStretch(deflated, readOf(packed))).toEqual(content);
  expect(await readStretch(stored, readOf(content))).toEqual(content);
  expect(await readStretch({ ...stored, crc: null }, readOf(content))).toEqual(content);
});

test('a changed byte is damage, stored or deflated, and so is another length', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (is, at, by) => {
        const [stretch, bytes] = is ? [deflated, packed] : [stored, content];
        const wrong = bytes.slice();
        wrong[at % wrong.length] ^= by;
        // Bits after the last code of a stream say nothing.
        const read = readStretch(stretch, readOf(wrong)).catch((error: unknown) => error);
        const found = await read;
        if (found instanceof Uint8Array) expect(found).toEqual(content);
        else expect(found).toBeInstanceOf(DamagedStretch);
      },
    ),
  );
  const longer = { ...deflated, inflated: content.length + 1 };
  await expect(readStretch(longer, readOf(packed))).rejects.toBeInstanceOf(DamagedStretch);
});

test('a file that became shorter is no damage of an archive', async () => {
  const read = readStretch(stored, readOf(content.subarray(1)));
  await expect(read).rejects.not.toBeInstanceOf(DamagedStretch);
});

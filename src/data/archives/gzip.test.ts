import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { gunzip } from './gzip.ts';

const text = Buffer.from('white ink on black '.repeat(30));
const read = (bytes: Uint8Array, limit = 1e6) => gunzip(bytes, 'a.gz', limit);

describe('gunzip', () => {
  test('reads one member and several', () => {
    expect(Buffer.compare(read(gzipSync(text)), text)).toBe(0);
    const twice = Buffer.concat([gzipSync(text), gzipSync(text, { level: 0 })]);
    expect(Buffer.compare(read(twice), Buffer.concat([text, text]))).toBe(0);
  });

  test('reads past name, comment, extra field and header checksum', () => {
    const plain = gzipSync(text);
    const extras = Buffer.from([2, 0, 9, 9, 97, 0, 98, 99, 0, 1, 2]);
    const header = Buffer.from(plain.subarray(0, 10));
    header[3] = 2 | 4 | 8 | 16;
    expect(Buffer.compare(read(Buffer.concat([header, extras, plain.subarray(10)])), text)).toBe(0);
  });

  test('refuses every truncation and every flipped bit', async () => {
    const bytes = gzipSync(text);
    for (let length = 0; length < bytes.length; length++) {
      await expectRefusal(() => read(bytes.subarray(0, length)), ['a.gz']);
    }
    let accepted = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      // Dates, hints and the padding of the last block may differ; content may not.
      try {
        expect(Buffer.compare(read(flipped), text)).toBe(0);
        accepted++;
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
    expect(accepted).toBeLessThan(64);
  });

  test('refuses bytes after the end', async () => {
    await expectRefusal(() => read(Buffer.concat([gzipSync(text), Buffer.alloc(3)])), ['byte']);
    const junk = Buffer.concat([gzipSync(text), Buffer.from('and then some more')]);
    await expectRefusal(() => read(junk), ['other bytes follow']);
  });

  test('stops at the limit, whatever the length field says', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    await expectRefusal(() => read(bomb), ['more than 1,000,000 bytes']);
    const lying = Buffer.from(gzipSync(text));
    lying.writeUInt32LE(0xffffffff, lying.length - 4);
    await expectRefusal(() => read(lying), ['checksum']);
  });

  test('never ends in another error', () => {
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        await dataErrorOf(() => read(Uint8Array.of(0x1f, 0x8b, 8, ...bytes)));
      }),
    );
  });
});

import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from './crc32.ts';
import { ByteSink, InflateError, inflate } from './inflate.ts';

/** Bytes with runs and repeats, so that every kind of block occurs. */
const someBytes = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 60 })))
  .map((runs) => Buffer.concat(runs.flatMap(([run, times]) => new Array(times).fill(run))));
const levels = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
  ),
});

function inflated(bytes: Uint8Array, limit = 1e7): Uint8Array {
  const sink = new ByteSink(limit);
  inflate(bytes, sink);
  return sink.bytes;
}

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof InflateError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('inflate', () => {
  test('undoes what zlib deflates, and says where the data end', () => {
    fc.assert(
      fc.property(someBytes, levels, (bytes, options) => {
        const packed = deflateRawSync(bytes, options);
        const sink = new ByteSink(bytes.length);
        const end = inflate(Buffer.concat([Buffer.from([7]), packed, Buffer.alloc(9)]), sink, 1);
        expect(end).toBe(packed.length + 1);
        expect(Buffer.compare(sink.bytes, bytes)).toBe(0);
      }),
    );
  });

  test('refuses every truncation', () => {
    const packed = deflateRawSync(
      Buffer.from('so much depends upon a red wheel barrow '.repeat(20)),
    );
    for (let length = 0; length < packed.length; length++) {
      expect(faultOf(() => inflated(packed.subarray(0, length)))).toBe('truncated');
    }
  });

  test('agrees with zlib on damaged data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        let theirs: Buffer | null = null;
        try {
          theirs = inflateRawSync(bytes);
        } catch {
          // zlib refuses; so must we
        }
        const ours = faultOf(() => inflated(bytes));
        expect(ours === 'none').toBe(theirs !== null);
        if (theirs !== null) expect(Buffer.compare(inflated(bytes), theirs)).toBe(0);
      }),
      { numRuns: 3000 },
    );
  });

  test('stops at its limit without taking more memory', () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const sink = new ByteSink(100_000);
    expect(faultOf(() => inflate(bomb, sink))).toBe('over-limit');
    expect(sink.buffer.length).toBeLessThanOrEqual(100_000);
  });
});

describe('crc32', () => {
  test('matches the published check value, whole or in parts', () => {
    const bytes = new TextEncoder().encode('123456789');
    expect(crc32(bytes)).toBe(0xcbf43926);
    for (let cut = 0; cut <= 9; cut++) {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(0xcbf43926);
    }
  });
});

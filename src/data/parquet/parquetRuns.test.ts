import fc from 'fast-check';
import { ByteWriter } from 'hyparquet-writer';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { expect, test } from 'vitest';
import { readRuns } from './parquetRuns.ts';

test('reads what is written, and nothing that is cut short', () => {
  const lists = fc.integer({ min: 1, max: 12 }).chain((width) =>
    fc.record({
      width: fc.constant(width),
      // Long stretches of one value become runs, the others are packed.
      values: fc
        .array(fc.tuple(fc.nat(2 ** width - 1), fc.constantFrom(1, 1, 40)), { minLength: 1 })
        .map((parts) => parts.flatMap(([value, count]) => new Array<number>(count).fill(value))),
    }),
  );
  fc.assert(
    fc.property(lists, ({ width, values }) => {
      const writer = new ByteWriter();
      writeRleBitPackedHybrid(writer, values, width);
      const bytes = new Uint8Array(writer.getBuffer());
      expect([...(readRuns(bytes, width, values.length) ?? [])]).toEqual(values);
      expect(readRuns(bytes.subarray(0, bytes.length - 1), width, values.length)).toBeNull();
    }),
  );
});

test.each([
  ['a run of a billion', [0x80, 0xa8, 0xd6, 0xb9, 0x07, 1]],
  ['a run of none', [0, 1]],
  ['a group too many', [0b101, 0, 0]],
  ['a number without end', [255, 255, 255, 255, 255, 255]],
])('refuses %s', (_name, bytes) => {
  expect(readRuns(Uint8Array.from(bytes), 1, 8)).toBeNull();
});

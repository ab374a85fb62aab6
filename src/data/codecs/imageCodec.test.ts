import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutAlpha } from './imageCodec.ts';

test('leaves red, green and blue, wherever the pixels lie in memory', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), fc.nat({ max: 9 }), (bytes, offset) => {
      const memory = new Uint8ClampedArray(offset + bytes.length);
      memory.set(bytes, offset);
      const length = bytes.length - (bytes.length % 4);
      const expected = bytes.subarray(0, length).filter((_, at) => at % 4 !== 3);
      expect(withoutAlpha(memory.subarray(offset, offset + length))).toEqual(expected);
    }),
  );
});

import fc from 'fast-check';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { expect, test } from 'vitest';
import { unsnap } from './snappy.ts';

test('gives back what was compressed, and nothing for another size', () => {
  // Few different bytes repeat often, at many distances.
  const contents = fc.array(fc.nat(3), { maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(contents, (content) => {
      const packed = snappyCompress(content);
      expect(unsnap(packed, content.length)).toEqual(content);
      expect(unsnap(packed, content.length + 1)).toBeNull();
      for (let end = 0; end < packed.length; end += 5) {
        expect(unsnap(packed.subarray(0, end), content.length)).toBeNull();
      }
    }),
  );
});

const literal = (high: number, ...rest: number[]) => [high << 2, ...rest];
test.each([
  ['nothing', []],
  ['a size without end', [255, 255, 255, 255, 255, 255]],
  ['a literal of 4 GB', [4, ...literal(63, 255, 255, 255, 255), 1, 2, 3, 4]],
  ['a literal that is cut short', [4, ...literal(3, 1, 2, 3)]],
  ['a copy from before the start', [8, ...literal(3, 1, 2, 3, 4), 1, 5]],
  ['a copy from 2 GB back', [8, ...literal(3, 1, 2, 3, 4), 0b1111, 0, 0, 0, 128]],
  ['a copy of nothing', [8, ...literal(3, 1, 2, 3, 4), 1, 0]],
  ['a copy cut short', [8, ...literal(3, 1, 2, 3, 4), 1]],
  ['more than announced', [3, ...literal(3, 1, 2, 3, 4)]],
])('refuses %s', (_name, bytes) => {
  expect(unsnap(Uint8Array.from(bytes), bytes[0] ?? 0)).toBeNull();
});

test('repeats what it is just writing', () => {
  const packed = Uint8Array.from([7, ...literal(0, 9), 0b1001, 1]);
  expect(unsnap(packed, 7)).toEqual(new Uint8Array(7).fill(9));
});

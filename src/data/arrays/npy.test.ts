import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { npyHeader, writeNpy } from '../testing/writeNpy.ts';
import { joined } from '../testing/writeZip.ts';
import { type ElementType, isNpy, readNpy } from './npy.ts';
import { labelsOf } from './npyElements.ts';

const place = { file: 'a.npz', entry: 'y.npy' };
const types: readonly ElementType[] = [
  ...(['u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'u8', 'i8', 'f2', 'f4', 'f8'] as const),
];
const withHeader = (text: string, data: number[] = []) =>
  joined([npyHeader(text), Uint8Array.from(data)]);

describe('readNpy', () => {
  test('reads back whole numbers of every type, byte order and version', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.boolean(),
        fc.constantFrom(1 as const, 2 as const, 3 as const),
        fc.array(fc.nat(127), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (type, bigEndian, version, values, negative) => {
          const signed = negative && type[0] !== 'u' ? values.map((value) => -value | 0) : values;
          const bytes = writeNpy([signed.length], signed, { type, bigEndian, version });
          expect([...labelsOf(readNpy(bytes, place))]).toEqual(signed);
        },
      ),
    );
  });

  test('keeps elements beyond one chunk in order', () => {
    const values = Int32Array.from({ length: 150_000 }, (_, index) => index * 7);
    for (const bigEndian of [false, true]) {
      const bytes = writeNpy([values.length], values, { type: 'i8', bigEndian });
      expect(labelsOf(readNpy(bytes, place))).toEqual(values);
    }
  });

  test('takes keys in any order, double quotes, and the long numbers of Python 2', () => {
    const text = `{"shape":(2L,),"fortran_order":True,"descr":"|u1"}`;
    expect(readNpy(withHeader(text, [1, 2]), place)).toMatchObject({
      shape: [2],
      fortranOrder: true,
      type: 'u1',
    });
  });

  test('refuses every truncation; a flipped bit gives an error or an array', async () => {
    const bytes = writeNpy([2, 3], [1, 2, 3, 4, 5, 6], { type: 'u2' });
    for (let length = 0; length < bytes.length; length++) {
      await dataErrorOf(() => readNpy(bytes.subarray(0, length), place));
    }
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      try {
        expect(readNpy(flipped, place).data.length).toBe(12);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });
});

describe('labelsOf', () => {
  const read = (values: number[], type: ElementType) => () =>
    labelsOf(readNpy(writeNpy([values.length], values, { type }), place));
  test.each([
    ['a fraction', read([0, 1.5], 'f4'), ['element 1', '1.5']],
    ['no number', read([0, Number.NaN], 'f8'), ['element 1', 'whole numbers']],
    ['a number beyond 32 bits', read([2 ** 40, 1], 'i8'), ['element 0', '1099511627776']],
    ['a damaged boolean', read([0, 2], 'b1'), ['element 1', 'value 2']],
  ] as const)('refuses %s', async (_name, attempt, parts) => {
    // What is not a number cannot be said by its value.
    const { message } = await dataErrorOf(attempt);
    for (const part of parts) expect(message).toContain(part);
  });
});

test('isNpy knows NPY by its first bytes', () => {
  expect(isNpy(writeNpy([1], [0]))).toBe(true);
  expect(isNpy(Uint8Array.of(0x93, 78))).toBe(false);
});

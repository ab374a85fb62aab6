import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { writeIdx, writeIdxPair } from '../testing/writeIdx.ts';
import { isIdx, readIdx } from './idx.ts';
import { labelsOf } from './npyElements.ts';

const header = (bytes: number[]) => Uint8Array.from(bytes);

describe('readIdx', () => {
  test('reads back what is written', () => {
    const sides = fc.integer({ min: 1, max: 5 });
    const images = fc.oneof(fc.tuple(sides, sides, sides), fc.tuple(sides, sides, sides, sides));
    fc.assert(
      fc.property(images, fc.infiniteStream(fc.nat(255)), (dimensions, stream) => {
        const size = dimensions.reduce((product, side) => product * side, 1);
        const values = [...stream.take(size)];
        const array = readIdx(writeIdx(dimensions, values), 'a');
        expect(array.shape).toEqual(dimensions);
        expect([...array.data]).toEqual(values);
      }),
    );
  });

  test('reads labels of every whole type', () => {
    const labels = (...args: Parameters<typeof writeIdx>) => [
      ...labelsOf(readIdx(writeIdx(...args), 'a')),
    ];
    expect(labels([3], [0, 7, 255])).toEqual([0, 7, 255]);
    expect(labels([2], [-1, 7], 'int8')).toEqual([-1, 7]);
    expect(labels([2], [300, -7], 'int16')).toEqual([300, -7]);
    expect(labels([2], [70_000, 1], 'int32')).toEqual([70_000, 1]);
  });

  test('keeps pixels as a view of the file', () => {
    const { images } = writeIdxPair(6, 2);
    expect(readIdx(images, 'a').data.buffer).toBe(images.buffer);
  });

  test('refuses every truncation; a flipped bit gives an error or an array', async () => {
    const { images } = writeIdxPair(6, 2);
    for (let length = 0; length < images.length; length++) {
      await dataErrorOf(() => readIdx(images.subarray(0, length), 'a'));
    }
    for (let bit = 0; bit < images.length * 8; bit++) {
      const flipped = images.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      try {
        expect(readIdx(flipped, 'a').data.length).toBe(6 * 12);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });
});

test('isIdx knows IDX by its first bytes', () => {
  expect(isIdx(writeIdx([1], [0]))).toBe(true);
  expect(isIdx(header([0, 0, 1, 1]))).toBe(false);
  expect(isIdx(header([0x50, 0x4b, 3, 4]))).toBe(false);
  expect(isIdx(header([0, 0]))).toBe(false);
});

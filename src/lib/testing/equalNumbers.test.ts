import { expect, it } from 'vitest';
import { equalNumbers } from './equalNumbers.ts';

const kinds = [Float32Array, Float64Array, Int32Array, Uint8Array] as const;

it.each(kinds)('tells arrays of numbers apart: %o', (kind) => {
  const numbers = kind.of(1, 2, 3);
  expect(equalNumbers(numbers, kind.of(1, 2, 3))).toBe(true);
  expect(equalNumbers(numbers, new kind(new Uint8Array(24).buffer, 0, 3))).toBe(false);
  expect(equalNumbers(numbers, kind.of(1, 2, 4))).toBe(false);
  expect(equalNumbers(numbers, kind.of(1, 2))).toBe(false);
  expect(equalNumbers(kind.of(), kind.of(0))).toBe(false);
  expect(numbers).toEqual(kind.of(1, 2, 3));
  expect(numbers).not.toEqual(kind.of(1, 2, 4));
  expect({ in: [numbers] }).toEqual({ in: [kind.of(1, 2, 3)] });
  expect({ in: [numbers] }).not.toEqual({ in: [kind.of(1, 0, 3)] });
});

it('takes NaN for NaN, and 0 not for −0', () => {
  expect(equalNumbers(Float32Array.of(Number.NaN), Float32Array.of(Number.NaN))).toBe(true);
  expect(equalNumbers(Float32Array.of(0), Float32Array.of(-0))).toBe(false);
  expect(Float32Array.of(0)).not.toEqual(Float32Array.of(-0));
});

it('leaves all else to what toEqual does by itself', () => {
  const numbers = Float32Array.of(1, 2);
  expect(equalNumbers(numbers, Float64Array.of(1, 2))).toBeUndefined();
  expect(equalNumbers(numbers, [1, 2])).toBeUndefined();
  expect(equalNumbers(Buffer.of(1), Buffer.of(1))).toBeUndefined();
  expect(equalNumbers(numbers, null)).toBeUndefined();
  expect(numbers).not.toEqual(Float64Array.of(1, 2));
  expect(numbers).not.toEqual([1, 2]);
  expect(numbers).toEqual(expect.any(Float32Array));
});

import { expect, it } from 'vitest';
import { areAlike } from './areAlike.ts';

const inner = { deep: 1 };

it('holds what is the same, and plain objects and lists of the same, alike', () => {
  expect(areAlike(inner, inner)).toBe(true);
  expect(areAlike({ inner, at: 1 }, { inner, at: 1 })).toBe(true);
  expect(areAlike([inner, 2], [inner, 2])).toBe(true);
  expect(areAlike(Number.NaN, Number.NaN)).toBe(true);
});

it('tells apart what differs in any entry, in their number or in kind', () => {
  expect(areAlike({ inner }, { inner: { deep: 1 } })).toBe(false);
  expect(areAlike({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(areAlike({ a: undefined }, { b: undefined })).toBe(false);
  expect(areAlike([1], { 0: 1 })).toBe(false);
  expect(areAlike(null, {})).toBe(false);
});

it('looks into nothing that is not plain', () => {
  expect(areAlike(new Map(), new Map())).toBe(false);
  expect(areAlike(new Uint8Array(1), new Uint8Array(1))).toBe(false);
});

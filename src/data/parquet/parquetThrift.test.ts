import { expect, test } from 'vitest';
import { endOfStruct } from './parquetThrift.ts';

const end = (...bytes: number[]) => endOfStruct(Uint8Array.from(bytes), 0);

test('steps over fields of every type', () => {
  const binary = [0x18, 3, 1, 2, 3];
  const numbers = [0x13, 5, 0x15, 0x80, 1, 0x16, 4];
  const list = [0x19, 0x25, 1, 2];
  const struct = [0x1c, 0x11, 0x12, 0];
  const double = [0x17, 0, 0, 0, 0, 0, 0, 0, 0];
  const far = [0x05, 0x30, 7];
  const booleans = [0x19, 0x31, 1, 2, 1];
  const all = [binary, numbers, list, struct, double, far, booleans].flat();
  expect(end(...all, 0, 99)).toBe(all.length + 1);
});

test.each([
  ['a struct without end', [0x15, 2]],
  ['a text longer than what follows', [0x18, 9, 1, 2, 0]],
  ['a list of two billion', [0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07, 0]],
  ['a list of lists that are longer than the rest', [0x19, 0x19, 0xf5, 0x90, 1, 1, 0]],
  ['a number of eleven bytes', [0x15, ...new Array(11).fill(0x80), 1, 0]],
  ['a map', [0x1b, 0, 0]],
  ['structs within structs', [...new Array(40).fill(0x1c), ...new Array(41).fill(0)]],
])('refuses %s', (_name, bytes) => {
  expect(end(...bytes)).toBeUndefined();
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces } from './jsonPieces.ts';

const textOf = (value: unknown) => [...jsonPieces(value)].join('');

it('is the JSON of whatever JSON can hold', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(textOf(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(JSON.parse(textOf({ a: undefined, b: [undefined, { c: undefined }] }))).toEqual({
    b: [null, {}],
  });
});

it('keeps rows of numbers on a line, each a piece of its own', () => {
  expect(textOf({ a: 1, rows: [[0.5, 0.5], []] })).toBe(
    '{\n "a": 1,\n "rows": [\n  [0.5,0.5],\n  []\n ]\n}',
  );
  const pieces = [...jsonPieces(Array.from({ length: 100 }, () => new Array(10).fill(0)))];
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(30);
});

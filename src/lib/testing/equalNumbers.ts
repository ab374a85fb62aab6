/**
 * Before each file of unit tests: `toEqual` compares arrays of numbers number by number, to the same outcome
 * (NaN is NaN, 0 is not −0). By itself it walks them as objects with a key for each number, which takes
 * longer than computing what a layer's weights and images come to.
 */
import { expect } from 'vitest';

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

const kinds = [Float32Array, Float64Array, Int32Array, Uint8Array];

/** Whether two arrays of one kind hold the same; undefined for all else, which is not decided here. */
export function equalNumbers(a: unknown, b: unknown): boolean | undefined {
  const isBoth = kinds.some((kind) => isPlain(a, kind) && isPlain(b, kind));
  if (!isBoth) return undefined;
  const [found, expected] = [a as Numbers, b as Numbers];
  if (found.length !== expected.length) return false;
  for (let index = 0; index < found.length; index++) {
    if (!Object.is(found[index], expected[index])) return false;
  }
  return true;
}

/** Of exactly that kind: a Buffer has a comparison of its own. */
function isPlain(value: unknown, kind: (typeof kinds)[number]): boolean {
  return value instanceof kind && Object.getPrototypeOf(value) === kind.prototype;
}

expect.addEqualityTesters([equalNumbers]);

/**
 * The functions beside values computed to 300 bits (fixtures/transcendental.json: arguments, then the
 * value as a sum of two doubles), beside what `Math` has, and at the edges.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashBytes } from '../hash.ts';
import { cos } from './cos.ts';
import { exp } from './exp.ts';
import { expm1 } from './expm1.ts';
import { log } from './log.ts';
import { pow } from './pow.ts';

const functions: Readonly<Record<string, (...inputs: number[]) => number>> = {
  exp,
  expm1,
  log,
  cos,
  pow,
};
const own = (name: string) => functions[name];
const file = new URL('../fixtures/transcendental.json', import.meta.url);
const known: Readonly<Record<string, readonly number[][]>> = JSON.parse(readFileSync(file, 'utf8'));

/** The distance from a double to the next. */
function unitOf(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0) - Math.abs(x);
}

it('every function has known values', () => {
  expect(Object.keys(known)).toEqual(Object.keys(functions));
  for (const rows of Object.values(known)) expect(rows.length).toBeGreaterThan(190);
});

describe.each(Object.keys(functions))('%s', (name) => {
  it('is right to less than a unit in the last place', () => {
    const errors = known[name].map((row) => {
      const [high, low] = row.slice(-2);
      return Math.abs(own(name)(...row.slice(0, -2)) - high - low) / unitOf(high);
    });
    expect(Math.max(...errors)).toBeLessThan(0.8);
  });

  it('comes to the same bits wherever it runs', () => {
    const values = Float64Array.from(known[name], (row) => own(name)(...row.slice(0, -2)));
    const bytes = new DataView(new ArrayBuffer(8 * values.length));
    for (const [index, value] of values.entries()) bytes.setFloat64(8 * index, value, true);
    expect(hashBytes(new Uint8Array(bytes.buffer)).slice(0, 16)).toBe(recordedBits[name]);
  });
});

/** Recorded once; not to change with the machine or the version of its engine. */
const recordedBits: Readonly<Record<string, string>> = {
  exp: '7b364e0da312bd6a',
  expm1: '18e160539f7c91e1',
  log: '1afa4623deb65e9b',
  cos: 'f58eaa898f6120cc',
  pow: 'b53848de8334edc6',
};

/** Whether two results are within two units of each other, as two good functions are. */
function areClose(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 2 * unitOf(b);
}

describe('beside Math', () => {
  const any = fc.double();
  const unary = [
    ['exp', exp, Math.exp],
    ['expm1', expm1, Math.expm1],
    ['log', log, Math.log],
  ] as const;
  it.each(unary)('%s of any number', (_name, ours, theirs) => {
    fc.assert(fc.property(any, (x) => areClose(ours(x), theirs(x))));
    const inner = fc.double({ min: -745, max: 745, noNaN: true });
    fc.assert(fc.property(inner, (x) => areClose(ours(x), theirs(x))));
  });

  it('cos up to its limit', () => {
    const inner = fc.double({ min: -1_647_000, max: 1_647_000, noNaN: true });
    fc.assert(fc.property(inner, (x) => areClose(cos(x), Math.cos(x))));
  });

  it('pow of bases that are not negative', () => {
    const base = fc.double({ min: 0, noNaN: true });
    fc.assert(fc.property(base, any, (x, y) => areClose(pow(x, y), x ** y) || x === 1));
    const near = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const exponent = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(fc.property(near, exponent, (x, y) => areClose(pow(x, y), x ** y)));
  });
});

describe('at the edges', () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

  it.each([
    ['exp', [0], 1],
    ['exp', [-0], 1],
    ['exp', [1], Math.E],
    ['exp', [infinity], infinity],
    ['exp', [-infinity], 0],
    ['exp', [710], infinity],
    ['exp', [-746], 0],
    ['exp', [-745.1], 5e-324],
    ['exp', [none], none],
    ['expm1', [-0], -0],
    ['expm1', [5e-324], 5e-324],
    ['expm1', [-infinity], -1],
    ['expm1', [-50], -1],
    ['expm1', [infinity], infinity],
    ['expm1', [none], none],
    ['log', [1], 0],
    ['log', [0], -infinity],
    ['log', [-0], -infinity],
    ['log', [-1], none],
    ['log', [infinity], infinity],
    ['log', [none], none],
    ['cos', [0], 1],
    ['cos', [-0], 1],
    ['cos', [infinity], none],
    ['cos', [none], none],
    ['pow', [none, 0], 1],
    ['pow', [1, none], 1],
    ['pow', [none, 1], none],
    ['pow', [2, none], none],
    ['pow', [0, 3], 0],
    ['pow', [0, -3], infinity],
    ['pow', [infinity, 0.5], infinity],
    ['pow', [infinity, -1], 0],
    ['pow', [2, infinity], infinity],
    ['pow', [0.5, infinity], 0],
    ['pow', [2, -infinity], 0],
    ['pow', [2, 1024], infinity],
    ['pow', [2, 1023], 2 ** 1023],
    ['pow', [2, -1074], 5e-324],
    ['pow', [2, -1076], 0],
    ['pow', [1 + 2 ** -52, 1e300], infinity],
    ['pow', [1 - 2 ** -53, 1e300], 0],
  ])('%s of %j', (name, inputs, value) => {
    expect(own(name)(...inputs)).toBe(value);
  });

  it('what they are not made for is an error', () => {
    expect(() => cos(2e6)).toThrow(RangeError);
    expect(() => pow(-2, 2)).toThrow(RangeError);
  });
});

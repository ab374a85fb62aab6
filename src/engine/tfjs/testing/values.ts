/** Values of tests on a device, and what they are held against. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Values } from '../kernels/selfTest/sampleValues.ts';
import { derivativesAt, type Exact } from './naive.ts';

/** Given values, of a shape. */
export function valuesOf(shape: readonly number[], ...values: readonly number[]): Values {
  return { shape, values: Float32Array.from(values) };
}

/** Puts values on the active device. */
export function tensorOf<T extends Tensor>({ shape, values }: Values): T {
  return tensor(values.slice(), [...shape], 'float32') as T;
}

/** Equal shapes, and values equal up to the rounding of float32 sums. */
export function expectClose(found: Values, expected: Values | Exact, tolerance = 1e-5): void {
  expect(found.shape).toEqual([...expected.shape]);
  let [largest, worst] = [1, 0];
  for (const [index, value] of expected.values.entries()) {
    largest = Math.max(largest, Math.abs(value));
    // Not Math.max: a NaN must count as the worst.
    const miss = Math.abs(found.values[index] - value);
    if (!(miss <= worst)) worst = miss;
  }
  expect(worst / largest).toBeLessThan(tolerance);
}

/** A gradient is what central differences of `value` say it is. */
export function expectDerivatives(found: Values, x: Exact, value: (moved: Exact) => number): void {
  expect(found.shape).toEqual([...x.shape]);
  const derivatives = derivativesAt(x, value);
  const expected = derivatives.map(({ derivative }) => derivative);
  const picked = derivatives.map(({ position }) => found.values[position]);
  const shape = [derivatives.length];
  expectClose(valuesOf(shape, ...picked), valuesOf(shape, ...expected), 1e-4);
}

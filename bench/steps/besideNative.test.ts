import { describe, expect, it } from 'vitest';
import { largestMiss } from './besideNative.ts';

const gradients = { filter: Float32Array.of(6, -8), bias: Float32Array.of(0.5, 0) };

describe('gradients beside a native engine’s', () => {
  it('miss by a share of their own parameter’s', () => {
    const found = { filter: Float32Array.of(6, -7), bias: Float32Array.of(0.5, 0.125) };
    expect(largestMiss(found, gradients)).toEqual({ miss: 0.25, parameter: 'bias' });
    expect(largestMiss(gradients, gradients).miss).toBe(0);
  });

  it('never agree where one is missing or no number', () => {
    const { filter } = gradients;
    expect(largestMiss({ filter }, gradients)).toEqual({ miss: Infinity, parameter: 'bias' });
    const broken = { filter, bias: Float32Array.of(0.5, Number.NaN) };
    expect(largestMiss(broken, gradients).miss).toBe(Infinity);
  });
});

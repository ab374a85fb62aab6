import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedError, standardError, unpairedError } from './shareErrors.ts';

it('of a share falls with the root of the images', () => {
  expect(standardError(0.5, 25)).toBeCloseTo(0.1);
  expect(standardError(0.5, 0)).toBeCloseTo(0.5);
});

describe('standard errors of differences', () => {
  it('come to what the papers of Agresti and others give', () => {
    // b' = 5.5, c' = 1.5, n' = 32.
    expect(pairedError(5, 1, 30)).toBeCloseTo(Math.sqrt(7 - 16 / 32) / 32, 14);
    // 16/32 and 11/22: variances 1/128 and 1/88.
    expect(unpairedError(0.5, 30, 0.5, 20)).toBeCloseTo(Math.sqrt(1 / 128 + 1 / 88), 14);
  });

  it('are never nothing, and smaller for pairs that agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(100), (images, percent) => {
        const right = Math.round((images * percent) / 100);
        expect(pairedError(0, 0, images)).toBeGreaterThan(0);
        expect(unpairedError(right / images, images, right / images, images)).toBeGreaterThan(
          pairedError(0, 0, images) * 0.999,
        );
      }),
    );
  });
});

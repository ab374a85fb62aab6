import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConstant, slopeOf } from './slope.ts';

describe('growth', () => {
  it('is found whatever it starts from', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer(), (slope, start) => {
        const readings = [1, 2, 4, 9].map((step) => ({ step, value: start + slope * step }));
        expect(slopeOf(readings)).toBe(slope);
      }),
    );
  });

  it('is not found in one reading that stands out', () => {
    const readings = Array.from({ length: 10 }, (_, step) => ({ step, value: 7 }));
    readings[9] = { step: 9, value: 1000 };
    expect(slopeOf(readings)).toBe(0);
    expect(isConstant(readings)).toBe(false);
    expect(isConstant(readings.slice(0, 9))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { type Contour, quantise, rasterise } from './rasterise.ts';

/** A rectangle, clockwise as seen with y down. */
function rectangle(left: number, top: number, right: number, bottom: number): Contour {
  return Float64Array.of(left, top, right, top, right, bottom, left, bottom);
}

/** The same polygon run the other way round. */
function reversed(contour: Contour): Contour {
  const corners = Array.from({ length: contour.length / 2 }, (_, index) => index).reverse();
  return Float64Array.from(corners.flatMap((at) => [contour[2 * at], contour[2 * at + 1]]));
}

function total(coverage: Float64Array): number {
  return coverage.reduce((sum, share) => sum + share, 0);
}

describe('rasterise', () => {
  it('covers the pixels inside a square, and no others', () => {
    const coverage = rasterise([rectangle(1, 1, 3, 3)], 4, 4);
    expect([...coverage]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('gives a pixel covered in part its share, across and down', () => {
    expect([...rasterise([rectangle(0.5, 0, 2, 1)], 2, 1)]).toEqual([0.5, 1]);
    expect([...rasterise([rectangle(0, 0.5, 1, 2)], 1, 2)]).toEqual([0.5, 1]);
    expect([...rasterise([rectangle(0.25, 0.25, 0.75, 0.75)], 1, 1)]).toEqual([0.25]);
  });

  it('gives a slanted edge its area', () => {
    const triangle = Float64Array.of(0, 0, 8, 8, 0, 8);
    expect(total(rasterise([triangle], 8, 8))).toBeCloseTo(32, 10);
    expect(rasterise([triangle], 8, 8)[0]).toBeCloseTo(0.5, 10);
  });

  it('leaves a hole where an inner contour runs the other way', () => {
    const outer = rectangle(0, 0, 4, 4);
    const inner = rectangle(1, 1, 3, 3);
    expect(total(rasterise([outer, reversed(inner)], 4, 4))).toBe(12);
    expect(total(rasterise([outer, inner], 4, 4))).toBe(16);
  });

  it('counts overlapping contours once', () => {
    const overlapping = [rectangle(0, 0, 3, 2), rectangle(1, 0, 4, 2)];
    const coverage = rasterise(overlapping, 4, 2);
    expect([...coverage]).toEqual(Array(8).fill(1));
  });

  it('fills the same whichever way a contour runs', () => {
    const square = rectangle(0.3, 0.4, 2.6, 2.7);
    expect(rasterise([reversed(square)], 3, 3)).toEqual(rasterise([square], 3, 3));
  });

  it('cuts off what lies outside the frame', () => {
    expect([...rasterise([rectangle(-5, -5, 9, 9)], 2, 2)]).toEqual([1, 1, 1, 1]);
    expect(total(rasterise([rectangle(5, 5, 9, 9)], 2, 2))).toBe(0);
  });

  it('is deterministic', () => {
    const shape = [Float64Array.of(0.1, 0.2, 7.3, 1.9, 4.4, 7.7, 1.5, 5.1)];
    expect(rasterise(shape, 8, 8)).toEqual(rasterise(shape, 8, 8));
  });
});

describe('quantise', () => {
  it('rounds to equally spaced levels from 0 to 255', () => {
    expect([...quantise(Float64Array.of(0, 0.02, 0.5, 1), 16)]).toEqual([0, 0, 136, 255]);
  });

  it('holds sums that rounding carried past 1', () => {
    expect([...quantise(Float64Array.of(1 + 1e-12), 16)]).toEqual([255]);
  });
});

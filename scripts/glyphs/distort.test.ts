import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { distort, drawDistortion, embolden } from './distort.ts';
import type { Contour } from './rasterise.ts';

const square = Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1);
const hole = Float64Array.of(0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75, 0.25);
const none = { size: 10, stretch: 1, shear: 0, halfTurn: 0, embolden: 0, shiftX: 0, shiftY: 0 };

/** Lowest and highest coordinate along an axis (0: x, 1: y). */
function range(contours: readonly Contour[], axis: 0 | 1): [number, number] {
  const values = contours.flatMap((contour) => [...contour].filter((_, at) => at % 2 === axis));
  return [Math.min(...values), Math.max(...values)];
}

/** Mirrored left to right, which turns the winding of every contour round. */
function mirrored(contour: Contour): Contour {
  return contour.map((value, at) => (at % 2 === 0 ? 1 - value : value));
}

describe('embolden', () => {
  it('moves outer edges out and inner edges in, whichever way the outline runs', () => {
    for (const outline of [
      [square, hole],
      [mirrored(square), mirrored(hole)],
    ]) {
      const [outer, inner] = embolden(outline, 0.1);
      expect(range([outer], 0)).toEqual([expect.closeTo(-0.1), expect.closeTo(1.1)]);
      expect(range([inner], 1)).toEqual([expect.closeTo(0.35), expect.closeTo(0.65)]);
    }
  });
});

describe('distort', () => {
  it('centres an undistorted glyph at its size', () => {
    const placed = distort([square], none, 28);
    expect(range(placed, 0)).toEqual([9, 19]);
    expect(range(placed, 1)).toEqual([9, 19]);
  });

  it('turns by twice the angle whose tangent is drawn', () => {
    const placed = distort([square], { ...none, halfTurn: Math.tan(Math.PI / 8) }, 28);
    const [left, right] = range(placed, 0);
    expect(right - left).toBeCloseTo(10 * Math.SQRT2);
  });

  it('keeps every draw inside the frame', () => {
    for (let seed = 0; seed < 200; seed++) {
      const placed = distort([square], drawDistortion(createRandom(seed)), 28);
      for (const axis of [0, 1] as const) {
        const [low, high] = range(placed, axis);
        expect(low, `seed ${seed}`).toBeGreaterThanOrEqual(0.5 - 1e-9);
        expect(high, `seed ${seed}`).toBeLessThanOrEqual(27.5 + 1e-9);
      }
    }
  });
});

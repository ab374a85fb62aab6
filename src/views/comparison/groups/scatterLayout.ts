/** Points of a scatter in pixels: drawn as one path, found again by where the pointer is. */
import type { ClassIndex } from '../../../spec/units.ts';

export interface PlacedPoint {
  readonly index: ClassIndex;
  readonly x: number;
  readonly y: number;
}

/** Points as lines without length: round caps make dots of them, and one path holds thousands. */
export function dotsPath(points: readonly PlacedPoint[]): string {
  return points.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join('');
}

/** The class of the nearest point within `reach` pixels; null without one. */
export function nearestClass(
  points: readonly PlacedPoint[],
  x: number,
  y: number,
  reach: number,
): ClassIndex | null {
  let found: ClassIndex | null = null;
  let least = reach ** 2;
  for (const point of points) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance <= least) {
      least = distance;
      found = point.index;
    }
  }
  return found;
}

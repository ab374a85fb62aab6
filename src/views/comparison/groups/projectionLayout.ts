/** Class means in the plane of the first two principal components, with the names of one group. */

import { pushApart } from '../../../analysis/scales/pushApart.ts';
import type { GeometryState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import type { PlacedPoint } from './scatterLayout.ts';

export interface PointLabel {
  readonly index: ClassIndex;
  /** Where the point lies. */
  readonly from: { readonly x: number; readonly y: number };
  /** Where the text begins, or ends for one to the left of its point. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

export interface ProjectionLayout {
  readonly points: readonly PlacedPoint[];
  readonly labels: readonly PointLabel[];
}

const padding = 18;
const lineHeight = 13;
/** Names written in a panel. */
const maxLabels = 12;

/** Both components share one scale, so that distances in the picture are distances. */
export function projectionLayout(
  geometry: GeometryState,
  members: readonly ClassIndex[],
  width: number,
  height: number,
): ProjectionLayout {
  const { means, dimensions } = geometry;
  const count = means.length / Math.max(1, dimensions);
  const at = (index: number, component: number) =>
    component < dimensions ? means[index * dimensions + component] : 0;
  const indices = Array.from({ length: count }, (_, index) => index);
  const [across, up] = [0, 1].map((component) =>
    extentOf(indices, (index) => at(index, component)),
  );
  const scale = Math.min(
    (width - 2 * padding) / (across.max - across.min || 1),
    (height - 2 * padding) / (up.max - up.min || 1),
  );
  const points = indices.map((index) => ({
    index,
    x: width / 2 + (at(index, 0) - (across.min + across.max) / 2) * scale,
    y: height / 2 - (at(index, 1) - (up.min + up.max) / 2) * scale,
  }));
  const named = members.filter((index) => points[index] !== undefined).slice(0, maxLabels);
  return {
    points,
    labels: labelsOf(
      named.map((index) => points[index]),
      width,
      height,
    ),
  };
}

function extentOf(indices: readonly number[], value: (index: number) => number) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const index of indices) {
    min = Math.min(min, value(index));
    max = Math.max(max, value(index));
  }
  return { min, max };
}

/** Names stand towards the middle of the panel, pushed apart where they would meet. */
function labelsOf(points: readonly PlacedPoint[], width: number, height: number): PointLabel[] {
  const sides = [
    { anchor: 'start' as const, of: points.filter(({ x }) => x < width / 2) },
    { anchor: 'end' as const, of: points.filter(({ x }) => x >= width / 2) },
  ];
  return sides.flatMap(({ anchor, of }) => {
    const sorted = of.toSorted((a, b) => a.y - b.y || a.index - b.index);
    const places = pushApart(
      sorted.map(({ y }) => y),
      lineHeight,
      lineHeight,
      height - 4,
    );
    return sorted.map(({ index, x, y }, place) => ({
      index,
      from: { x, y },
      x: anchor === 'start' ? x + 9 : x - 9,
      y: places[place],
      anchor,
    }));
  });
}

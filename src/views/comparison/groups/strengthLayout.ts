/** Axes and points of strength against gain. */
import type { StrengthPoint } from '../../../analysis/groups/groupStrengths.ts';
import { type Extent, linearScale, type Scale, ticksOf } from '../../../analysis/scales/scale.ts';
import type { PlacedPoint } from './scatterLayout.ts';

export interface StrengthLayout {
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly points: readonly (PlacedPoint & { readonly group: number })[];
}

export const strengthMargin = { left: 40, right: 20, top: 10, bottom: 34 };

/** Strength runs up to 1, from the tenth below the weakest class; gains hold 0. */
export function strengthLayout(
  points: readonly StrengthPoint[],
  width: number,
  height: number,
): StrengthLayout {
  let [weakest, least, most] = [0.9, -0.02, 0.02];
  for (const { strength, gain } of points) {
    weakest = Math.min(weakest, strength);
    least = Math.min(least, gain);
    most = Math.max(most, gain);
  }
  const across: Extent = { min: Math.floor(weakest * 10 + 1e-9) / 10, max: 1 };
  const up: Extent = { min: outwards(least), max: outwards(most) };
  const x = linearScale(across, strengthMargin.left, width - strengthMargin.right);
  const y = linearScale(up, height - strengthMargin.bottom, strengthMargin.top);
  return {
    x,
    y,
    xTicks: ticksOf(across, Math.max(2, Math.min(6, width / 80))),
    yTicks: ticksOf(up, 5),
    points: points.map(({ index, group, strength, gain }) => ({
      index,
      group,
      x: x(strength),
      y: y(gain),
    })),
  };
}

/** To the next two points, away from 0. */
function outwards(value: number): number {
  return (Math.sign(value) * Math.ceil(Math.abs(value) * 50 - 1e-9)) / 50;
}

/** The scale of the accuracy chart, from its floor to 100%. */

/** Few enough to stand apart in a narrow chart: quarters of the whole, or both ends and the middle. */
export function ticksFrom(floor: number): readonly number[] {
  return floor === 0 ? [0, 0.25, 0.5, 0.75, 1] : [floor, (1 + floor) / 2, 1];
}

/** Where a share stands, as CSS. What lies below the floor stands at it. */
export function place(share: number, floor: number): string {
  const along = Math.max(0, (share - floor) / (1 - floor));
  return `${(along * 100).toFixed(2)}%`;
}

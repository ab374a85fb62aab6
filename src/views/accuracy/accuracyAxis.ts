/** The scale of the accuracy chart, from its floor to 100%. */

/** Round numbers from the floor to 1. */
export function ticksFrom(floor: number): readonly number[] {
  const step = floor === 0 ? 0.25 : floor <= 0.5 ? 0.1 : (1 - floor) / 5;
  const count = Math.round((1 - floor) / step);
  return Array.from({ length: count + 1 }, (_, index) => Number((floor + index * step).toFixed(4)));
}

/** Where a share stands, as CSS. What lies below the floor stands at it. */
export function place(share: number, floor: number): string {
  const along = Math.max(0, (share - floor) / (1 - floor));
  return `${(along * 100).toFixed(2)}%`;
}

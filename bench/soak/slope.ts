/** A quantity as it stood after some number of steps. */
export interface Reading {
  readonly step: number;
  readonly value: number;
}

/**
 * How fast a quantity grows, a step: the median of the slopes between all pairs of readings
 * (Theil–Sen), which no single reading can move.
 */
export function slopeOf(readings: readonly Reading[]): number {
  const slopes = readings.flatMap((earlier, index) =>
    readings
      .slice(index + 1)
      .map((later) => (later.value - earlier.value) / (later.step - earlier.step)),
  );
  const sorted = slopes.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Whether what must stay as it is did. */
export function isConstant(readings: readonly Reading[]): boolean {
  return readings.every(({ value }) => value === readings[0].value);
}

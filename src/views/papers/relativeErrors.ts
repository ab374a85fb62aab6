/** Errors as shares of the first one. */

export interface RelativePoint {
  /** From 0, of the error in its row. */
  readonly place: number;
  readonly ratio: number;
}

/** The known errors of a row over its first; none where the first is unknown or nothing. */
export function relativeLine(errors: readonly (number | null)[]): RelativePoint[] {
  const [first] = errors;
  if (first === null || first === undefined || first === 0) return [];
  return errors.flatMap((error, place) =>
    error === null ? [] : [{ place, ratio: error / first }],
  );
}

/** What all lines lie within, 1 included; never without height. */
export function relativeRange(lines: readonly (readonly RelativePoint[])[]): {
  readonly low: number;
  readonly high: number;
} {
  const ratios = [1, ...lines.flatMap((line) => line.map(({ ratio }) => ratio))];
  const high = Math.max(...ratios);
  const low = Math.min(...ratios, high - 0.1);
  return { low, high };
}

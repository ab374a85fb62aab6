/** Pearson's correlation of two series of numbers, and how far it can be trusted. */

/**
 * Pearson's r of `x` and `y`, in [−1, 1]. Null with fewer than three pairs, of which r would be
 * ±1 or nothing whatever they are, and where one of the two never varies.
 */
export function correlation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 3) return null;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [both, alongX, alongY] = [0, 0, 0];
  for (let at = 0; at < x.length; at++) {
    const [dx, dy] = [x[at] - meanX, y[at] - meanY];
    both += dx * dy;
    alongX += dx * dx;
    alongY += dy * dy;
  }
  const scale = Math.sqrt(alongX * alongY);
  // Rounding leaves a trace of variance where there is none.
  return scale < 1e-12 ? null : Math.min(1, Math.max(-1, both / scale));
}

/** Ends of the 95% interval of a correlation, by Fisher's z; null where n is too small for it. */
export function correlationInterval(r: number, n: number): readonly [number, number] | null {
  if (n < 4 || Math.abs(r) >= 1) return null;
  const reach = 1.96 / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - reach), Math.tanh(Math.atanh(r) + reach)];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import type { GeometryState } from '../../spec/run/runState.ts';

/**
 * Share of the variance between class means that the first two components hold: of what was kept,
 * by the means themselves.
 */
export function planeShare({ means, dimensions, varianceKept }: GeometryState): number {
  const variances = Array.from({ length: dimensions }, (_, component) => {
    const values = means.filter((_, at) => at % dimensions === component);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  });
  const all = variances.reduce((sum, value) => sum + value, 0);
  return all === 0 ? 0 : (varianceKept * ((variances[0] ?? 0) + (variances[1] ?? 0))) / all;
}

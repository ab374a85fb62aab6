/**
 * Largest-Triangle-Three-Buckets (Steinarsson 2013): thins a line to `limit` points and keeps its
 * look, by taking from each bucket the point that spans the largest triangle with the point taken
 * before and the mean of the bucket after.
 */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

export function thin<P extends LinePoint>(points: readonly P[], limit: number): readonly P[] {
  if (points.length <= limit || limit < 3) return points;
  const width = (points.length - 2) / (limit - 2);
  const kept: P[] = [points[0]];
  for (let bucket = 0; bucket < limit - 2; bucket++) {
    const start = Math.floor(bucket * width) + 1;
    const end = Math.floor((bucket + 1) * width) + 1;
    const after = points.slice(end, Math.min(points.length, Math.floor((bucket + 2) * width) + 1));
    kept.push(largest(points.slice(start, end), kept[kept.length - 1], meanOf(after)));
  }
  kept.push(points[points.length - 1]);
  return kept;
}

function largest<P extends LinePoint>(
  bucket: readonly P[],
  before: LinePoint,
  after: LinePoint,
): P {
  const area = (point: LinePoint) =>
    Math.abs(
      (before.x - after.x) * (point.y - before.y) - (before.x - point.x) * (after.y - before.y),
    );
  return bucket.reduce((best, point) => (area(point) > area(best) ? point : best));
}

function meanOf(points: readonly LinePoint[]): LinePoint {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}

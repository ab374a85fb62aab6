import { log } from '../../lib/transcendental/log.ts';

/**
 * τ ln π of each class, π its share of the training images (Menon et al. 2021). A class
 * without images counts as having one (ours).
 */
export function logitAdjustments(counts: readonly number[], tau: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) =>
    tau === 0 ? 0 : tau * log(Math.max(1, count) / total),
  );
}

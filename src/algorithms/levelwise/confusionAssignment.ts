import { GroupCounts } from './groupCounts.ts';

/**
 * Ψ between classes of the one-level variant (Table IV; our reading), N × N: rows are predicted
 * classes, columns true ones, from the predictions of a flat network on held-out images, smoothed
 * by β as in Eq. 6. Each row sums to 1; a class that is never predicted gets β_y / β_0.
 */
export function confusionAssignment(
  predicted: Int32Array,
  labels: Int32Array,
  beta: Float64Array,
): Float64Array {
  return GroupCounts.of(predicted, labels, beta.length, beta.length).assignment(beta);
}

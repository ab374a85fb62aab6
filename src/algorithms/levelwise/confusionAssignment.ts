import { hashUniform } from '../../lib/hashUniform.ts';
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

/**
 * A group label for each image of the one-level variant that is sampled (ours): drawn from what
 * images of its class were taken for, Ω_ty / Σ_t Ω_ty, so that Ω, and with it Ψ by Eq. 6, begins as
 * the confusions. Its own class where none of that class was counted.
 * @param counts Ω between classes, rows predicted, columns true.
 * @param labels class of each image.
 * @param epoch one that no draw of Eq. 4 has: 0, unless rounds went before.
 */
export function drawnByConfusions(
  counts: GroupCounts,
  labels: Int32Array,
  seed: number,
  epoch = 0,
): Int32Array {
  const { classCount, groupCount } = counts;
  const totals = new Float64Array(classCount);
  counts.values.forEach((count, entry) => {
    totals[entry % classCount] += count;
  });
  return labels.map((label, image) => {
    let left = hashUniform(seed, epoch, image, 0) * totals[label];
    for (let group = 0; group < groupCount; group++) {
      left -= counts.at(group, label);
      if (left < 0) return group;
    }
    return label;
  });
}

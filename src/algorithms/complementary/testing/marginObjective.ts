/** ln p of a wrong class is clamped to this, since Eq. 3 is unbounded without (ours). */
const smallestLogProbability = Math.log(1e-7);

/**
 * Eq. 3 on a batch, in double precision: the reference twin of what engines compute.
 * −(1/B) Σ_i [ own(y_i) ln p_{y_i} − Σ_{l ≠ y_i} wrong(l) max(ln p_l, ln 1e-7) ], and the share of
 * the wrong classes' logarithms that are clamped.
 */
export function marginObjective(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
  own: Float64Array,
  wrong: Float64Array,
): { loss: number; clampedShare: number } {
  let sum = 0;
  let clamped = 0;
  probabilities.forEach((row, image) => {
    row.forEach((probability, index) => {
      const log = Math.log(probability);
      if (index === labels[image]) sum += own[index] * log;
      else sum -= wrong[index] * Math.max(log, smallestLogProbability);
      if (index !== labels[image] && log < smallestLogProbability) clamped++;
    });
  });
  const wrongs = probabilities.length * (own.length - 1);
  return { loss: -sum / probabilities.length, clampedShare: clamped / wrongs };
}

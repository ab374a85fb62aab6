import { square } from '../../lib/square.ts';

/**
 * Separability of the classes of a group (Fig. 10; our measure): the mean over its pairs of
 * |m_i − m_j|² / (s_i² + s_j²), with m the classes' mean features and s their spreads.
 * @param means N × d.
 * @param spreads root mean square distance of each class's images to their mean.
 * @param members classes of the group.
 * @returns null where no pair has a spread: with fewer than two classes, or all images alike.
 */
export function separability(
  means: Float64Array,
  spreads: Float64Array,
  members: readonly number[],
): number | null {
  const featureCount = means.length / spreads.length;
  let sum = 0;
  let pairs = 0;
  members.forEach((i, place) => {
    for (const j of members.slice(place + 1)) {
      const spread = square(spreads[i]) + square(spreads[j]);
      if (spread === 0) continue;
      let distance = 0;
      for (let k = 0; k < featureCount; k++) {
        distance += square(means[i * featureCount + k] - means[j * featureCount + k]);
      }
      sum += distance / spread;
      pairs++;
    }
  });
  return pairs === 0 ? null : sum / pairs;
}

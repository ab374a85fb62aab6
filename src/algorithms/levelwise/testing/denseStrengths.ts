import type { GroupCounts } from '../groupCounts.ts';

/**
 * Strength of each group for each class, Ω_ty / R_y with R_y the images of class y (Fig. 9): the
 * share of the class's images that the group holds, N_l × N. Columns sum to 1; 0 for a class
 * without images.
 */
export function denseStrengths({ values, groupCount, classCount }: GroupCounts): Float64Array {
  const images = new Float64Array(classCount);
  values.forEach((count, entry) => {
    images[entry % classCount] += count;
  });
  return Float64Array.from({ length: groupCount * classCount }, (_, entry) => {
    const total = images[entry % classCount];
    return total === 0 ? 0 : values[entry] / total;
  });
}

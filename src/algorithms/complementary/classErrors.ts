/**
 * The error of each class, from a network's probabilities on labelled images.
 * `probabilities` is R × N, row by row; `labels` holds the R class indices.
 */
import { predictedClasses } from '../metrics/predictions.ts';

/**
 * ε(l) = ½ [ mean over images of class l of (1 − p(l|x)) + mean over the others of p(l|x) ]
 * (Eq. 4). It is ½ for any output that ignores the image. A mean over no image counts as 0.
 */
export function softClassErrors(
  probabilities: Float32Array,
  labels: Int32Array,
  classCount: number,
): Float64Array {
  const counts = new Float64Array(classCount);
  const own = new Float64Array(classCount);
  const total = new Float64Array(classCount);
  for (let image = 0; image < labels.length; image++) {
    const row = image * classCount;
    for (let index = 0; index < classCount; index++) total[index] += probabilities[row + index];
    counts[labels[image]]++;
    own[labels[image]] += probabilities[row + labels[image]];
  }
  return Float64Array.from(counts, (count, index) => {
    const missed = meanOver(count - own[index], count);
    const taken = meanOver(total[index] - own[index], labels.length - count);
    return (missed + taken) / 2;
  });
}

/** Share of each class's images misclassified; 0 for a class without images. */
export function hardClassErrors(
  probabilities: Float32Array,
  labels: Int32Array,
  classCount: number,
): Float64Array {
  const predicted = predictedClasses(probabilities, classCount);
  const counts = new Float64Array(classCount);
  const wrong = new Float64Array(classCount);
  labels.forEach((label, image) => {
    counts[label]++;
    if (predicted[image] !== label) wrong[label]++;
  });
  return wrong.map((errors, index) => meanOver(errors, counts[index]));
}

function meanOver(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}

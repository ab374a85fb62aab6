/**
 * What a classifier's outputs come to. `probabilities` is R × N, row by row; any scores that order
 * the classes will do. Ties go to the lower class index.
 */

type Scores = Float32Array | Float64Array;

/** The class with the highest score for each image. */
export function predictedClasses(probabilities: Scores, classCount: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / classCount }, (_, image) => {
    const row = image * classCount;
    let [best, most] = [0, probabilities[row]];
    for (let index = 1; index < classCount; index++) {
      const score = probabilities[row + index];
      if (score > most) {
        best = index;
        most = score;
      }
    }
    return best;
  });
}

/**
 * Top-k errors by k: the share of images whose label is not among the k highest scores. Ranks
 * above the number of classes are left out.
 */
export function topErrors(
  probabilities: Scores,
  labels: Int32Array,
  classCount: number,
  ranks: readonly number[],
): Record<string, number> {
  const allowed = ranks.filter((rank) => rank <= classCount);
  const misses = allowed.map(() => 0);
  labels.forEach((label, image) => {
    const place = placeOf(probabilities, image * classCount, label, classCount);
    for (let k = 0; k < allowed.length; k++) if (place >= allowed[k]) misses[k]++;
  });
  return Object.fromEntries(allowed.map((rank, k) => [String(rank), misses[k] / labels.length]));
}

/** How many classes come before `label` in a row of scores. */
function placeOf(scores: Scores, row: number, label: number, classCount: number): number {
  const own = scores[row + label];
  let before = 0;
  for (let index = 0; index < classCount; index++) {
    const score = scores[row + index];
    if (score > own || (score === own && index < label)) before++;
  }
  return before;
}

/**
 * The classes of the `ranks` highest scores of each image, the highest first, images × ranks (or
 * × N where there are fewer classes).
 */
export function topClasses(probabilities: Scores, classCount: number, ranks: number): Int32Array {
  const length = Math.min(ranks, classCount);
  const images = probabilities.length / classCount;
  const top = new Int32Array(images * length);
  for (let image = 0; image < images; image++) {
    const row = probabilities.subarray(image * classCount, (image + 1) * classCount);
    const best = top.subarray(image * length, (image + 1) * length);
    for (let index = 0; index < classCount; index++)
      insertBest(best, Math.min(index, length), index, row);
  }
  return top;
}

/** Puts a class among the best so far, of which there are `count`; the last drops out if full. */
function insertBest(best: Int32Array, count: number, index: number, row: Scores): void {
  let place = count;
  while (place > 0 && row[best[place - 1]] < row[index]) {
    if (place < best.length) best[place] = best[place - 1];
    place--;
  }
  if (place < best.length) best[place] = index;
}

/** Share of each class's images predicted rightly; null for a class without images. */
export function classAccuracy(
  predicted: Int32Array,
  labels: Int32Array,
  classCount: number,
): (number | null)[] {
  const counts = new Array<number>(classCount).fill(0);
  const right = new Array<number>(classCount).fill(0);
  labels.forEach((label, image) => {
    counts[label]++;
    if (predicted[image] === label) right[label]++;
  });
  return counts.map((count, index) => (count === 0 ? null : right[index] / count));
}

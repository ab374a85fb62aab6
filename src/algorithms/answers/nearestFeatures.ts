/** Which of many images are nearest to one, by what networks make of them. */

/** An image by its place, and how far it is. */
export interface NearImage {
  readonly place: number;
  /** 0 where all networks see the same, at most 2. */
  readonly distance: number;
}

/**
 * The nearest images, nearest first: the distance is 1 − the cosine of the two feature vectors, averaged
 * over the networks, so that none counts more for its features being larger (ours). A vector of zeros is
 * at distance 1 from all others. Ties go to the earlier image.
 * @param known n × d_t of each network.
 * @param asked d_t of each network.
 * @param most how many are wanted.
 */
export function nearestFeatures(
  known: readonly Float32Array[],
  asked: readonly Float32Array[],
  most: number,
): NearImage[] {
  const [{ length }] = known;
  const images = length / asked[0].length;
  const distances = new Float64Array(images);
  known.forEach((features, network) => {
    const query = asked[network];
    const own = norm(query, 0, query.length);
    for (let image = 0; image < images; image++) {
      const start = image * query.length;
      const product = own * norm(features, start, query.length);
      let dot = 0;
      for (let at = 0; at < query.length; at++) dot += query[at] * features[start + at];
      distances[image] += (1 - (product === 0 ? 0 : dot / product)) / known.length;
    }
  });
  const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b] || a - b);
  return order.slice(0, most).map((place) => ({ place, distance: Math.max(0, distances[place]) }));
}

function norm(values: Float32Array, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at++) sum += values[at] * values[at];
  return Math.sqrt(sum);
}

/** What is known of each class in feature space: where its images lie, and how far apart. */

/**
 * Running means and spreads of the classes' features, so that the features of all images need
 * never lie in memory together. Updated image by image (Welford), in double precision.
 */
export class ClassMoments {
  private readonly counts: Float64Array;
  private readonly centres: Float64Array;
  /** Sum of squared distances of each class's images to their mean so far. */
  private readonly squares: Float64Array;

  /** Moments of `classCount` classes over features of length `featureCount`, with no image yet. */
  constructor(
    private readonly classCount: number,
    private readonly featureCount: number,
  ) {
    this.counts = new Float64Array(classCount);
    this.centres = new Float64Array(classCount * featureCount);
    this.squares = new Float64Array(classCount);
  }

  /** Adds images: `features` is images × d, row by row, with one label a row. */
  add(features: Float32Array, labels: Int32Array): void {
    const { featureCount, centres } = this;
    labels.forEach((label, image) => {
      const share = 1 / ++this.counts[label];
      const row = image * featureCount;
      const centre = label * featureCount;
      let square = 0;
      for (let k = 0; k < featureCount; k++) {
        const before = features[row + k] - centres[centre + k];
        centres[centre + k] += before * share;
        square += before * (features[row + k] - centres[centre + k]);
      }
      this.squares[label] += square;
    });
  }

  /** Mean feature of each class, N × d; a class without images gets the mean of all images. */
  means(): Float64Array {
    const means = this.centres.slice();
    const overall = this.overallMean();
    this.counts.forEach((count, label) => {
      if (count === 0) means.set(overall, label * this.featureCount);
    });
    return means;
  }

  /** Root mean square distance of each class's images to their mean; 0 without images. */
  spreads(): Float64Array {
    return this.squares.map((square, label) => Math.sqrt(square / Math.max(1, this.counts[label])));
  }

  private overallMean(): Float64Array {
    const mean = new Float64Array(this.featureCount);
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return mean;
    for (let label = 0; label < this.classCount; label++) {
      const share = this.counts[label] / total;
      const centre = label * this.featureCount;
      for (let k = 0; k < mean.length; k++) mean[k] += share * this.centres[centre + k];
    }
    return mean;
  }
}

/**
 * Calibration: whether a classifier is as often right as it is sure. Confidence is the largest
 * probability of an image, that of the class it is read as (Guo, Pleiss, Sun and Weinberger, *On
 * Calibration of Modern Neural Networks*, ICML 2017).
 */

/** Bins of the reliability diagram, as in the paper. */
export const calibrationBins = 15;

/** One bin: images whose confidence lies in it. Means are null where it holds none. */
export interface CalibrationBin {
  readonly images: number;
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export interface Calibration {
  /** Expected calibration error, in [0, 1]; null without images. */
  readonly ece: number | null;
  /** The reliability diagram, from the least sure to the surest. */
  readonly bins: readonly CalibrationBin[];
  /** Mean confidence of the images read rightly; null without any. */
  readonly rightConfidence: number | null;
  /** The same of those read wrongly. */
  readonly wrongConfidence: number | null;
}

/** The probability of the class that each image is read as, kept within [0, 1] where it was rounded. */
export function confidences(
  probabilities: Float32Array | Float64Array,
  predicted: Int32Array,
): Float64Array {
  const classCount = probabilities.length / predicted.length;
  return Float64Array.from(predicted, (index, image) =>
    Math.min(1, Math.max(0, probabilities[image * classCount + index])),
  );
}

/**
 * ECE = Σ_m |B_m|/R · |accuracy(B_m) − confidence(B_m)| over M bins of equal width: bin m holds the
 * images of a confidence in ((m − 1)/M, m/M], a confidence of 0 the first.
 */
export function calibration(
  confidence: Float64Array,
  predicted: Int32Array,
  labels: Int32Array,
  binCount = calibrationBins,
): Calibration {
  const sums = Array.from({ length: binCount }, () => ({ images: 0, confidence: 0, right: 0 }));
  const all = { right: { images: 0, confidence: 0 }, wrong: { images: 0, confidence: 0 } };
  labels.forEach((label, image) => {
    const value = confidence[image];
    const isRight = predicted[image] === label;
    const bin = sums[Math.max(0, Math.ceil(value * binCount) - 1)];
    bin.images++;
    bin.confidence += value;
    if (isRight) bin.right++;
    const side = isRight ? all.right : all.wrong;
    side.images++;
    side.confidence += value;
  });
  const gap = sums.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0);
  return {
    ece: ratio(gap, labels.length),
    bins: sums.map(({ images, confidence: sum, right }) => ({
      images,
      confidence: ratio(sum, images),
      accuracy: ratio(right, images),
    })),
    rightConfidence: ratio(all.right.confidence, all.right.images),
    wrongConfidence: ratio(all.wrong.confidence, all.wrong.images),
  };
}

const ratio = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);

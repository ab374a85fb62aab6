/**
 * A vote with other weights on recorded outputs, and what it comes to. Entry by entry it is the vote
 * that a run takes (Eq. 9, in double precision, networks in their order), so that with the weights as
 * trained its figures are those of the log.
 */
import { calibration, confidences } from '../../algorithms/metrics/calibration.ts';
import { hardAndEasy, worstClass } from '../../algorithms/metrics/hardClasses.ts';
import { classAccuracy } from '../../algorithms/metrics/predictions.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { PerClass } from '../run/runFacts.ts';
import type { SplitOfMembers } from './benchOutputs.ts';
import { votedBlocks } from './votedBlocks.ts';

/** What a vote comes to; shares are in [0, 1]. */
export interface BenchReading {
  /** Images that it was measured on. */
  readonly images: number;
  /** Top-1 error. */
  readonly error: number;
  /** Mean accuracy of the classes that are the hardest fifth, and the easier half, by `ranking`. */
  readonly hardestFifth: number | null;
  readonly easierHalf: number | null;
  readonly worstClass: { readonly index: ClassIndex; readonly accuracy: number } | null;
  readonly ece: number | null;
  readonly classAccuracy: PerClass;
  /** The class that each image is read as. */
  readonly predicted: Int32Array;
}

/**
 * @param weights one a network, 0 of those that are off.
 * @param ranking the accuracies by which classes are hard or easy: as trained, so that the same classes
 * are compared whatever the votes.
 */
export function benchReading(
  measured: SplitOfMembers,
  weights: readonly number[],
  classCount: number,
  ranking: PerClass,
): BenchReading {
  const predicted = new Int32Array(measured.labels.length);
  const confidence = new Float64Array(predicted.length);
  votedBlocks(measured, weights, classCount, (block) => {
    predicted.set(block.predicted, block.image);
    confidence.set(confidences(block.probabilities, block.predicted), block.image);
  });
  const { labels } = measured;
  const ofClasses = classAccuracy(predicted, labels, classCount);
  const { hardestFifth, easierHalf } = hardAndEasy(ranking, ofClasses);
  let wrong = 0;
  for (let image = 0; image < labels.length; image++) {
    if (predicted[image] !== labels[image]) wrong++;
  }
  return {
    images: labels.length,
    error: wrong / labels.length,
    hardestFifth,
    easierHalf,
    worstClass: worstClass(ofClasses),
    ece: calibration(confidence, predicted, labels).ece,
    classAccuracy: ofClasses,
    predicted,
  };
}

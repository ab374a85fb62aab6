/** A data set made ready for a run: split, counted, normalised, batched, as its spec says. */

import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { DatasetSummary } from '../spec/runEvent.ts';
import type { ImageShape, SplitName } from '../spec/units.ts';

/** Some images to predict, normalised, none augmented. */
export interface EvaluationSet {
  readonly labels: Int32Array;
  /** The images in order, in pieces of bounded size; a piece's buffer is reused by the next. */
  readonly pieces: () => Iterable<{ readonly images: Float32Array; readonly start: number }>;
}

export type EvaluationSets = Readonly<Partial<Record<SplitName, EvaluationSet>>>;

/** What methods see of the data. */
export interface PreparedData {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  /** Training images of each class. */
  readonly trainCounts: readonly number[];
  /** Steps of an epoch: full batches only. */
  readonly stepsPerEpoch: number;
  readonly summary: DatasetSummary;
  /** Every image of every split. */
  readonly whole: EvaluationSets;
  /** The same, with a fixed sample of the training images where there are many. */
  readonly sampled: EvaluationSets;
  /** Shuffled, augmented full batches of an epoch; the buffers are reused from batch to batch. */
  readonly trainBatches: (
    seed: number,
    round: number,
    epoch: number,
  ) => Iterable<{ readonly images: Float32Array; readonly labels: Int32Array }>;
}

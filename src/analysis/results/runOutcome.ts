/**
 * What a run came to, as little as comparing many runs needs: small enough to keep beside each log,
 * so that nothing that compares reads logs. Made of a run's state or of its `result.json`, alike.
 */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { SplitName } from '../../spec/units.ts';
import type { OwnMeasure } from './resultMeasures.ts';

export interface RunOutcome {
  /** Of a run among others its run id; of a collected result what tells it from the rest. */
  readonly id: string;
  /** The Espalier that it was begun with. */
  readonly espalier: string;
  readonly spec: ExperimentSpec;
  readonly specHash: string;
  readonly datasetHash: string;
  readonly datasetName: string;
  /** Kind of the device that it was trained on. */
  readonly device: string;
  /** Of the whole run; null while it is not at its end. */
  readonly digest: string | null;
  readonly seconds: number;
  /** The split that all here is measured on: test where the data set has one. */
  readonly split: SplitName;
  /** The split that hard and easy classes are ranked on; null where the run does not tell. */
  readonly rankedOn: SplitName | null;
  /** Of the vote; before the first round's end, errors of its network. Shares in [0, 1]. */
  readonly measures: Readonly<Record<OwnMeasure, number | null>>;
  readonly classes: readonly string[];
  /** Error of each class in [0, 1]; null for one without images. Empty before the first epoch. */
  readonly classErrors: readonly (number | null)[];
  /** The same on the split that classes are ranked on; empty where the run does not tell. */
  readonly rankedErrors: readonly (number | null)[];
  readonly curve: OutcomeCurve;
  /** Errors of the vote at the end of each round, within so many guesses, by their number. */
  readonly votes: readonly VoteErrors[];
}

/** `{ 1: 0.2, 5: 0.05 }`: share of images whose class is not among so many of the likeliest. */
export type VoteErrors = Readonly<Record<string, number>>;

/** Errors epoch by epoch over all rounds, as columns. */
export interface OutcomeCurve {
  /** From 1, of each epoch. */
  readonly rounds: readonly number[];
  /** Error of the network that was trained. */
  readonly network: readonly (number | null)[];
  /**
   * Error of the vote of the networks so far: after each epoch while it is one network's, then at
   * each round's end; null at all others, where no run measures it.
   */
  readonly vote: readonly (number | null)[];
}

/** Whether a run is at its end: only then it counts in means and tests. */
export const isAtEnd = ({ digest }: Pick<RunOutcome, 'digest'>): boolean => digest !== null;

/** The runs of a setting that count: those at their end alone, where there are any. */
export function countedRuns(runs: readonly RunOutcome[]): readonly RunOutcome[] {
  const ended = runs.filter(isAtEnd);
  return ended.length > 0 ? ended : runs;
}

/** What the networks of a run that votes say of the images on which they are voted again. */
import { majorityBallots } from '../../algorithms/boosting/majorityBallots.ts';
import { castsBallots, networkCountOf, traitsOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { lastOutcome, shownSplit } from '../run/runFacts.ts';

/** Outputs of every network, in the order of the rounds. */
export interface SplitOfMembers {
  readonly split: SplitName;
  readonly labels: Int32Array;
  /** Class probabilities, images × N, one array a network. */
  readonly members: readonly Float32Array[];
}

export interface BenchOutputs {
  readonly classCount: number;
  /** What the vote is measured on: test images, unless there are none. */
  readonly measured: SplitOfMembers;
  /** Held-out images that votes can be chosen on without touching those measured; null without any. */
  readonly validation: SplitOfMembers | null;
}

/** Whether a method's networks vote, so that they can be voted again. */
export function canBeVotedAgain({ spec: { method } }: Pick<RunState, 'spec'>): boolean {
  return traitsOf(method).votes !== 'none' && networkCountOf(method) > 1;
}

/** The splits whose outputs the bench needs. */
export function benchSplits(state: Pick<RunState, 'dataset'>): readonly SplitName[] {
  const measured = shownSplit(state);
  const hasValidation = measured === 'test' && state.dataset.counts.validation > 0;
  return hasValidation ? [measured, 'validation'] : [measured];
}

/**
 * The outputs as they are voted: as they are, or of each network the class it names alone.
 * @param splits those of {@link benchSplits}, which have as many networks as rounds are finished.
 */
export function benchOutputs(
  state: Pick<RunState, 'spec' | 'dataset'>,
  splits: readonly SplitOfMembers[],
): BenchOutputs {
  const classCount = state.dataset.classes.length;
  const asVoted = (ofSplit: SplitOfMembers): SplitOfMembers =>
    castsBallots(state.spec.method)
      ? { ...ofSplit, members: ofSplit.members.map((own) => majorityBallots(own, classCount)) }
      : ofSplit;
  const [measured, validation] = benchSplits(state).map((name) =>
    splits.find(({ split }) => split === name),
  );
  if (measured === undefined) throw new RangeError('There are no outputs of the images measured');
  return {
    classCount,
    measured: asVoted(measured),
    validation: validation ? asVoted(validation) : null,
  };
}

/** The same of the first networks alone, as of a moment when no more were trained. */
export function ofFirstMembers(outputs: BenchOutputs, count: number): BenchOutputs {
  const first = (ofSplit: SplitOfMembers) => ({
    ...ofSplit,
    members: ofSplit.members.slice(0, count),
  });
  const { classCount, measured, validation } = outputs;
  return { classCount, measured: first(measured), validation: validation && first(validation) };
}

/** Every `step`-th image, for answers that must come at once. */
export function everyNthImage(
  { split, labels, members }: SplitOfMembers,
  classCount: number,
  step: number,
): SplitOfMembers {
  const images = Math.ceil(labels.length / step);
  const rows = (own: Float32Array) => {
    const kept = new Float32Array(images * classCount);
    for (let image = 0; image < images; image++) {
      const from = image * step * classCount;
      kept.set(own.subarray(from, from + classCount), image * classCount);
    }
    return kept;
  };
  return {
    split,
    labels: Int32Array.from({ length: images }, (_, image) => labels[image * step]),
    members: members.map(rows),
  };
}

/** The accuracies by which the run ranked its classes when it was measured last; see `round-measured`. */
export function rankingAccuracy(state: Pick<RunState, 'rounds' | 'dataset'>) {
  const outcome = lastOutcome(state);
  const { validation } = state.dataset.counts;
  const ranking: SplitName =
    shownSplit(state) === 'test' && validation > 0 ? 'validation' : 'train';
  return outcome?.ensemble.classAccuracy[ranking] ?? [];
}

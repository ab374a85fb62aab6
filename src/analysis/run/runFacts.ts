/**
 * What is asked of a run beyond its fields: how many rounds it has, which split it is shown on, and
 * what its networks and their vote have reached.
 */
import { drivingErrorsOf, roundsOf } from '../../spec/methods/methodFacts.ts';
import type { AccuracyBySplit } from '../../spec/run/events/eventFields.ts';
import type { RoundOutcome, RoundState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, SplitName } from '../../spec/units.ts';

/** Rounds of the whole run, also those to come. */
export function totalRounds(state: Pick<RunState, 'spec' | 'rounds'>): number {
  return Math.max(roundsOf(state.spec.method), state.rounds.length);
}

/** The split whose accuracies are shown: the one furthest from training that has images. */
export function shownSplit(state: {
  readonly dataset: Pick<RunState['dataset'], 'counts'>;
}): SplitName {
  const { counts } = state.dataset;
  if (counts.test > 0) return 'test';
  return counts.validation > 0 ? 'validation' : 'train';
}

/** The split on which levels are judged: validation where there is one, else the shown split. */
export function levelSplit(state: Pick<RunState, 'dataset'>): SplitName {
  return state.dataset.counts.validation > 0 ? 'validation' : shownSplit(state);
}

/**
 * The split that stands beside the shown one: what importance is measured on, training otherwise. Null
 * where that is the shown split itself.
 */
export function comparedSplit(state: Pick<RunState, 'spec' | 'dataset'>): SplitName | null {
  const { method } = state.spec;
  const { from } = drivingErrorsOf(method);
  return from === shownSplit(state) ? null : from;
}

export type PerClass = readonly (number | null)[];

/** Accuracy of each class by one network: after its last epoch so far. Null before the first. */
export function networkAccuracy(round: RoundState, split: SplitName): PerClass | null {
  const last: AccuracyBySplit | undefined =
    round.outcome?.classAccuracy ?? round.epochs[round.epochs.length - 1]?.classAccuracy;
  return last?.[split] ?? null;
}

/** The outcome of the last round that is finished; null during the first. */
export function lastOutcome(state: Pick<RunState, 'rounds'>): RoundOutcome | null {
  return state.rounds.findLast((round) => round.outcome !== null)?.outcome ?? null;
}

/** Accuracy of each class by the vote of the finished networks; null during the first round. */
export function ensembleAccuracy(
  state: Pick<RunState, 'rounds'>,
  split: SplitName,
): PerClass | null {
  return lastOutcome(state)?.ensemble.classAccuracy[split] ?? null;
}

/** Accuracy of each class as a run has it: by its vote, or by its network under way. */
export function classAccuracyOf(
  state: Pick<RunState, 'rounds'>,
  split: SplitName,
): PerClass | null {
  const round = state.rounds[state.rounds.length - 1];
  return ensembleAccuracy(state, split) ?? (round ? networkAccuracy(round, split) : null);
}

/** Accuracy of each class on the shown split, as the run has it. */
export function shownAccuracy(state: Pick<RunState, 'dataset' | 'rounds'>): PerClass | null {
  return classAccuracyOf(state, shownSplit(state));
}

/** Below this many images a class's accuracy says little. */
export const fewImages = 10;

/** Mean accuracy over some classes; null where none is known. */
export function meanAccuracy(
  accuracy: PerClass | null,
  classes: readonly ClassIndex[],
): number | null {
  const known = classes.flatMap((index) => accuracy?.[index] ?? []);
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** Error of a network after its last epoch so far; null before the first. */
export function networkError(round: RoundState, split: SplitName): number | null {
  const measured = round.outcome?.topErrors[split]?.['1'];
  return measured ?? round.epochs[round.epochs.length - 1]?.errors[split] ?? null;
}

/** Top-1 error of the vote once a round is finished; null where it was not measured. */
export function ensembleError(
  outcome: RoundOutcome | null | undefined,
  split: SplitName,
): number | null {
  return outcome?.ensemble.topErrors[split]?.['1'] ?? null;
}

/** Top-1 error of the vote of the finished networks on the shown split; null before there is one. */
export function finalError(state: Pick<RunState, 'dataset' | 'rounds'>): number | null {
  return ensembleError(lastOutcome(state), shownSplit(state));
}

/**
 * What views ask of a run beyond its fields: which split is shown, what a class's accuracy is by
 * which network, what would follow if the round ended now, and in which order classes stand.
 */
import { roundsOf } from '../../spec/methods/methods.ts';
import type { AccuracyBySplit } from '../../spec/run/runEvent.ts';
import type { RoundOutcome, RoundState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Epoch, SplitName } from '../../spec/units.ts';

/** Rounds of the whole run, also those to come. */
export function totalRounds(state: RunState): number {
  return Math.max(roundsOf(state.spec.method), state.rounds.length);
}

/** The split whose accuracies are shown: the one furthest from training that has images. */
export function shownSplit(state: RunState): SplitName {
  const { counts } = state.dataset;
  if (counts.test > 0) return 'test';
  return counts.validation > 0 ? 'validation' : 'train';
}

export type PerClass = readonly (number | null)[];

/** Accuracy of each class by one network: after its last epoch so far. Null before the first. */
export function networkAccuracy(round: RoundState, split: SplitName): PerClass | null {
  const last: AccuracyBySplit | undefined =
    round.outcome?.classAccuracy ?? round.epochs[round.epochs.length - 1]?.classAccuracy;
  return last?.[split] ?? null;
}

const floors = [0.9, 0.8, 0.5];

/**
 * Where axes of class accuracy begin: 0 during the first round, then as high as every finished
 * network allows, so that classes at 97% and 99% can be told apart. Later it can only fall.
 */
export function accuracyFloor(state: RunState): number {
  const split = shownSplit(state);
  const finished = state.rounds.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  if (finished.length === 0) return 0;
  const lowest = finished.reduce((least, { classAccuracy, ensemble }) => {
    const all = [...(classAccuracy[split] ?? []), ...(ensemble.classAccuracy[split] ?? [])];
    return all.reduce<number>((low, share) => Math.min(low, share ?? 1), least);
  }, 1);
  return floors.find((floor) => floor <= lowest) ?? 0;
}

/** The outcome of the last round that is finished; null during the first. */
export function lastOutcome(state: RunState): RoundOutcome | null {
  return state.rounds.findLast((round) => round.outcome !== null)?.outcome ?? null;
}

/** Accuracy of each class by the vote of the finished networks; null during the first round. */
export function ensembleAccuracy(state: RunState, split: SplitName): PerClass | null {
  return lastOutcome(state)?.ensemble.classAccuracy[split] ?? null;
}

/** Error of a network after its last epoch so far; null before the first. */
export function networkError(round: RoundState, split: SplitName): number | null {
  const measured = round.outcome?.topErrors[split]?.['1'];
  return measured ?? round.epochs[round.epochs.length - 1]?.errors[split] ?? null;
}

/** N·ϕ_t of each class by round, so that 1 is an equal share. */
export function scaledImportance(round: RoundState): readonly number[] {
  return scaled(round.classImportance);
}

/**
 * N·ϕ of the round to come, as it would be if the round under way ended now. Null where there is
 * no round to come, no importance, or no epoch yet.
 */
export function forecastImportance(state: RunState): readonly number[] | null {
  if (state.spec.method.kind !== 'complementary') return null;
  if (state.rounds.length >= totalRounds(state)) return null;
  const round = state.rounds[state.rounds.length - 1];
  if (round === undefined) return null;
  const last = round.epochs[round.epochs.length - 1];
  const next = round.outcome?.importanceNext ?? last?.forecast?.importanceNext;
  return next ? scaled(next) : null;
}

const scaledArrays = new WeakMap<readonly number[], readonly number[]>();

/** Remembered by array, which a state never changes: painting again costs nothing. */
function scaled(importance: readonly number[]): readonly number[] {
  const known = scaledArrays.get(importance);
  if (known !== undefined) return known;
  const values = importance.map((share) => share * importance.length);
  scaledArrays.set(importance, values);
  return values;
}

/** Classes, hardest first, with what they were ordered by; empty while nothing is known. */
export interface ClassOrder {
  readonly classes: readonly ClassIndex[];
  readonly by: 'importance' | 'error' | 'nothing';
}

/** Classes by newest importance where the method gives any, else by newest error. */
export function classesByDifficulty(state: RunState): ClassOrder {
  const importance = newestImportance(state);
  if (importance !== null) return { classes: descending(importance), by: 'importance' };
  const round = state.rounds[state.rounds.length - 1];
  const split = shownSplit(state);
  const accuracy = ensembleAccuracy(state, split) ?? (round && networkAccuracy(round, split));
  if (!accuracy) return { classes: [], by: 'nothing' };
  return { classes: descending(accuracy.map(errorOf)), by: 'error' };
}

/** The newest importance that differs between classes: the forecast, else the round under way. */
function newestImportance(state: RunState): readonly number[] | null {
  const round = state.rounds[state.rounds.length - 1];
  const values = forecastImportance(state) ?? (round ? scaledImportance(round) : null);
  return values?.some((value) => Math.abs(value - values[0]) > 1e-9) ? values : null;
}

/** An error for sorting; classes without images come last. */
export function errorOf(accuracy: number | null | undefined): number {
  return accuracy === null || accuracy === undefined ? -1 : 1 - accuracy;
}

/** Indices by value, greatest first; equal values keep the order of the classes. */
export function descending(values: readonly number[]): ClassIndex[] {
  return values.map((_, index) => index).sort((a, b) => values[b] - values[a] || a - b);
}

/** The share of an epoch that the run has done beyond its last finished epoch, from 0 to 1. */
export function epochShare(state: RunState): number {
  return state.progress === null || state.stepsPerEpoch === 0
    ? 0
    : Math.min(1, state.progress.step / state.stepsPerEpoch);
}

/** Finished epochs of the round under way. */
export function epochsDone(state: RunState): Epoch {
  return state.rounds[state.rounds.length - 1]?.epochs.length ?? 0;
}

/** Seconds until the epoch under way ends, by the speed just measured; null while unknown. */
export function secondsToEpochEnd(state: RunState): number | null {
  const { progress, stepsPerEpoch, spec } = state;
  if (progress === null || progress.imagesPerSecond <= 0) return null;
  return ((stepsPerEpoch - progress.step) * spec.training.batchSize) / progress.imagesPerSecond;
}

/** What a chart without numbers says about when they come. */
export function waitingNote(state: RunState): string {
  if (state.phase === 'failed' || state.phase === 'stopped') return 'Ended before its first epoch';
  if (state.phase === 'paused') return 'Paused before its first epoch';
  const seconds = secondsToEpochEnd(state);
  return seconds === null
    ? 'Waiting for the first epoch'
    : `The first epoch ends in about ${Math.max(1, Math.round(seconds))} s`;
}

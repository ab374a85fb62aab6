/** How far a run has come, and how long the rest should take by what it took so far. */
import { trainedRounds } from '../../spec/experimentSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch } from '../../spec/units.ts';
import { totalRounds } from '../run/runFacts.ts';

/** The share of an epoch that the run has done beyond its last finished epoch, from 0 to 1. */
export function epochShare(state: Pick<RunState, 'stepsPerEpoch' | 'progress'>): number {
  return state.progress === null || state.stepsPerEpoch === 0
    ? 0
    : Math.min(1, state.progress.step / state.stepsPerEpoch);
}

/** Finished epochs of the round under way. */
export function epochsDone(state: Pick<RunState, 'rounds'>): Epoch {
  return state.rounds[state.rounds.length - 1]?.epochs.length ?? 0;
}

/** Seconds until the epoch under way ends, by the speed just measured; null while unknown. */
export function secondsToEpochEnd(
  state: Pick<RunState, 'spec' | 'dataset' | 'stepsPerEpoch' | 'progress'>,
): number | null {
  const { progress, stepsPerEpoch } = state;
  if (progress === null || progress.imagesPerSecond <= 0) return null;
  return ((stepsPerEpoch - progress.step) * batchSizeOf(state)) / progress.imagesPerSecond;
}

/** Images of a batch: all that there are to train on, where the experiment asks for more. */
const batchSizeOf = ({ spec, dataset }: Pick<RunState, 'spec' | 'dataset'>): number =>
  Math.min(dataset.counts.train, spec.training.batchSize);

/** Share of the run's epochs done, counting the part of the one under way, in [0, 1]. */
export function shareDone(
  state: Pick<RunState, 'spec' | 'stepsPerEpoch' | 'rounds' | 'progress'>,
): number {
  const epochs = state.rounds.reduce((sum, round) => sum + round.epochs.length, 0);
  return Math.min(1, (epochs + epochShare(state)) / Math.max(1, totalEpochs(state)));
}

/** Epochs of all rounds, also those to come. */
function totalEpochs(state: Pick<RunState, 'spec' | 'rounds'>): number {
  return trainedRounds(state.spec, totalRounds(state)) * state.spec.training.epochs;
}

/** Epochs whose mean time the next ones are expected to take. */
const latestEpochs = 3;

/**
 * Seconds until the run should end: the epochs left, at the mean time of the latest ones, and what
 * rounds take beyond their epochs. Before the first epoch by the speed of its steps. Null while
 * unknown, and for a run that does not train.
 */
export function secondsLeft(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'stepsPerEpoch' | 'rounds' | 'progress'>,
): number | null {
  if (state.phase !== 'training') return null;
  const epochsLeft = totalEpochs(state) * (1 - shareDone(state));
  const latest = state.rounds.flatMap(({ epochs }) => epochs).slice(-latestEpochs);
  if (latest.length > 0) {
    const each = latest.reduce((sum, { seconds }) => sum + seconds, 0) / latest.length;
    return epochsLeft * each + roundsLeft(state) * secondsBeyondEpochs(state);
  }
  const speed = state.progress?.imagesPerSecond ?? 0;
  const images = state.stepsPerEpoch * batchSizeOf(state);
  return speed > 0 ? (epochsLeft * images) / speed : null;
}

/** Rounds that are not finished, the one under way included. */
function roundsLeft(state: Pick<RunState, 'spec' | 'rounds'>): number {
  return totalRounds(state) - state.rounds.filter(({ outcome }) => outcome !== null).length;
}

/** What the last finished round took beyond its epochs, in seconds; 0 before there is one. */
function secondsBeyondEpochs({ rounds }: Pick<RunState, 'rounds'>): number {
  const round = rounds.findLast(({ outcome }) => outcome !== null);
  const trained = round?.epochs.reduce((sum, { seconds }) => sum + seconds, 0) ?? 0;
  return Math.max(0, (round?.outcome?.seconds ?? 0) - trained);
}

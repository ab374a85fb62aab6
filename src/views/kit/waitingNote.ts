import { secondsToEpochEnd } from '../../analysis/progress/timeLeft.ts';
import { hasEndedEarly, type RunState } from '../../spec/run/runState.ts';

/** What a chart without numbers says about when they come. */
export function waitingNote(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'stepsPerEpoch' | 'progress'>,
): string {
  if (hasEndedEarly(state)) return 'Ended before its first epoch';
  if (state.phase === 'paused') return 'Paused before its first epoch';
  const seconds = secondsToEpochEnd(state);
  return seconds === null
    ? 'Waiting for the first epoch'
    : `The first epoch ends in about ${Math.max(1, Math.round(seconds))} s`;
}

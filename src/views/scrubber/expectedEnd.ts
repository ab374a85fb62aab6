import { positionOf } from '../../analysis/progress/runPosition.ts';
import { secondsLeft } from '../../analysis/progress/timeLeft.ts';
import { totalRounds } from '../../analysis/run/runFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** When a run should end, as `14:05`, until its last round begins; null before its first epoch. */
export function expectedEnd(
  state: Pick<
    RunState,
    'phase' | 'updatedAt' | 'spec' | 'dataset' | 'stepsPerEpoch' | 'rounds' | 'progress'
  >,
): string | null {
  if (positionOf(state) === null || state.rounds.length === totalRounds(state)) return null;
  const seconds = secondsLeft(state);
  return seconds === null ? null : clock(state.updatedAt + seconds * 1000);
}

function clock(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

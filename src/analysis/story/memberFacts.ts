/** How networks that are trained together do, together and each by itself. */
import type { RunState } from '../../spec/run/runState.ts';
import { networkError, shownSplit } from '../run/runFacts.ts';

/** Where they stand on the shown split after the last epoch. */
export interface MemberStanding {
  /** Error of all together. */
  readonly together: number;
  /** Error of each by itself, in their order. */
  readonly alone: readonly number[];
  /** Mean weight of each over the images. */
  readonly weights: readonly number[];
}

type JointRun = Pick<RunState, 'dataset' | 'rounds' | 'members'>;

/** Null before the first epoch, and where a log does not tell. */
export function memberStanding(state: JointRun): MemberStanding | null {
  const split = shownSplit(state);
  const measured = state.members.at(-1);
  const round = state.rounds.at(-1);
  const together = round === undefined ? null : networkError(round, split);
  if (measured === undefined || together === null) return null;
  const alone = measured.members.flatMap(({ topErrors }) => topErrors[split]?.['1'] ?? []);
  if (alone.length !== measured.members.length) return null;
  return { together, alone, weights: measured.weights[split] ?? [] };
}

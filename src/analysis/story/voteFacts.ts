/** What the story of networks that vote is filled from. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { descending } from '../run/classOrder.ts';
import { ensembleError, lastOutcome, networkError, shownSplit } from '../run/runFacts.ts';

/** The classes that a round leans on most. */
export interface Emphasis {
  /** The hardest first: three of them, fewer of a handful. */
  readonly classes: readonly ClassIndex[];
  /** Their mean N·ϕ: 1 is an equal share. */
  readonly weight: number;
}

/** What stands out in the importance of all classes, N·ϕ each. */
export function emphasisOf(importance: readonly number[]): Emphasis {
  const count = Math.min(3, Math.max(1, Math.floor(importance.length / 3)));
  const classes = descending(importance).slice(0, count);
  const weight = classes.reduce((sum, index) => sum + importance[index], 0) / classes.length;
  return { classes, weight };
}

/** How the vote of the finished networks stands on the shown split. */
export interface VoteStanding {
  /** Its top-1 error. */
  readonly error: number;
  /** Networks that vote. */
  readonly networks: number;
  /** The error of the first network alone; null where it was not measured. */
  readonly firstError: number | null;
}

/** Null before the first round is finished, and where its error was not measured. */
export function voteStanding(state: Pick<RunState, 'dataset' | 'rounds'>): VoteStanding | null {
  const split = shownSplit(state);
  const outcome = lastOutcome(state);
  const error = ensembleError(outcome, split);
  if (outcome === null || error === null) return null;
  return { error, networks: outcome.round, firstError: networkError(state.rounds[0], split) };
}

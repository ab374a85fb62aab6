import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { ensembleError, shownSplit } from '../run/runFacts.ts';

/** The vote's top-1 error once a round's network has joined it. */
export interface EnsembleError {
  readonly round: Round;
  readonly error: number;
}

/** The vote's error after each finished round. */
export function ensembleErrors(
  state: Pick<RunState, 'dataset' | 'rounds'>,
): readonly EnsembleError[] {
  const split = shownSplit(state);
  return state.rounds.flatMap(({ round, outcome }) => {
    const error = ensembleError(outcome, split);
    return error === null ? [] : [{ round, error }];
  });
}

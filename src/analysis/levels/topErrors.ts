/** Top-k errors of a run of one network, beside another's. */
import type { RunState } from '../../spec/run/runState.ts';
import { topErrorRanks } from '../../spec/units.ts';
import { networkError, shownSplit } from '../run/runFacts.ts';

/** A value a rank, in [0, 1]; null where it is not measured. */
export type RankedErrors = readonly (number | null)[];

/** Errors of the last finished epoch; early logs have those beyond top-1 at the end of a run only. */
export function rankedErrors(state: Pick<RunState, 'dataset' | 'rounds'>): RankedErrors {
  const split = shownSplit(state);
  const round = state.rounds[0];
  const measured = (round?.outcome ?? round?.epochs.at(-1))?.topErrors[split];
  return topErrorRanks.map((rank) =>
    rank === 1 && round !== undefined
      ? networkError(round, split)
      : (measured?.[`${rank}`] ?? null),
  );
}

/** Errors minus those of a baseline, where both are known. */
export function differences(errors: RankedErrors, baseline: RankedErrors | null): RankedErrors {
  return errors.map((error, at) => {
    const other = baseline?.[at] ?? null;
    return error === null || other === null ? null : error - other;
  });
}

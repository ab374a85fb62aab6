/** The share of always-hard classes by round, against the bound of Eq. 16. */
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

export interface HardShare {
  readonly round: Round;
  /** ρ from soft errors. */
  readonly soft: number;
  /** ρ from the share of images misclassified. */
  readonly hard: number;
  /** Eq. 16; null where no bound holds. */
  readonly bound: number | null;
}

/** The finished rounds of a method with importance; none for others. */
export function hardShares(state: Pick<RunState, 'rounds'>): readonly HardShare[] {
  return state.rounds.flatMap(({ round, outcome }) => {
    if (!outcome?.alwaysHard) return [];
    const { soft, hard } = outcome.alwaysHard;
    return [{ round, soft: soft.share, hard: hard.share, bound: outcome.bound.value }];
  });
}

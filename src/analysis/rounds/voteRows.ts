/** What each network counts in the vote, round by round. */
import { traitsOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { totalRounds } from '../run/runFacts.ts';

/** One network's say in the vote, as far as it is known. */
export interface VoteRow {
  readonly round: Round;
  /** `coming` before a round's first epoch, too. */
  readonly standing: 'trained' | 'forecast' | 'coming';
  readonly weightedError: number | null;
  readonly gamma: number | null;
  /** Whether γ was held at its limit, so that the weight is not what Eq. 9 alone would give. */
  readonly clamped: boolean;
  readonly weight: number | null;
}

/** Whether every network counts the same, so that there is no γ. */
export function votesAlike(state: Pick<RunState, 'spec'>): boolean {
  return traitsOf(state.spec.method).votes !== 'weighted';
}

/** A row for every round of the run, also those to come. */
export function voteRows(state: Pick<RunState, 'spec' | 'rounds'>): readonly VoteRow[] {
  return Array.from({ length: totalRounds(state) }, (_, index) => voteRow(state, index));
}

/** The heaviest vote that a run has come to, which bars are measured against. */
export function heaviestVote(state: Pick<RunState, 'spec' | 'rounds'>): number {
  return voteRows(state).reduce((most, { weight }) => Math.max(most, weight ?? 0), 0.01);
}

function voteRow(state: Pick<RunState, 'rounds'>, index: number): VoteRow {
  const round = state.rounds[index];
  const outcome = round?.outcome ?? null;
  const known = outcome ?? round?.epochs[round.epochs.length - 1]?.forecast ?? null;
  const gamma = known?.gamma ?? null;
  return {
    round: index + 1,
    standing: outcome ? 'trained' : known ? 'forecast' : 'coming',
    weightedError: known?.weightedError ?? null,
    gamma,
    clamped: known?.gammaClamped ?? false,
    weight: outcome?.voteWeight ?? (gamma === null ? null : Math.log(1 / gamma)),
  };
}

/** Whether weights in the vote are ln(1/γ) (Eq. 9). */
export function votesByGamma(state: Pick<RunState, 'spec'>): boolean {
  return traitsOf(state.spec.method).hasGamma;
}

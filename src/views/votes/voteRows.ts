import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { Round } from '../../spec/units.ts';
import type { FigureTable } from '../figure/figureTable.ts';
import { totalRounds } from '../shared/runFacts.ts';

/** One network's say in the vote, as far as it is known. */
export interface VoteRow {
  readonly round: Round;
  readonly weightedError: number | null;
  readonly gamma: number | null;
  /** Whether γ was held at its limit, so that the weight is not what Eq. 9 alone would give. */
  readonly clamped: boolean;
  readonly weight: number | null;
  /** Whether the round is still training: the numbers are what would follow if it ended now. */
  readonly forecast: boolean;
}

/** A row for every round of the run, also those to come. */
export function voteRows(state: RunState): readonly VoteRow[] {
  return Array.from({ length: totalRounds(state) }, (_, index) => voteRow(state, index));
}

function voteRow(state: RunState, index: number): VoteRow {
  const round = state.rounds[index];
  const outcome = round?.outcome ?? null;
  const forecast = round?.epochs[round.epochs.length - 1]?.forecast ?? null;
  const known = outcome ?? forecast;
  const gamma = known?.gamma ?? null;
  return {
    round: index + 1,
    weightedError: known?.weightedError ?? null,
    gamma,
    clamped: known?.gammaClamped ?? false,
    weight: outcome?.voteWeight ?? (gamma === null ? null : Math.log(1 / gamma)),
    forecast: outcome === null,
  };
}

/** What the votes are, in one sentence. */
export function votesDescription(state: RunState): string {
  const finished = voteRows(state).filter(({ forecast }) => !forecast);
  if (finished.length === 0) return 'No network has a vote before the first round ends.';
  const votes = finished.map(({ round, weight }) => `network ${round} ${formatFixed(weight, 2)}`);
  const clamps = finished.filter(({ clamped }) => clamped).map(({ round }) => round);
  const note = clamps.length > 0 ? ` γ was held at its limit in round ${clamps.join(', ')}.` : '';
  return `Weights in the vote: ${votes.join(', ')}.${note}`;
}

export function votesTable(state: RunState): FigureTable {
  return {
    columns: [
      { label: 'network' },
      { label: 'weighted error ε' },
      { label: 'factor γ' },
      { label: 'vote ln(1/γ)' },
      { label: 'standing' },
    ],
    rows: voteRows(state).map((row) => [
      `${row.round}`,
      row.weightedError === null ? null : formatFixed(row.weightedError, 4),
      row.gamma === null ? null : formatFixed(row.gamma, 4),
      row.weight === null ? null : formatFixed(row.weight, 3),
      standing(row),
    ]),
  };
}

function standing({ weight, forecast, clamped }: VoteRow): string {
  if (weight === null) return 'to come';
  return `${forecast ? 'if it ended now' : 'trained'}${clamped ? ', γ at its limit' : ''}`;
}

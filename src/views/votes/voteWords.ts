/** The words and the table of the votes. */
import {
  type VoteRow,
  voteRows,
  votesAlike,
  votesByGamma,
} from '../../analysis/rounds/voteRows.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

/** What the columns hold, under the title. */
export function votesNote(state: Pick<RunState, 'spec'>): string {
  if (votesAlike(state)) return 'every network counts the same';
  return votesByGamma(state) ? 'error, factor, weight in the vote' : 'error, weight in the vote';
}

/** What the votes are, in one sentence. */
export function votesDescription(state: Pick<RunState, 'spec' | 'rounds'>): string {
  const rows = voteRows(state);
  const trained = rows.filter(({ standing }) => standing === 'trained');
  if (trained.length === 0) return 'No network has a vote before the first round ends.';
  if (votesAlike(state)) return 'Every network counts the same in the vote.';
  const votes = trained.map(({ round, weight }) => `network ${round} ${formatFixed(weight, 2)}`);
  return `Weights in the vote: ${votes.join(', ')}.${clampSentence(trained)}`;
}

function clampSentence(rows: readonly VoteRow[]): string {
  const clamps = rows.filter(({ clamped }) => clamped).map(({ round }) => round);
  return clamps.length > 0 ? ` γ was held at its limit in round ${clamps.join(', ')}.` : '';
}

/** Why a row's γ is not what Eq. 8 gives. */
export function clampReason({ gamma }: VoteRow): string {
  const held = 'γ was held within (0, 1), as Eq. 9 needs (ours)';
  return (gamma ?? 1) > 0.5
    ? `${held}: μ·ε reached ½, so this network hardly votes.`
    : `${held}: ε came close to 0.`;
}

/** A row for each round that has started. */
export function votesTable(state: Pick<RunState, 'spec' | 'rounds'>): FigureTable {
  return {
    columns: [
      { label: 'network' },
      { label: 'error ε' },
      { label: 'factor γ' },
      { label: votesByGamma(state) ? 'weight ln(1/γ)' : 'weight' },
      { label: 'standing' },
    ],
    rows: voteRows(state)
      .slice(0, state.rounds.length)
      .map((row) => [
        row.round,
        fixedOrDash(row.weightedError, 4),
        fixedOrDash(row.gamma, 4),
        fixedOrDash(row.weight, 4),
        standingText(row),
      ]),
  };
}

/** A dash on the page, an empty cell in CSV. */
function fixedOrDash(value: number | null, digits: number): string | null {
  return value === null ? null : formatFixed(value, digits);
}

function standingText({ standing, clamped }: VoteRow): string {
  const text = { trained: 'trained', forecast: 'if it ended now', coming: 'training' }[standing];
  return clamped ? `${text}, γ at its limit` : text;
}

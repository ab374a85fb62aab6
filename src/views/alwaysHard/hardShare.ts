/** The share of always-hard classes by round, against the bound of Eq. 16. */
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { Round } from '../../spec/units.ts';
import type { FigureTable } from '../figure/figureTable.ts';

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
export function hardShares(state: RunState): readonly HardShare[] {
  return state.rounds.flatMap(({ round, outcome }) =>
    outcome?.alwaysHard
      ? [
          {
            round,
            soft: outcome.alwaysHard.soft.share,
            hard: outcome.alwaysHard.hard.share,
            bound: outcome.bound.value,
          },
        ]
      : [],
  );
}

/** Why no bound holds, by the newest outcome that says so; null where one holds. */
export function boundNote(state: RunState): string | null {
  return state.rounds.findLast(({ outcome }) => outcome !== null)?.outcome?.bound.note ?? null;
}

/** What the chart shows, in one sentence. */
export function hardDescription(state: RunState): string {
  const last = hardShares(state).at(-1);
  const note = boundNote(state);
  if (last === undefined) return note ?? 'No share is known before the first round ends.';
  const bound =
    last.bound === null ? 'no bound holds' : `the bound is ${formatPercent(last.bound)}`;
  return `After round ${last.round}, ${formatPercent(last.soft)} of the classes are always hard by soft errors and ${formatPercent(last.hard)} by hard errors; ${bound}.`;
}

export function hardTable(state: RunState): FigureTable {
  return {
    columns: [
      { label: 'after round' },
      { label: 'ρ, soft errors' },
      { label: 'ρ, hard errors' },
      { label: 'bound' },
    ],
    rows: hardShares(state).map(({ round, soft, hard, bound }) => [
      `${round}`,
      formatPercent(soft),
      formatPercent(hard),
      bound === null ? null : formatPercent(bound),
    ]),
  };
}

/** The words and the table of the always-hard share. */
import { hardShares } from '../../analysis/rounds/hardShares.ts';
import { lastOutcome } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { traitsOf } from '../../spec/methods/methodFacts.ts';
import { hasEndedEarly, type RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

const noGamma =
  'The theorem is about complementary networks: here nothing is always hard, or bound.';

/** What to know about the bound: why none holds, why it says nothing. Null where it just holds. */
export function boundNote(state: Pick<RunState, 'spec' | 'rounds'>): string | null {
  return traitsOf(state.spec.method).hasGamma ? (lastOutcome(state)?.bound.note ?? null) : null;
}

/** What stands in the chart's room while it has nothing to show; null once it has. */
export function emptyNote(state: Pick<RunState, 'phase' | 'spec' | 'rounds'>): string | null {
  if (!traitsOf(state.spec.method).hasGamma) return noGamma;
  if (hardShares(state).length > 0) return null;
  const ended = hasEndedEarly(state);
  return ended ? 'Ended before round 1 did' : 'Known when round 1 ends';
}

/** What the chart shows, in one sentence. */
export function hardDescription(state: Pick<RunState, 'spec' | 'rounds'>): string {
  const last = hardShares(state).at(-1);
  if (!traitsOf(state.spec.method).hasGamma) return noGamma;
  if (last === undefined) return 'No share is known before the first round ends.';
  const bound =
    last.bound === null ? 'no bound holds' : `the bound is ${formatPercent(last.bound)}`;
  const shares = `${formatPercent(last.soft)} of the classes are always hard by soft errors and ${formatPercent(last.hard)} by hard errors`;
  return `After round ${last.round}, ${shares}; ${bound}.`;
}

/** A row for each finished round. */
export function hardTable(state: Pick<RunState, 'rounds'>): FigureTable {
  return {
    columns: [
      { label: 'after round' },
      { label: 'ρ, soft errors' },
      { label: 'ρ, hard errors' },
      { label: 'bound, Eq. 16' },
    ],
    rows: hardShares(state).map(({ round, soft, hard, bound }) => [
      round,
      formatPercent(soft),
      formatPercent(hard),
      bound === null ? null : formatPercent(bound),
    ]),
  };
}

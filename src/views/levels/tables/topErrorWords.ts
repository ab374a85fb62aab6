/** The words of top-k errors beside the flat twin's, and the differences that were published. */
import {
  differences,
  type RankedErrors,
  rankedErrors,
} from '../../../analysis/levels/topErrors.ts';
import { shownSplit } from '../../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { topErrorRanks } from '../../../spec/units.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';

/** A row of Table I or IV as a difference to its own baseline, in percentage points. */
export interface PublishedRow {
  readonly name: string;
  readonly points: readonly number[];
}

export interface PublishedTable {
  readonly title: string;
  readonly rows: readonly PublishedRow[];
}

/**
 * Errors in percent at ranks 1, 2, 5, 10, as printed; the first row is the baseline. In brackets
 * the paper's own names: P is adaptation, TC the update of the tree.
 */
const printed = [
  {
    title: 'ImageNet1K, Table I',
    rows: [
      { name: 'baseline', errors: [45.13, 33.29, 21.67, 15.21] },
      { name: 'fixed (LMM)', errors: [45.05, 33.3, 21.64, 15.08] },
      { name: 'adapted (w/P, w/o TC)', errors: [44.64, 32.93, 21.24, 14.87] },
      { name: 'adapted + tree (w/P, TC)', errors: [44.29, 32.65, 21.26, 14.86] },
    ],
  },
  {
    title: 'ImageNet10K, Table IV',
    rows: [
      { name: 'N-way softmax', errors: [70.3, 60.33, 47.99, 39.2] },
      { name: 'one-level', errors: [69.6, 59.13, 46.87, 38.82] },
      { name: 'two-level', errors: [69.5, 59.39, 46.88, 38.07] },
    ],
  },
] as const;

/** Differences only: other data, another network and other class counts allow no other reading. */
export const publishedTables: readonly PublishedTable[] = printed.map(({ title, rows }) => ({
  title: `${title}, against ${rows[0].name}`,
  rows: rows.slice(1).map(({ name, errors }) => ({
    name,
    points: errors.map((error, at) => error - rows[0].errors[at]),
  })),
}));

/** Percentage points with their sign: `−0.84`, `+0.01`; a dash where unknown. */
export function finePointsText(points: number | null): string {
  if (points === null) return '–';
  const text = formatFixed(Math.abs(points), 2);
  if (Number(text) === 0) return text;
  return `${points < 0 ? '−' : '+'}${text}`;
}

/** A difference in [−1, 1] as percentage points. */
export function fineDifferenceText(difference: number | null): string {
  return finePointsText(difference === null ? null : difference * 100);
}

/** What the figure shows, in one sentence. */
export function topErrorsDescription(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): string {
  const errors = rankedErrors(state);
  if (errors[0] === null) return 'No error is known before the first epoch.';
  const known = errors.flatMap((error, at) =>
    error === null ? [] : [`top-${topErrorRanks[at]} ${formatPercent(error)}`],
  );
  const text = `Errors on ${shownSplit(state)} images: ${known.join(', ')}`;
  const [difference] = differences(errors, flat && rankedErrors(flat));
  return difference === null
    ? `${text}.`
    : `${text}; top-1 is ${fineDifferenceText(difference)} points against the flat twin.`;
}

/** Errors in percent, differences in percentage points. */
export function topErrorsTable(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): FigureTable {
  const errors = rankedErrors(state);
  const baseline = flat && rankedErrors(flat);
  const data = `${state.dataset.name}, ${shownSplit(state)}`;
  const percents = (values: RankedErrors) =>
    values.map((value) => (value === null ? null : formatFixed(value * 100, 2)));
  return {
    columns: [
      { label: 'error, %' },
      ...topErrorRanks.map((rank) => ({ label: `top ${rank}` })),
      { label: 'data' },
    ],
    rows: [
      ['this run', ...percents(errors), data],
      ['flat twin', ...percents(baseline ?? errors.map(() => null)), data],
      ['difference', ...differences(errors, baseline).map(cellOf), data],
      ...publishedTables.flatMap(({ title, rows }) =>
        rows.map(({ name, points }) => [name, ...points.map(finePointsText), `${title}, points`]),
      ),
    ],
  };
}

function cellOf(difference: number | null): string | null {
  return difference === null ? null : fineDifferenceText(difference);
}

/**
 * The words and the table of the chart of separability, and why it is absent where features were
 * not kept.
 */
import type {
  GeometryMoments,
  GroupSeparability,
} from '../../../analysis/groups/groupSeparability.ts';
import { formatFixed } from '../../../lib/numberFormat.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';

/** What happened to the groups' separability, in a sentence or two. */
export function separabilityText(rows: readonly GroupSeparability[]): string {
  const known = rows.filter(({ before, after }) => before !== null && after !== null);
  if (known.length === 0) return 'Separability is not known at two moments.';
  const grew = known.filter(({ before, after }) => (after ?? 0) > (before ?? 0)).length;
  const change = `Separability grew in ${grew} of ${known.length} groups, on average from ${meanText(known, 'before')} to ${meanText(known, 'after')}.`;
  const beside = known.filter(({ other }) => other !== null);
  if (beside.length === 0) return change;
  const higher = beside.filter(({ after, other }) => (after ?? 0) > (other ?? 0)).length;
  return `${change} The other run ends at ${meanText(beside, 'other')} for the same classes; this one is higher in ${higher} of ${beside.length}.`;
}

function meanText(
  rows: readonly GroupSeparability[],
  moment: 'before' | 'after' | 'other',
): string {
  const sum = rows.reduce((total, row) => total + (row[moment] ?? 0), 0);
  return (sum / rows.length).toFixed(2);
}

/** Why the figure is absent, or what it lacks; null where nothing is missing. */
export function geometryGap({ before, after, other }: GeometryMoments): string | null {
  if (before === null && after === null) {
    return 'Where the classes lie in feature space was not measured in this run, as in logs of other programs. A run trained here measures it when the tree is built and at the end.';
  }
  if (after === null) return 'The classes are measured again when the run ends.';
  if (before === null) return 'The classes were not measured when the tree was built.';
  return other === null
    ? 'The other run has no measurement of its classes in feature space.'
    : null;
}

export function separabilityTable(
  rows: readonly GroupSeparability[],
  groupNames: readonly string[],
): FigureTable {
  return {
    columns: [
      { label: 'group' },
      { label: 'classes' },
      { label: 'before' },
      { label: 'after' },
      { label: 'other run' },
    ],
    rows: rows.map(({ group, members, before, after, other }) => [
      groupNames[group],
      members.length,
      cell(before),
      cell(after),
      cell(other),
    ]),
  };
}

function cell(value: number | null): string | null {
  return value === null ? null : formatFixed(value, 3);
}

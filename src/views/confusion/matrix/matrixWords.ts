/** The words and the table of the confusion matrix. */

import { leafName } from '../../../analysis/groups/treeNames.ts';
import type { ConfusionCounts } from '../../../analysis/mistakes/confusionCounts.ts';
import type { MatrixCell, MatrixItem } from '../../../analysis/mistakes/confusionMatrix.ts';
import type { ConfusionGroup, ConfusionSort } from '../../../analysis/mistakes/confusionOrder.ts';
import { formatCount, formatPercent } from '../../../lib/numberFormat.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { shortName } from '../../kit/names/className.ts';

export const confusionSortLabels: Readonly<Record<ConfusionSort, string>> = {
  tree: 'Tree order',
  confusion: 'By confusion',
  name: 'Name',
};

/** Pairs in the table; the rest are single mistakes. */
const tableRows = 1000;

/** A row's or column's name: its class, or its group with the number of its classes. */
export function itemName(
  { isFolded, classes: own, group }: MatrixItem,
  groups: readonly ConfusionGroup[],
  classes: readonly string[],
): string {
  if (!isFolded) return shortName(leafName(classes[own[0]]));
  const folded = groups.find((one) => one.group === group);
  return `${folded === undefined ? '' : groupName(folded, classes)} (${own.length})`;
}

/** A group's name; without one it is called after its first classes. */
export function groupName(
  { name, classes: own }: ConfusionGroup,
  classes: readonly string[],
): string {
  if (name !== null) return shortName(leafName(name));
  const named = own.slice(0, 2).map((index) => shortName(leafName(classes[index])));
  return own.length > 2 ? `${named.join(', ')} …` : named.join(', ');
}

/** `l read as 1: 17 of 60, 28%`. */
export function cellText(
  row: string,
  column: string,
  cell: Pick<MatrixCell, 'count'> | null,
  images: number,
): string {
  const count = cell?.count ?? 0;
  const share = images === 0 ? '' : `, ${formatPercent(count / images, 0)}`;
  const what = row === column ? `${row} read rightly` : `${row} read as ${column}`;
  return `${what}: ${formatCount(count)} of ${formatCount(images)}${share}`;
}

/** Two classes that are taken for one another. */
export interface MixedPair {
  readonly truth: number;
  readonly readAs: number;
  readonly count: number;
  readonly back: number;
}

/** Pairs of classes by how often the one is read as the other, either way; each pair once. */
export function mixedPairs({ entries, classCount }: ConfusionCounts): MixedPair[] {
  const wrong = entries.filter(({ truth, readAs }) => truth !== readAs);
  const counts = new Map(wrong.map((one) => [one.truth * classCount + one.readAs, one.count]));
  return wrong
    .map((one) => ({ ...one, back: counts.get(one.readAs * classCount + one.truth) ?? 0 }))
    .filter(({ count, back, truth, readAs }) => count > back || (count === back && truth < readAs))
    .sort(
      (a, b) => b.count + b.back - (a.count + a.back) || b.count - a.count || a.truth - b.truth,
    );
}

/** What is mixed up most, and how much of all stays inside groups; null where nothing is known. */
export function matrixDescription(
  pairs: readonly MixedPair[] | null,
  inside: number | null,
  classes: readonly string[],
): string {
  if (pairs === null) return 'Confusions are not known before the first round ends.';
  const [most] = pairs;
  if (most === undefined) return 'Every test image is read rightly.';
  const mixed = `${leafName(classes[most.truth])} and ${leafName(classes[most.readAs])} are mixed up most.`;
  return inside === null
    ? mixed
    : `${mixed} Of all errors, ${formatPercent(inside, 0)} stay inside a group.`;
}

export function matrixTable(
  counts: ConfusionCounts | null,
  classes: readonly string[],
): FigureTable {
  const wrong = (counts?.entries ?? []).filter(({ truth, readAs }) => truth !== readAs);
  return {
    columns: [{ label: 'class' }, { label: 'read as' }, { label: 'images' }, { label: 'share' }],
    rows: wrong
      .toSorted((a, b) => b.count - a.count || a.truth - b.truth || a.readAs - b.readAs)
      .slice(0, tableRows)
      .map(({ truth, readAs, count }) => [
        classes[truth],
        classes[readAs],
        count,
        formatPercent(count / (counts?.sizes[truth] ?? 1)),
      ]),
  };
}

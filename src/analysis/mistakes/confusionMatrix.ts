/** A confusion matrix as it is drawn: some groups of classes folded into one row and column each. */
import type { ClassIndex } from '../../spec/units.ts';
import type { ConfusionCounts } from './confusionCounts.ts';
import type { ConfusionGroup } from './confusionOrder.ts';

/** A row and a column: a class, or a group that is folded. */
export interface MatrixItem {
  readonly key: string;
  readonly group: number;
  readonly isFolded: boolean;
  readonly classes: readonly ClassIndex[];
}

export interface MatrixCell {
  readonly row: number;
  readonly column: number;
  /** Images of the row that are read as the column. */
  readonly count: number;
  /** Of the row's images. */
  readonly share: number;
  /** The same less another model's share; null without one. */
  readonly difference: number | null;
  readonly otherCount: number;
}

export interface FoldedConfusions {
  readonly items: readonly MatrixItem[];
  /** Test images of each row. */
  readonly images: readonly number[];
  /** Cells with images of this model or of the other. */
  readonly cells: readonly MatrixCell[];
  /** The largest share off the diagonal, and the largest difference there. */
  readonly largest: number;
  readonly largestDifference: number;
}

/** The rows and columns: groups in order, folded ones as one. */
export function matrixItems(
  groups: readonly ConfusionGroup[],
  folded: ReadonlySet<number>,
): MatrixItem[] {
  return groups.flatMap(({ group, classes }): MatrixItem[] =>
    folded.has(group) && classes.length > 1
      ? [{ key: `g${group}`, group, isFolded: true, classes }]
      : classes.map((index) => ({ key: `c${index}`, group, isFolded: false, classes: [index] })),
  );
}

/** @param other counts to compare with, of the same images. */
export function confusionMatrix(
  items: readonly MatrixItem[],
  own: ConfusionCounts,
  other: ConfusionCounts | null,
): FoldedConfusions {
  const placeOf = new Int32Array(own.classCount);
  items.forEach(({ classes }, place) => {
    for (const index of classes) placeOf[index] = place;
  });
  const images = items.map(({ classes }) =>
    classes.reduce((sum, index) => sum + own.sizes[index], 0),
  );
  const mine = cellCounts(own, placeOf, items.length);
  const theirs = other === null ? null : cellCounts(other, placeOf, items.length);
  const keys = new Set([...mine.keys(), ...(theirs?.keys() ?? [])]);
  let [largest, largestDifference] = [0, 0];
  const cells = [...keys].map((key): MatrixCell => {
    const row = Math.floor(key / items.length);
    const column = key % items.length;
    const count = mine.get(key) ?? 0;
    const otherCount = theirs?.get(key) ?? 0;
    const share = count / images[row];
    const difference = theirs === null ? null : (count - otherCount) / images[row];
    if (row !== column) {
      largest = Math.max(largest, share);
      largestDifference = Math.max(largestDifference, Math.abs(difference ?? 0));
    }
    return { row, column, count, share, difference, otherCount };
  });
  return { items, images, cells, largest, largestDifference };
}

function cellCounts({ entries }: ConfusionCounts, placeOf: Int32Array, size: number) {
  const counts = new Map<number, number>();
  for (const { truth, readAs, count } of entries) {
    const key = placeOf[truth] * size + placeOf[readAs];
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

/** Share of all mistakes that stay inside a group; null without mistakes. */
export function insideShare(
  counts: ConfusionCounts,
  groups: readonly ConfusionGroup[],
): number | null {
  const groupOf = new Int32Array(counts.classCount);
  for (const { group, classes } of groups) for (const index of classes) groupOf[index] = group;
  let [inside, all] = [0, 0];
  for (const { truth, readAs, count } of counts.entries) {
    if (truth === readAs) continue;
    all += count;
    if (groupOf[truth] === groupOf[readAs]) inside += count;
  }
  return all === 0 ? null : inside / all;
}

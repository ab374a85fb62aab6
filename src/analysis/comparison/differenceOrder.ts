import { compareNames } from '../../lib/nameOrder.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassDifference } from './classDifferences.ts';

/** What the bars can be ordered by; the tree only where a run has one. */
export const differenceOrders = ['difference', 'tree', 'name'] as const;
export type DifferenceOrder = (typeof differenceOrders)[number];

/** Classes with their names, and the tree that they may stand in. */
export interface NamedClasses {
  readonly dataset: { readonly classes: readonly string[] };
  readonly levelwise: RunState['levelwise'];
}

/** Rows in an order: most gained first, by name, or group by group with the coarsest level first. */
export function orderedDifferences(
  rows: readonly ClassDifference[],
  order: DifferenceOrder,
  { dataset, levelwise }: NamedClasses,
): ClassDifference[] {
  const names = dataset.classes;
  switch (order) {
    case 'difference':
      return rows.toSorted((a, b) => b.difference - a.difference || a.index - b.index);
    case 'name':
      return rows.toSorted(
        (a, b) => compareNames(names[a.index], names[b.index]) || a.index - b.index,
      );
    case 'tree':
      return rows.toSorted((a, b) => {
        for (const groupOf of levelwise?.groupOf ?? []) {
          const apart = groupOf[a.index] - groupOf[b.index];
          if (apart !== 0) return apart;
        }
        return a.index - b.index;
      });
  }
}

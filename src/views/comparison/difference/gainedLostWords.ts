/** The two lists of classes that gained and lost most, and their words and table. */
import {
  type ClassDifference,
  furthestClasses,
} from '../../../analysis/comparison/classDifferences.ts';
import {
  type ConfusionChange,
  confusionChanges,
} from '../../../analysis/comparison/confusionChanges.ts';
import type { PairedReading } from '../../../analysis/comparison/testPairing.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { accuracyText } from '../groups/pointsText.ts';
import type { RunNames } from './differenceWords.ts';

/** Classes of each list. */
export const listedClasses = 5;

/** A class of the list, and what explains its change: where images come from or go to. */
export interface FurthestClass {
  readonly row: ClassDifference;
  /** Null without predictions of both runs. */
  readonly changes: readonly ConfusionChange[] | null;
}

/** Changes told for a class. */
const toldChanges = 2;

/** The classes that gained most, or lost most, with the confusions that left, or came. */
export function furthestWithChanges(
  rows: readonly ClassDifference[],
  verdict: 'improved' | 'worse',
  reading: PairedReading | null,
): FurthestClass[] {
  return furthestClasses(rows, verdict, listedClasses).map((row) => {
    if (reading === null) return { row, changes: null };
    const { more, fewer } = confusionChanges(reading, row.index);
    return { row, changes: (verdict === 'improved' ? fewer : more).slice(0, toldChanges) };
  });
}

/** Both ends in one sentence. */
export function gainedLostDescription(
  rows: readonly ClassDifference[],
  classes: readonly string[],
): string {
  const [best] = furthestClasses(rows, 'improved', 1);
  const [worst] = furthestClasses(rows, 'worse', 1);
  const side = (row: ClassDifference) =>
    `${classes[row.index]}, ${accuracyText(row.baseline, row.own, row.difference)}`;
  if (best === undefined && worst === undefined) return 'No class changes by more than 1 point.';
  return [
    best === undefined ? 'No class gains.' : `The class that gains most is ${side(best)}.`,
    worst === undefined ? 'No class loses.' : `The class that loses most is ${side(worst)}.`,
  ].join(' ');
}

export function gainedLostTable(
  gained: readonly FurthestClass[],
  lost: readonly FurthestClass[],
  names: RunNames,
  classes: readonly string[],
): FigureTable {
  const rowOf = ({ row, changes }: FurthestClass) => [
    classes[row.index],
    formatPercent(row.baseline),
    formatPercent(row.own),
    Number((row.difference * 100).toFixed(2)),
    changes === null
      ? null
      : changes
          .map(({ readAs, own, baseline }) => `${classes[readAs]}: ${baseline} → ${own} images`)
          .join('; '),
  ];
  return {
    columns: [
      { label: 'class' },
      { label: names.baseline },
      { label: names.own },
      { label: 'difference in points' },
      { label: 'read as' },
    ],
    rows: [...gained.map(rowOf), ...lost.map(rowOf)],
  };
}

/** What the measures of two runs are called, how they are written, and which way is better. */
import type { ComparedMeasure, MeasureRow } from '../../analysis/comparison/measureRows.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { pointsText } from './groups/pointsText.ts';

interface MeasureName {
  readonly label: string;
  readonly help: string;
  /** Null where neither is. */
  readonly better: 'more' | 'less' | null;
}

export const measureNames: Readonly<Record<ComparedMeasure, MeasureName>> = {
  hardestFifth: {
    label: 'hardest ⅕',
    help: 'Accuracy on the fifth of the classes that is hardest for the run itself',
    better: 'more',
  },
  easierHalf: {
    label: 'easier ½',
    help: 'Accuracy on the half of the classes that is easiest for the run itself',
    better: 'more',
  },
  worstClass: { label: 'worst class', help: 'Accuracy of the worst class', better: 'more' },
  harmonicMeanRecall: {
    label: 'harm. mean',
    help: 'Harmonic mean of the classes’ accuracies',
    better: 'more',
  },
  ece: { label: 'ECE', help: 'Expected calibration error', better: 'less' },
  rightConfidence: { label: 'sure, right', help: 'Confidence where it is right', better: null },
  wrongConfidence: { label: 'sure, wrong', help: 'Confidence where it is wrong', better: null },
  severity: {
    label: 'severity',
    help: 'Mean height of the lowest group that holds both classes of a mistake',
    better: 'less',
  },
  sharedHardestFifth: {
    label: 'same ⅕',
    help: 'Accuracy on the fifth of the classes that is hardest for the run held against',
    better: 'more',
  },
  sharedEasierHalf: {
    label: 'same ½',
    help: 'Accuracy on the half of the classes that is easiest for the run held against',
    better: 'more',
  },
};

export function measureText(measure: ComparedMeasure, value: number | null): string {
  return measure === 'severity' ? formatFixed(value, 2) : formatPercent(value);
}

/** The change in points, of severity in levels; a dash where it is unknown. */
export function measureChange({ measure, own, baseline }: MeasureRow): string {
  if (own === null || baseline === null) return '–';
  if (measure !== 'severity') return pointsText(own - baseline);
  const change = own - baseline;
  return `${change < 0 ? '−' : '+'}${formatFixed(Math.abs(change), 2)}`;
}

/** The axis that all cells of a column stand on: round ends, told once in its head. */
import { measureTraits, type ResultMeasure } from '../../../analysis/results/resultMeasures.ts';
import type { SettingRow } from '../../../analysis/results/resultsTable.ts';

export interface MeasureAxis {
  readonly low: number;
  readonly high: number;
}

/** Around all means and intervals of a column; null where none is known. */
export function measureAxis(
  rows: readonly Pick<SettingRow, 'cells'>[],
  column: number,
  measure: ResultMeasure,
): MeasureAxis | null {
  const ends = rows.flatMap(({ cells }) => {
    const { values, mean, interval } = cells[column];
    if (mean === null) return [];
    return interval === null ? values.map(({ value }) => value) : [interval.low, interval.high];
  });
  if (ends.length === 0) return null;
  const isShare = measureTraits[measure].unit === 'share';
  const step = isShare ? 0.01 : 0.1;
  const most = isShare ? 1 : Number.POSITIVE_INFINITY;
  const low = Math.max(0, Math.floor(Math.min(...ends) / step + 1e-9) * step);
  const high = Math.min(most, Math.ceil(Math.max(...ends) / step - 1e-9) * step);
  if (high > low) return { low, high };
  return high < most ? { low, high: high + step } : { low: low - step, high };
}

/** Where a value stands on the axis, from 0 to 1. */
export function placeOnAxis({ low, high }: MeasureAxis, value: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** `26` and `34`: the ends in percent, of levels with one digit. */
export function axisEnds({ low, high }: MeasureAxis, measure: ResultMeasure): [string, string] {
  const isShare = measureTraits[measure].unit === 'share';
  const text = (value: number) => (isShare ? (100 * value).toFixed(0) : value.toFixed(1));
  return [text(low), text(high)];
}

import type { ResultMeasure } from '../../../analysis/results/resultMeasures.ts';
import { measureTraits } from '../../../analysis/results/resultMeasures.ts';
import type { ResultsTable, SettingRow } from '../../../analysis/results/resultsTable.ts';

/** By a measure, the best first; null leaves rows as they came. */
export type RowOrder = ResultMeasure | null;

/** The rows of a table in an order; what is not known stands last. */
export function orderedRows({ rows, measures }: ResultsTable, order: RowOrder): SettingRow[] {
  const column = order === null ? -1 : measures.indexOf(order);
  if (order === null || column === -1) return [...rows];
  const sign = measureTraits[order].better === 'less' ? 1 : -1;
  const rank = ({ cells }: SettingRow) => {
    const { mean } = cells[column];
    return mean === null ? Number.POSITIVE_INFINITY : sign * mean;
  };
  return rows.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one === other ? 0 : one - other;
  });
}

import { ChevronDown } from 'lucide-react';
import { measureTraits } from '../../../analysis/results/resultMeasures.ts';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { type HardCounts, unitText } from '../../../analysis/results/resultTexts.ts';
import { axisEnds, type MeasureAxis } from './measureAxis.ts';
import styles from './ResultsGrid.module.css';
import type { RowOrder } from './rowOrder.ts';

interface TableHeadProps {
  readonly table: ResultsTable;
  readonly axes: readonly (MeasureAxis | null)[];
  readonly counts: HardCounts | null;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
}

/** What the columns hold; a press sorts by one, another puts rows back as they came. */
export function TableHead({ table, axes, counts, order, onOrder }: TableHeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.corner} colSpan={2}>
          press a circle to measure against it
        </th>
        {table.measures.map((measure, column) => {
          const isSorted = order === measure;
          const axis = axes[column];
          const [low, high] = axis === null ? ['', ''] : axisEnds(axis, measure);
          return (
            <th
              key={measure}
              scope="col"
              aria-sort={isSorted ? sortName(measureTraits[measure].better) : 'none'}
            >
              <button
                type="button"
                className={styles.sort}
                title={measureTraits[measure].help}
                onClick={() => onOrder(isSorted ? null : measure)}
              >
                {measureTraits[measure].label}
                {isSorted && <ChevronDown size={13} aria-hidden />}
              </button>
              <span className={styles.unit}>{unitText(measure, counts)}</span>
              <span className={styles.ends} aria-hidden>
                <span>{low}</span>
                <span>{high}</span>
              </span>
            </th>
          );
        })}
        <th scope="col" className={styles.seedsHead}>
          seeds
        </th>
      </tr>
    </thead>
  );
}

const sortName = (better: 'more' | 'less') => (better === 'less' ? 'ascending' : 'descending');

/**
 * What following only the strongest groups down the tree costs in accuracy and saves in work, for
 * some numbers of groups kept.
 */
import { type TopDownRow, topDownRows } from '../../../analysis/levels/topDownRows.ts';
import { formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import type { TopDownProps } from '../../viewProps.ts';
import styles from './Rows.module.css';
import {
  keptText,
  lossText,
  ratioText,
  topDownDescription,
  topDownNote,
  topDownTable,
} from './topDownWords.ts';

const select = ({ state }: TopDownProps) => ({
  state: readsOf(state, 'phase', 'spec', 'levelwise'),
});

/** Accuracy and work of top-down inference beside the full mixture's. */
export const TopDown = drawnFrom(select, function TopDown({ state }) {
  return (
    <FigureFrame
      title="Top-down inference"
      note={topDownNote(state)}
      description={topDownDescription(state)}
      table={() => topDownTable(state)}
    >
      <div className={styles.container}>
        <table className={styles.rows}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visuallyHidden">groups kept</span>
              </th>
              <th scope="col">accuracy</th>
              <th scope="col" colSpan={2}>
                dot products
              </th>
              <th scope="col">ms an image</th>
            </tr>
          </thead>
          <tbody>
            {topDownRows(state).map((row) => (
              <Row key={row.groupsKept} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </FigureFrame>
  );
});

function Row({ row }: { readonly row: TopDownRow }) {
  const { groupsKept, accuracy, difference, dotProducts, dotRatio, milliseconds } = row;
  const isFull = groupsKept === null;
  return (
    <tr className={isFull ? `${styles.strong} ${styles.full}` : undefined}>
      <th scope="row">{keptText(groupsKept)}</th>
      <td>
        {formatPercent(accuracy)}
        <span className={styles.ratio}>{lossText(difference)}</span>
      </td>
      <td className={styles.barCell}>
        {dotRatio === null ? (
          <i className={styles.dotted} />
        ) : (
          <i className={styles.bar} style={{ width: `${Math.min(1, dotRatio) * 100}%` }} />
        )}
      </td>
      <td>
        {formatFixed(dotProducts, 0)}
        <span className={styles.ratio}>{isFull ? '' : ratioText(dotRatio)}</span>
      </td>
      <td>
        {formatFixed(milliseconds, 3)}
        <span className={styles.ratio}>{isFull ? '' : ratioText(row.timeRatio)}</span>
      </td>
    </tr>
  );
}

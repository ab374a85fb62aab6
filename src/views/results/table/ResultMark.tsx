/**
 * A cell on its column's axis: the dot is the mean, the whisker its 95% interval, the tick the
 * baseline. Filled and coloured where the test allows it, hollow where it cannot tell or the run still
 * goes on. Two seeds are two ticks, one is the dot alone.
 */
import type { ResultCell } from '../../../analysis/results/resultsTable.ts';
import { type MeasureAxis, placeOnAxis } from './measureAxis.ts';
import styles from './ResultMark.module.css';

interface ResultMarkProps {
  readonly cell: ResultCell;
  readonly axis: MeasureAxis;
  /** Mean of what it is measured against; null for the baseline, and without one. */
  readonly against: number | null;
  readonly isOpen: boolean;
  readonly withSeeds: boolean;
}

const width = 94;
const height = 16;
const inset = 4;
const middle = height / 2;

export function ResultMark({ cell, axis, against, isOpen, withSeeds }: ResultMarkProps) {
  const { mean, interval, values, difference } = cell;
  if (mean === null) return null;
  const x = (value: number) => inset + placeOnAxis(axis, value) * (width - 2 * inset);
  const verdict = difference?.verdict ?? 'none';
  const ticks = interval === null && values.length === 2 ? values : [];
  return (
    <svg
      className={styles.mark}
      viewBox={`0 0 ${width} ${height}`}
      data-verdict={verdict}
      data-open={isOpen || verdict === 'cannot tell' || undefined}
      aria-hidden="true"
    >
      <line className={styles.track} x1={0} x2={width} y1={middle} y2={middle} />
      {against !== null && (
        <line className={styles.baseline} x1={x(against)} x2={x(against)} y1={1} y2={height - 1} />
      )}
      {withSeeds &&
        values.map(({ seed, value }) => (
          <circle key={seed} className={styles.seed} cx={x(value)} cy={middle} r={2} />
        ))}
      {interval !== null && (
        <path
          className={styles.whisker}
          d={`M${x(interval.low)} ${middle}H${x(interval.high)}${tick(x(interval.low))}${tick(x(interval.high))}`}
        />
      )}
      {ticks.map(({ seed, value }) => (
        <path key={seed} className={styles.whisker} d={tick(x(value))} />
      ))}
      {ticks.length === 0 && <circle className={styles.dot} cx={x(mean)} cy={middle} r={3.5} />}
    </svg>
  );
}

const tick = (at: number) => `M${at} ${middle - 3.5}V${middle + 3.5}`;

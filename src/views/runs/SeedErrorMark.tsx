/**
 * An error over seeds on its group's axis: the dot is the mean, the whisker its 95% interval. Two
 * seeds are two ticks, one is the dot alone; what may still change is hollow.
 */
import type { SeedError } from '../../analysis/library/seedError.ts';
import { type ErrorAxis, placeOn } from './errorAxis.ts';
import styles from './SeedErrorMark.module.css';

interface SeedErrorMarkProps {
  readonly error: SeedError;
  readonly axis: ErrorAxis;
}

const width = 84;
const height = 16;
const inset = 5;
const middle = height / 2;

export function SeedErrorMark({ error, axis }: SeedErrorMarkProps) {
  const x = (value: number) => inset + placeOn(axis, value) * (width - 2 * inset);
  const { mean, values, interval, isOpen } = error;
  const ticks = interval === null && values.length === 2 ? values : [];
  return (
    <svg className={styles.mark} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line className={styles.track} x1={0} x2={width} y1={middle} y2={middle} />
      {interval !== null && <Whisker low={x(interval.low)} high={x(interval.high)} />}
      {ticks.map((value) => (
        <Tick key={value} x={x(value)} />
      ))}
      <circle
        className={styles.dot}
        data-open={isOpen || undefined}
        cx={x(mean)}
        cy={middle}
        r={3.5}
      />
    </svg>
  );
}

function Whisker({ low, high }: { readonly low: number; readonly high: number }) {
  return (
    <>
      <line className={styles.whisker} x1={low} x2={high} y1={middle} y2={middle} />
      <Tick x={low} />
      <Tick x={high} />
    </>
  );
}

function Tick({ x }: { readonly x: number }) {
  return <line className={styles.whisker} x1={x} x2={x} y1={middle - 3.5} y2={middle + 3.5} />;
}

/**
 * Errors of one network, two, and so on, relative to the first: slopes of a published row and of one’s
 * own can be compared there, also where networks or data are smaller.
 */
import styles from './RelativeErrors.module.css';
import { relativeLine, relativeRange } from './relativeErrors.ts';

interface RelativeErrorsProps {
  readonly published: readonly (number | null)[];
  /** One’s own, in the same order; null where there are none. */
  readonly own: readonly (number | null)[] | null;
}

const width = 128;
const height = 34;
const margin = 5;

/** A small chart without words: the table beside it has its numbers. */
export function RelativeErrors({ published, own }: RelativeErrorsProps) {
  const lines = [relativeLine(published), ...(own === null ? [] : [relativeLine(own)])];
  const { low, high } = relativeRange(lines);
  const x = (place: number) =>
    margin + (place / Math.max(1, published.length - 1)) * (width - 2 * margin);
  const y = (ratio: number) => margin + ((high - ratio) / (high - low)) * (height - 2 * margin);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line className={styles.one} x1={margin} x2={width - margin} y1={y(1)} y2={y(1)} />
      {lines.map((line, index) => (
        <g key={index === 0 ? 'published' : 'own'} data-own={index === 1 || undefined}>
          <polyline
            className={styles.line}
            points={line.map(({ place, ratio }) => `${x(place)},${y(ratio)}`).join(' ')}
          />
          {line.map(({ place, ratio }) => (
            <circle
              key={place}
              className={styles.mark}
              style={index === 1 ? { fill: `var(--round-${Math.min(6, place + 1)})` } : undefined}
              cx={x(place)}
              cy={y(ratio)}
              r={index === 1 ? 3 : 2.2}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

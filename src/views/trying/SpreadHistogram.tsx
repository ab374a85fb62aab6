import type { SpreadFacts } from '../../analysis/predictions/spreadFacts.ts';
import styles from './SpreadHistogram.module.css';

interface SpreadHistogramProps {
  readonly facts: SpreadFacts;
  /** Of the image that is asked about, in bits. */
  readonly own: number;
}

const size = { width: 260, height: 52, foot: 16 };

/** How far the networks are apart over the test images, and over this one. */
export function SpreadHistogram({ facts: { top, counts }, own }: SpreadHistogramProps) {
  const highest = Math.max(1, ...counts);
  const step = size.width / counts.length;
  const place = (own / top) * size.width;
  const images = counts.reduce((sum, count) => sum + count, 0);
  // The word stays within the drawing, and clear of the numbers at its ends.
  const word = Math.min(size.width - 52, Math.max(28, place));
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${size.width} ${size.height + size.foot}`}
      role="img"
      aria-label={`How far the networks are apart over ${images} test images, from 0 to ${top.toFixed(2)} bits; over this one ${own.toFixed(2)}`}
    >
      {counts.map((count, bar) => {
        // What is there is to be seen.
        const height = count === 0 ? 0 : Math.max(1, (count / highest) * size.height);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
            key={bar}
            className={styles.bar}
            x={bar * step}
            y={size.height - height}
            width={Math.max(1, step - 1.5)}
            height={height}
          />
        );
      })}
      <line className={styles.ground} x1={0} x2={size.width} y1={size.height} y2={size.height} />
      <line className={styles.own} x1={place} x2={place} y1={0} y2={size.height} />
      <text className={styles.end} x={0} y={size.height + 13}>
        0
      </text>
      <text className={styles.word} x={word} y={size.height + 13} textAnchor="middle">
        this one
      </text>
      <text className={styles.end} x={size.width} y={size.height + 13} textAnchor="end">
        {top.toFixed(2)}
      </text>
    </svg>
  );
}

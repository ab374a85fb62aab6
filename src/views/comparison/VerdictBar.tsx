import {
  type ClassDifference,
  type Verdict,
  verdictCounts,
} from '../../analysis/comparison/classDifferences.ts';
import styles from './VerdictBar.module.css';

interface VerdictBarProps {
  readonly rows: readonly ClassDifference[];
}

const parts: readonly { readonly verdict: Verdict; readonly label: string }[] = [
  { verdict: 'improved', label: 'improved' },
  { verdict: 'unchanged', label: 'within ± 1' },
  { verdict: 'worse', label: 'worse' },
];

/** Shares of the classes that improved, stayed or became worse; the parts are their own legend. */
export function VerdictBar({ rows }: VerdictBarProps) {
  const counts = verdictCounts(rows);
  return (
    <div className={styles.parts}>
      {parts
        .filter(({ verdict }) => counts[verdict] > 0)
        .map(({ verdict, label }) => (
          <span
            key={verdict}
            className={`${styles.part} ${styles[verdict]}`}
            style={{ flexGrow: counts[verdict] }}
          >
            <i aria-hidden />
            <span>
              <b>{Math.round((100 * counts[verdict]) / rows.length)}%</b> {label}
            </span>
          </span>
        ))}
    </div>
  );
}

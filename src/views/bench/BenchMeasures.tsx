/** What the vote comes to, hollow as trained and in ink as it is now. */
import { formatPercent } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import styles from './Bench.module.css';
import type { BenchVoteState } from './benchProps.ts';
import {
  type BenchMeasure,
  benchMeasures,
  benchMeasuresTable,
  signedPoints,
} from './benchWords.ts';

export function BenchMeasures({ vote }: { readonly vote: BenchVoteState }) {
  const rows = benchMeasures(vote);
  return (
    <FigureFrame
      title="What the vote comes to"
      description={rows
        .map(({ name, now }) => `${name} ${formatPercent(now)}`)
        .join(', ')
        .concat(', now.')}
      table={() => benchMeasuresTable(rows)}
    >
      <dl>
        {rows.map((row) => (
          <Measure key={row.name} row={row} isApproximate={vote.isApproximate} />
        ))}
      </dl>
      <p className={styles.key} aria-hidden>
        <i className={styles.hollow} /> as trained <i className={styles.ink} /> now
      </p>
    </FigureFrame>
  );
}

/** Points to either side of as trained that a track shows at least. */
const leastReach = 0.04;

function Measure({
  row,
  isApproximate,
}: {
  readonly row: BenchMeasure;
  readonly isApproximate: boolean;
}) {
  const { name, before, now, isError } = row;
  const difference = before === null || now === null ? null : now - before;
  const reach = Math.max(leastReach, Math.abs(difference ?? 0) * 1.15);
  const place = 50 + ((difference ?? 0) / reach) * 50;
  const isBetter = difference !== null && (isError ? difference < 0 : difference > 0);
  const isSame = difference === null || Math.abs(difference) < 0.0005;
  return (
    <div className={styles.measure}>
      <dt>{name}</dt>
      <dd className={styles.track} aria-hidden>
        {difference !== null && (
          <>
            <i
              className={styles.gap}
              style={{ left: `${Math.min(50, place)}%`, width: `${Math.abs(place - 50)}%` }}
            />
            <i className={styles.wasMark} />
            <i className={styles.nowMark} style={{ left: `${place}%` }} />
          </>
        )}
      </dd>
      <dd className={styles.measured}>
        {isApproximate && now !== null && '≈ '}
        {formatPercent(now)}
      </dd>
      <dd className={styles.points} data-change={isSame ? 'none' : isBetter ? 'better' : 'worse'}>
        {signedPoints(difference)}
      </dd>
    </div>
  );
}

import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { lastOutcome, networkError, shownSplit } from '../../views/shared/runFacts.ts';
import styles from './CompareTable.module.css';

interface TopErrorTableProps {
  readonly state: RunState;
  readonly baseline: RunState;
}

/** Top-k errors of both runs, as far as both know them, with the change in points. */
export function TopErrorTable({ state, baseline }: TopErrorTableProps) {
  const split = shownSplit(state);
  const [here, there] = [topErrors(state, split), topErrors(baseline, split)];
  const ranks = Object.keys(here).filter((rank) => there[rank] !== undefined);
  return (
    <section aria-labelledby="top-errors">
      <h2 id="top-errors" className={styles.heading}>
        Errors
      </h2>
      <p className={styles.note}>{split} images</p>
      {ranks.length === 0 ? (
        <p className={styles.note}>Not measured yet.</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Top</th>
              <th scope="col">This run</th>
              <th scope="col">Against</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {ranks.map((rank) => (
              <tr key={rank}>
                <th scope="row">{rank}</th>
                <td>{formatPercent(here[rank])}</td>
                <td>{formatPercent(there[rank])}</td>
                <td>{pointsText(here[rank] - there[rank])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The vote's errors; within the first round, the top-1 error of the newest epoch. */
function topErrors(state: RunState, split: SplitName): Readonly<Record<string, number>> {
  const known = lastOutcome(state)?.ensemble.topErrors[split];
  if (known !== undefined) return known;
  const round = state.rounds.at(-1);
  const error = round === undefined ? null : networkError(round, split);
  return error === null ? {} : { '1': error };
}

/** A difference of errors in percentage points: `−2.3`. */
function pointsText(difference: number): string {
  const points = (difference * 100).toFixed(1);
  if (Number(points) === 0) return '0.0';
  return difference < 0 ? points.replace('-', '−') : `+${points}`;
}

import type { WhatIfRound } from '../../analysis/whatIf/whatIfRounds.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import styles from './WhatIf.module.css';
import { boundAsTrained } from './whatIfWords.ts';

interface WhatIfTableProps {
  readonly state: Pick<RunState, 'rounds'>;
  readonly rounds: readonly WhatIfRound[];
}

/** ε, μ·ε, γ and the vote of every round, with what always stays hard and its bound. */
export function WhatIfTable({ state, rounds }: WhatIfTableProps) {
  const last = rounds[rounds.length - 1];
  const was = boundAsTrained(state);
  return (
    <div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">round</span>
            </th>
            <th scope="col">ε</th>
            <th scope="col">μ·ε</th>
            <th scope="col">γ</th>
            <th scope="col">ln 1/γ</th>
            <th scope="col">
              <span className="visuallyHidden">as trained</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round, index) => {
            const trained = state.rounds[index]?.outcome?.voteWeight ?? null;
            return (
              <tr key={round.round} data-frozen={round.isFrozen || undefined}>
                <th scope="row" style={{ color: roundTextColour(round.round) }}>
                  {round.round}
                </th>
                <td>{formatFixed(round.weightedError, 3)}</td>
                <td>{formatFixed(round.scaledError, 3)}</td>
                <td>{formatFixed(round.gamma, 3)}</td>
                <td>
                  <b>{formatFixed(round.voteWeight, 3)}</b>
                </td>
                <td className={styles.was}>
                  {trained !== round.voteWeight && `from ${formatFixed(trained, 3)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.bound}>
        <span>Hard in every round</span>
        <span>
          <b>{formatPercent(last?.alwaysHard?.soft.share, 0)}</b> soft,{' '}
          <b>{formatPercent(last?.alwaysHard?.hard.share, 0)}</b> hard
        </span>
      </p>
      <p className={styles.bound}>
        <span>Bound, Eq. 16</span>
        <span>
          <b>{formatFixed(last?.bound.value, 3)}</b>
          {last !== undefined && last.bound.value !== was && (
            <span className={styles.was}> from {formatFixed(was, 3)}</span>
          )}
        </span>
      </p>
      {last?.bound.note != null && <p className={styles.note}>{last.bound.note}</p>}
    </div>
  );
}

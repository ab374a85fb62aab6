import { memo } from 'react';
import { formatFixed } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../figure/FigureFrame.tsx';
import { roundColour, roundTextColour } from '../shared/roundColour.ts';
import type { VotesProps } from '../viewProps.ts';
import styles from './Votes.module.css';
import { type VoteRow, voteRows, votesDescription, votesTable } from './voteRows.ts';

/** Each network's error, factor and weight in the vote. */
export const Votes = memo(function Votes({ state }: VotesProps) {
  const rows = voteRows(state);
  const heaviest = rows.reduce((most, { weight }) => Math.max(most, weight ?? 0), 0.01);
  return (
    <FigureFrame
      title="Votes"
      note="error, factor, weight in the vote"
      description={votesDescription(state)}
      table={() => votesTable(state)}
    >
      <table className={styles.votes}>
        <thead>
          <tr>
            <th scope="col" aria-label="network" />
            <th scope="col" className={styles.symbol}>
              ε
            </th>
            <th scope="col" className={styles.symbol}>
              γ
            </th>
            <th scope="col" className={styles.symbol} colSpan={2}>
              ln(1/γ)
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.round} row={row} heaviest={heaviest} />
          ))}
        </tbody>
      </table>
      {rows.some(({ clamped }) => clamped) && (
        <p className={styles.note}>† γ held at its limit (ours): με reached ½, or ε reached 0.</p>
      )}
    </FigureFrame>
  );
});

function Row({ row, heaviest }: { readonly row: VoteRow; readonly heaviest: number }) {
  const { round, weightedError, gamma, weight, clamped, forecast } = row;
  return (
    <tr className={forecast ? styles.forecast : undefined}>
      <th scope="row" style={{ color: roundTextColour(round) }}>
        {round}
      </th>
      <td>{formatFixed(weightedError, 3)}</td>
      <td>
        {formatFixed(gamma, 3)}
        {clamped && (
          <abbr className={styles.clamp} title="held at its limit">
            †
          </abbr>
        )}
      </td>
      <td className={styles.barCell}>
        {weight === null ? (
          <i className={styles.toCome} />
        ) : (
          <i
            className={styles.bar}
            style={{ width: `${(weight / heaviest) * 100}%`, background: roundColour(round) }}
          />
        )}
      </td>
      <td className={styles.weight}>{formatFixed(weight, 2)}</td>
    </tr>
  );
}

/**
 * The networks of the vote with their errors, γ and weights, and what those of the network in
 * training would be. A γ that had to be clamped says so.
 */
import {
  heaviestVote,
  type VoteRow,
  voteRows,
  votesByGamma,
} from '../../analysis/rounds/voteRows.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { VotesProps } from '../viewProps.ts';
import styles from './Votes.module.css';
import { clampReason, votesDescription, votesNote, votesTable } from './voteWords.ts';

/** Rows that are seen at once; more scroll. */
const maxRows = 5;

const select = ({ state, newest = state }: VotesProps) => ({
  state: readsOf(state, 'spec', 'rounds'),
  newest: readsOf(newest, 'spec', 'rounds'),
});

/** Each network's error, factor and weight in the vote. */
export const Votes = drawnFrom(select, function Votes({ state, newest }) {
  const rows = voteRows(state);
  const heaviest = heaviestVote(newest);
  const table = (
    <table className={styles.votes}>
      <colgroup>
        <col className={styles.roundColumn} />
        <col className={styles.errorColumn} />
        <col className={styles.gammaColumn} />
        <col />
        <col className={styles.weightColumn} />
      </colgroup>
      <Head weight={votesByGamma(state) ? 'ln(1/γ)' : 'weight'} />
      <tbody>
        {rows.map((row) => (
          <Row key={row.round} row={row} heaviest={heaviest} />
        ))}
      </tbody>
    </table>
  );
  return (
    <FigureFrame
      title="Votes"
      note={votesNote(state)}
      description={votesDescription(state)}
      table={() => votesTable(state)}
    >
      {rows.length <= maxRows ? (
        table
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className={styles.scroll} aria-label="Votes, by round" tabIndex={0}>
          {table}
        </section>
      )}
    </FigureFrame>
  );
});

function Head({ weight }: { readonly weight: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visuallyHidden">network</span>
        </th>
        <th scope="col" className={styles.symbol}>
          ε
        </th>
        <th scope="col" className={styles.symbol}>
          γ
        </th>
        <th scope="col" className={styles.symbol} colSpan={2}>
          {weight}
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly row: VoteRow;
  readonly heaviest: number;
}

function Row({ row, heaviest }: RowProps) {
  const { round, weightedError, weight, standing } = row;
  return (
    <tr
      className={styles[standing]}
      title={standing === 'forecast' ? 'if it ended now' : undefined}
    >
      <th scope="row" style={{ color: roundTextColour(round) }}>
        {round}
      </th>
      <td>{formatFixed(weightedError, 3)}</td>
      <td>
        <Gamma row={row} />
      </td>
      <td className={styles.barCell}>
        <Bar row={row} heaviest={heaviest} />
      </td>
      <td className={styles.weight}>{formatFixed(weight, 2)}</td>
    </tr>
  );
}

function Gamma({ row }: { readonly row: VoteRow }) {
  const text = formatFixed(row.gamma, 3);
  if (!row.clamped) return text;
  return (
    <span className={styles.clamped} title={clampReason(row)}>
      {text}
      <span className={styles.dagger} aria-hidden>
        †
      </span>
      <span className="visuallyHidden"> {clampReason(row)}</span>
    </span>
  );
}

function Bar({ row: { round, weight }, heaviest }: RowProps) {
  if (weight === null) return <i className={styles.dotted} />;
  const width = `${(weight / heaviest) * 100}%`;
  return <i className={styles.bar} style={{ width, background: roundColour(round) }} />;
}

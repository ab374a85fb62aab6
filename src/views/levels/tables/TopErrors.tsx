/**
 * Top-k errors beside those of the flat twin, and below them the tables that the paper prints for
 * its variants, on other data and networks.
 */
import { Fragment } from 'react';
import {
  differences,
  type RankedErrors,
  rankedErrors,
} from '../../../analysis/levels/topErrors.ts';
import { shownSplit } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { topErrorRanks } from '../../../spec/units.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import type { TopErrorsProps } from '../../viewProps.ts';
import styles from './Rows.module.css';
import {
  fineDifferenceText,
  finePointsText,
  publishedTables,
  topErrorsDescription,
  topErrorsTable,
} from './topErrorWords.ts';

const select = ({ state, flat }: TopErrorsProps) => ({
  state: readsOf(state, 'dataset', 'rounds'),
  flat: flat && readsOf(flat, 'dataset', 'rounds'),
});

/** Top-k errors of this run and its flat twin, and what the paper's variants came to. */
export const TopErrors = drawnFrom(select, function TopErrors({ state, flat }) {
  const errors = rankedErrors(state);
  const baseline = flat && rankedErrors(flat);
  const isMeasured = state.rounds[0]?.outcome != null;
  return (
    <FigureFrame
      title="Top-k errors"
      note={`${shownSplit(state)}${isMeasured ? '' : '; beyond top 1 measured when the run has finished'}`}
      description={topErrorsDescription(state, flat)}
      table={() => topErrorsTable(state, flat)}
    >
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">errors of</span>
            </th>
            {topErrorRanks.map((rank) => (
              <th key={rank} scope="col">
                top {rank}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Errors name="this run" errors={errors} />
          <Errors name="flat twin" errors={baseline ?? errors.map(() => null)} />
          <tr className={styles.strong}>
            <th scope="row">difference, points</th>
            {differences(errors, baseline).map((difference, at) => (
              <td key={topErrorRanks[at]} className={styles[signOf(difference)]}>
                {fineDifferenceText(difference)}
              </td>
            ))}
          </tr>
        </tbody>
        <tbody className={styles.published}>
          <tr>
            <th scope="rowgroup" colSpan={topErrorRanks.length + 1}>
              Published, as points against their own baselines
            </th>
          </tr>
          {publishedTables.map(({ title, rows }) => (
            <Fragment key={title}>
              <tr>
                <th scope="rowgroup" colSpan={topErrorRanks.length + 1} className={styles.group}>
                  {title}
                </th>
              </tr>
              {rows.map(({ name, points }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {points.map((value, at) => (
                    <td key={topErrorRanks[at]}>{finePointsText(value)}</td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </FigureFrame>
  );
});

function Errors({ name, errors }: { readonly name: string; readonly errors: RankedErrors }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {errors.map((error, at) => (
        <td key={topErrorRanks[at]}>{formatPercent(error, 2)}</td>
      ))}
    </tr>
  );
}

/** Fewer errors are better. */
function signOf(difference: number | null): 'better' | 'worse' | 'even' {
  if (difference === null || Math.abs(difference) < 5e-5) return 'even';
  return difference < 0 ? 'better' : 'worse';
}

/**
 * The errors of two runs side by side, with an exact sign test on the images that only one of them
 * gets right, and a note on what one seed cannot tell.
 */
import { memo, useMemo } from 'react';
import { type MeasureRow, measureRows } from '../../analysis/comparison/measureRows.ts';
import { type ErrorRow, errorRows, signTestOf } from '../../analysis/comparison/overallErrors.ts';
import type { TestPairing } from '../../analysis/comparison/testPairing.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { RunNames } from './difference/differenceWords.ts';
import { pointsText } from './groups/pointsText.ts';
import { measureChange, measureNames, measureText } from './measureNames.ts';
import styles from './Overall.module.css';
import {
  overallDescription,
  overallTable,
  seedNote,
  signCountsText,
  signTestName,
  signTestText,
} from './overallWords.ts';
import { unpairedTexts } from './pairingWords.ts';

interface OverallProps {
  readonly own: Pick<RunState, 'spec' | 'rounds'>;
  readonly baseline: Pick<RunState, 'spec' | 'rounds'>;
  readonly names: RunNames;
  readonly split: SplitName;
  readonly pairing: TestPairing;
}

/** The errors of both runs, and what chance has to say about their difference. */
export const Overall = memo(function Overall(props: OverallProps) {
  const { own, baseline, names, split, pairing } = props;
  const rows = useMemo(() => errorRows(own, baseline, split), [own, baseline, split]);
  const measures = useMemo(() => measureRows(own, baseline, split), [own, baseline, split]);
  const test = useMemo(
    () => (pairing.kind === 'paired' ? signTestOf(pairing.reading) : null),
    [pairing],
  );
  return (
    <FigureFrame
      title="Errors of both runs"
      note={`${split} images; change in percentage points`}
      description={overallDescription(rows, names)}
      table={() => overallTable(rows, measures, names)}
    >
      <Errors rows={rows} measures={measures} names={names} />
      {test === null ? (
        <p className={styles.words}>
          Whether chance explains the difference is not known.{' '}
          {pairing.kind === 'unpaired' && unpairedTexts[pairing.because]}
        </p>
      ) : (
        <>
          <p className={styles.words}>
            {signCountsText(test, names)} {signTestText(test)}
          </p>
          {test.onlyOwn + test.onlyBaseline > 0 && (
            <p className={styles.note}>{signTestName(test)}.</p>
          )}
        </>
      )}
      <p className={styles.note}>{seedNote(own, baseline)}</p>
    </FigureFrame>
  );
});

interface ErrorsProps {
  readonly rows: readonly ErrorRow[];
  readonly measures: readonly MeasureRow[];
  readonly names: RunNames;
}

function Errors({ rows, measures, names }: ErrorsProps) {
  return (
    <table className={styles.errors}>
      <thead>
        <tr>
          <th scope="col">measure</th>
          <th scope="col">
            <bdi title={names.baseline}>{names.baseline}</bdi>
          </th>
          <th scope="col">
            <bdi title={names.own}>{names.own}</bdi>
          </th>
          <th scope="col">change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ rank, own, baseline, difference }) => (
          <tr key={rank}>
            <th scope="row">top-{rank}</th>
            <td>{formatPercent(baseline)}</td>
            <td className={styles.own}>{formatPercent(own)}</td>
            <td className={changeClass(difference)}>{pointsText(difference)}</td>
          </tr>
        ))}
        {measures.map((row) => (
          <tr key={row.measure}>
            <th scope="row" title={measureNames[row.measure].help}>
              {measureNames[row.measure].label}
            </th>
            <td>{measureText(row.measure, row.baseline)}</td>
            <td className={styles.own}>{measureText(row.measure, row.own)}</td>
            <td className={measureChangeClass(row)}>{measureChange(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A smaller error is better. */
function changeClass(difference: number | null): string | undefined {
  if (difference === null || difference === 0) return undefined;
  return difference < 0 ? styles.better : styles.worse;
}

/** Of some measures neither more nor less is better. */
function measureChangeClass({ measure, own, baseline }: MeasureRow): string | undefined {
  const { better } = measureNames[measure];
  if (better === null || own === null || baseline === null || own === baseline) return undefined;
  return own > baseline === (better === 'more') ? styles.better : styles.worse;
}

/** What a comparison of our own came to, beside the papers’ claims. */
import { countVerdicts } from '../../analysis/papers/findingSummary.ts';
import { measureTraits, type ResultMeasure } from '../../analysis/results/resultMeasures.ts';
import { formatCounted, formatFixed } from '../../lib/numberFormat.ts';
import type { Finding, FindingCell } from '../../spec/papers/finding.ts';
import { Button } from '../controls/Button.tsx';
import styles from './FindingSheet.module.css';

interface FindingSheetProps {
  readonly finding: Finding;
  /** Opens the comparison, to be repeated. */
  readonly onRepeat: (sweep: unknown) => void;
}

/** A finding’s table: means over seeds, and what the paired test allows to say. */
export function FindingSheet({ finding, onRepeat }: FindingSheetProps) {
  const { name, runs, finished, measures, rows, baseline, tests, sweep } = finding;
  return (
    <>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.story}>
            {name}. <FindingStory finding={finding} />
          </h1>
          <p className={styles.caption}>
            Percent, mean ± half of its 95% interval over seeds; below it the difference to{' '}
            {rows[baseline].name.toLowerCase()} over the same seeds, in points, where a paired t
            test allows it after Holm’s correction over {tests} tests (≈: it cannot tell).
            {finished < runs &&
              ` ${finished} of the ${runs} runs were finished when the table was made.`}
          </p>
        </div>
        <Button onPress={() => onRepeat(sweep)}>Open the comparison</Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${name}, table`} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              {measures.map((measure) => (
                <th key={measure} scope="col">
                  {measureTraits[measure as ResultMeasure].label}
                </th>
              ))}
              <th scope="col">seeds</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.name} data-baseline={at === baseline || undefined}>
                <th scope="row">{row.name}</th>
                {row.cells.map((cell, column) => (
                  <td key={measures[column]}>
                    <CellText cell={cell} />
                  </td>
                ))}
                <td>{row.seeds}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** What of the hard classes and of all can be told. */
function FindingStory({ finding }: { readonly finding: Finding }) {
  const hard = countVerdicts(finding, 'hardestFifth');
  const all = countVerdicts(finding, 'top1');
  if (hard === null || all === null) return null;
  const against = finding.rows[finding.baseline].name.toLowerCase();
  return (
    <>
      Against {against}, the hardest fifth of the classes is better with{' '}
      <b>{formatCounted(hard.better.length, 'setting')}</b> and worse with {hard.worse.length}; the
      top-1 error is better with <b>{all.better.length}</b>, worse with {all.worse.length}, and
      cannot be told apart with {all.untold}.
    </>
  );
}

const percent = (share: number) => formatFixed(100 * share, 1);

function CellText({ cell: { mean, reach, difference } }: { readonly cell: FindingCell }) {
  if (mean === null) return <span className={styles.note}>–</span>;
  return (
    <>
      <span>
        <b>{percent(mean)}</b>
        {reach !== null && <span className={styles.note}> ± {percent(reach)}</span>}
      </span>
      {difference !== null && (
        <span className={styles.difference} data-verdict={difference.verdict}>
          {difference.verdict === 'cannot tell' ? '≈' : signed(difference.mean)}
        </span>
      )}
    </>
  );
}

const signed = (share: number) => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;

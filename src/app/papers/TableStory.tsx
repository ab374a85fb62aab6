import { tableSummary } from '../../analysis/papers/tableSummary.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { PaperTable } from '../../spec/papers/exhibit.ts';
import type { RowResults } from './rowResults.ts';
import styles from './TableSheet.module.css';

interface TableStoryProps {
  readonly table: PaperTable;
  readonly results: readonly RowResults[];
}

/** The sentence that heads a table: what it claims, and how far one’s own runs bear it out. */
export function TableStory({ table, results }: TableStoryProps) {
  const summary = tableSummary(
    table,
    results.map(({ own }) => own),
  );
  if (summary.of === 'variants') {
    return (
      <h1 className={styles.story}>
        {table.name}. “{summary.best}” errs <b>{formatFixed(summary.gain, 2)} points</b> less than
        the flat network, as published.
      </h1>
    );
  }
  const { published, own } = summary;
  return (
    <h1 className={styles.story}>
      {table.name}. Each further network lowers the error: in{' '}
      {published.lowered === published.steps
        ? 'every published step'
        : `${published.lowered} of ${published.steps} published steps`}
      {own.steps > 0 && (
        <>
          , and in{' '}
          <b>
            {own.lowered} of your {own.steps}
          </b>
        </>
      )}
      .
    </h1>
  );
}

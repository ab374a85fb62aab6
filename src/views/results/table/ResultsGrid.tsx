/**
 * Methods × measures: a row a setting, with intervals over seeds and marks by the paired test after
 * Holm. A circle sets what all are measured against; a press on a name holds its row, on a cell tells
 * all that is known of it.
 */
import { memo, useMemo, useState } from 'react';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { cellSentence, hardCounts } from '../../../analysis/results/resultTexts.ts';
import type { RowLink } from '../rowLink.ts';
import { measureAxis } from './measureAxis.ts';
import styles from './ResultsGrid.module.css';
import { orderedRows, type RowOrder } from './rowOrder.ts';
import { SettingLine } from './SettingLine.tsx';
import { TableHead } from './TableHead.tsx';

export interface ResultsGridProps {
  readonly table: ResultsTable;
  readonly link: RowLink;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  readonly onBaseline: (key: string) => void;
}

/** Rows beyond these are drawn when they are asked for. */
const mostRows = 120;

export const ResultsGrid = memo(function ResultsGrid(props: ResultsGridProps) {
  const { table, link, order, onOrder, onBaseline } = props;
  const [asked, setAsked] = useState<{ key: string; column: number } | null>(null);
  const [showsAll, showAll] = useState(false);
  const axes = useMemo(
    () => table.measures.map((measure, column) => measureAxis(table.rows, column, measure)),
    [table],
  );
  const rows = useMemo(() => orderedRows(table, order), [table, order]);
  const shown = showsAll ? rows : rows.slice(0, mostRows);
  const sizes = new Set(table.rows.map(({ outcomes: [outcome] }) => outcome.classes.length));
  const counts = sizes.size === 1 ? hardCounts([...sizes][0]) : null;
  return (
    <div className={styles.frame}>
      <table className={styles.grid} aria-label="Settings by measures">
        <colgroup>
          <col className={styles.circles} />
          <col className={styles.names} />
          {table.measures.map((measure) => (
            <col key={measure} />
          ))}
          <col className={styles.counts} />
        </colgroup>
        <TableHead table={table} axes={axes} counts={counts} order={order} onOrder={onOrder} />
        <tbody>
          {shown.map((row) => (
            <SettingLine
              key={row.key}
              table={table}
              row={row}
              axes={axes}
              isBaseline={row.key === table.rows[table.baseline].key}
              link={link}
              onBaseline={onBaseline}
              onCell={(key, column) => {
                link.hold(key);
                setAsked({ key, column });
              }}
            />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className={styles.more} onClick={() => showAll(true)}>
          Show all {rows.length} settings
        </button>
      )}
      <p className={styles.told} role="status">
        {askedText(table, asked)}
      </p>
      <Legend table={table} />
    </div>
  );
});

function askedText(
  { rows, measures }: ResultsTable,
  asked: { key: string; column: number } | null,
): string {
  const row = rows.find(({ key }) => key === asked?.key);
  if (asked === null || row === undefined || asked.column >= measures.length) return '';
  const against = row.against === null ? '' : rows[row.against].name;
  return cellSentence(measures[asked.column], row, row.cells[asked.column], against);
}

/** How to read it, as far as it is to be seen. */
function Legend({ table: { rows, tests } }: Pick<ResultsGridProps, 'table'>) {
  const most = Math.max(0, ...rows.map(({ seeds }) => seeds.length));
  const ranked = new Set(rows.flatMap(({ outcomes }) => outcomes.map(({ rankedOn }) => rankedOn)));
  const [rankedOn] = ranked;
  return (
    <p className={styles.legend}>
      {most < 3
        ? 'Three seeds of a setting have an interval, and three pairs of seeds a test: until then nothing is marked.'
        : 'Dot: mean over seeds; whisker: 95% interval; tick: the baseline.'}
      {ranked.size === 1 && rankedOn !== null && (
        <> Hard and easy classes are ranked on {rankedOn} images of each run.</>
      )}
      {tests > 0 && (
        <>
          {' '}
          The mark is of the <b>paired</b> difference, whose interval is narrower than the two
          whiskers suggest. Bold: better, and the test allows it.
        </>
      )}
    </p>
  );
}

/** Rows of views as a wide page lays them out, each view guarded. */
import { GuardedViews } from './GuardedViews.tsx';
import { type StageRow, type ViewInputs, viewsThere } from './methodPage.ts';
import styles from './Stage.module.css';

interface StageRowsProps {
  readonly rows: readonly StageRow[];
  readonly inputs: ViewInputs;
}

/** The rows one under the other; what the run has not come to is left out. */
export function StageRows({ rows, inputs }: StageRowsProps) {
  return rows.map((row) => <Row key={row.cells[0][0].what} row={row} inputs={inputs} />);
}

function Row({ row, inputs }: { readonly row: StageRow; readonly inputs: ViewInputs }) {
  const { shown } = inputs;
  const cells = row.cells.map((cell) => viewsThere(cell, shown)).filter(({ length }) => length > 0);
  if (cells.length === 0) return null;
  if (row.needsRun && shown.isPreview) return null;
  if (row.shape === 'whole') return <GuardedViews views={cells.flat()} inputs={inputs} />;
  return (
    <div className={styles[row.shape]} data-cells={cells.length}>
      {cells.map((views) => {
        const key = views[0].what;
        const drawn = <GuardedViews key={key} views={views} inputs={inputs} />;
        return row.shape === 'stacks' ? (
          <div key={key} className={styles.stack}>
            {drawn}
          </div>
        ) : (
          drawn
        );
      })}
    </div>
  );
}

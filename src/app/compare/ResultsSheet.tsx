/** The results as they are looked at: table with its charts, classes over seeds, or axes. */
import { useMemo, useState } from 'react';
import { measureTraits } from '../../analysis/results/resultMeasures.ts';
import { keyedParts, resultsStory } from '../../analysis/results/resultsStory.ts';
import type { ResultsTable } from '../../analysis/results/resultsTable.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { heldData } from '../../store/data/dataSet.ts';
import type { ResultView } from '../../store/runs/resultsSlice.ts';
import { imagesOf } from '../../store/runs/runClasses.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { DoseChart } from '../../views/results/charts/DoseChart.tsx';
import { EffectChart } from '../../views/results/charts/EffectChart.tsx';
import { OverlaidCurves } from '../../views/results/charts/OverlaidCurves.tsx';
import { ParallelAxes } from '../../views/results/charts/ParallelAxes.tsx';
import { SeedClasses } from '../../views/results/classes/SeedClasses.tsx';
import { ResultsGrid } from '../../views/results/table/ResultsGrid.tsx';
import { useClassLink } from '../train/stage/useClassLink.ts';
import { useNarrow } from '../useWidthClass.ts';
import { charted, chartTable } from './chartTable.ts';
import styles from './ResultsSheet.module.css';
import type { ComparisonState } from './useComparison.ts';

interface ResultsSheetProps {
  readonly outcomes: readonly RunOutcome[];
  readonly comparison: ComparisonState;
  readonly view: Exclude<ResultView, 'pairs'>;
}

export function ResultsSheet({ outcomes, comparison, view }: ResultsSheetProps) {
  const { table, link } = comparison;
  const story = useMemo(() => resultsStory(table, link.held), [table, link.held]);
  return (
    <div className={styles.sheet}>
      <h1 className={styles.story}>
        {keyedParts(story).map(({ key, text, isStrong = false }) =>
          isStrong ? <strong key={key}>{text}</strong> : <span key={key}>{text}</span>,
        )}
      </h1>
      {view === 'table' && <TableView outcomes={outcomes} comparison={comparison} />}
      {view === 'classes' && <ClassesView comparison={comparison} />}
      {view === 'axes' && <ParallelAxes table={table} link={link} />}
    </div>
  );
}

function TableView({ outcomes, comparison }: Omit<ResultsSheetProps, 'view'>) {
  const { table, link, order, setOrder, setBaseline, axis, test } = comparison;
  const ends = useMemo(() => chartTable(table, outcomes, test), [table, outcomes, test]);
  const [column, setColumn] = useState(0);
  const isNarrow = useNarrow();
  const shown = isNarrow ? oneColumn(table, Math.min(column, table.measures.length - 1)) : table;
  const measure = order !== null && charted.some((each) => each === order) ? order : 'top1';
  return (
    <div className={styles.parts}>
      <div className={styles.main}>
        {isNarrow && (
          <label className={styles.measure}>
            <span>Measure</span>
            <select value={column} onChange={({ target }) => setColumn(Number(target.value))}>
              {table.measures.map((each, place) => (
                <option key={each} value={place}>
                  {measureTraits[each].label}
                </option>
              ))}
            </select>
          </label>
        )}
        <ResultsGrid
          table={shown}
          link={link}
          order={order}
          onOrder={setOrder}
          onBaseline={setBaseline}
        />
      </div>
      <div className={styles.charts}>
        <DoseChart table={ends} axis={axis} link={link} />
        <OverlaidCurves table={ends} lit={link.lit} />
        {axis !== null && <EffectChart table={ends} axis={axis} measure={measure} link={link} />}
      </div>
    </div>
  );
}

/** The table with one measure alone; its tests stay those of all. */
function oneColumn(table: ResultsTable, column: number): ResultsTable {
  return {
    ...table,
    measures: table.measures.slice(column, column + 1),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.slice(column, column + 1) })),
  };
}

function ClassesView({ comparison: { table, link } }: Pick<ResultsSheetProps, 'comparison'>) {
  const classLink = useClassLink();
  const view = useWorkbench(({ data }) => heldData(data));
  const hash = table.rows.at(table.baseline)?.dataset.hash;
  const images = useMemo(() => (view?.hash === hash && view ? imagesOf(view) : null), [view, hash]);
  return (
    <SeedClasses
      table={table}
      chosen={link.held}
      onChoose={link.hold}
      images={images}
      link={classLink}
    />
  );
}

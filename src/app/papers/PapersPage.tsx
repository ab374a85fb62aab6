/** The page of the papers: what each table and figure published, and what one’s own runs say beside it. */
import { useMemo, useState } from 'react';
import { exhibitState } from '../../analysis/papers/exhibitState.ts';
import { findings } from '../../spec/papers/finding.ts';
import { papers } from '../../spec/papers/papers.ts';
import { presetSweep } from '../../spec/papers/presetSweep.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { actions } from '../../store/useWorkbench.ts';
import { ExhibitList } from './ExhibitList.tsx';
import { FigureSheet } from './FigureSheet.tsx';
import { FindingSheet } from './FindingSheet.tsx';
import styles from './PapersPage.module.css';
import type { PapersActions } from './papersActions.ts';
import { TableSheet } from './TableSheet.tsx';
import { useOutcomes } from './useOutcomes.ts';

const exhibits = papers.flatMap((paper) => paper.exhibits);

const on: PapersActions = {
  train: (preset) => {
    actions().takePreset(preset);
    actions().goTo('train');
  },
  sweep: (presets, name) => actions().openSweep(presetSweep(presets, name), 'here'),
  compare: (runIds) => actions().compareMany(runIds),
  open: (runId) => void actions().openKeptRun(runId),
};

/** Opens the comparison of a finding; that each can be read is tested. */
function openFound(value: unknown): void {
  const reading = readSweep(value);
  if (reading.ok) actions().openSweep(reading.sweep, 'here');
}

/** Both papers, a table or a figure at a time. */
export function PapersPage() {
  const outcomes = useOutcomes();
  const [chosenId, choose] = useState(exhibits[0].id);
  const states = useMemo(
    () => new Map(exhibits.map((exhibit) => [exhibit.id, exhibitState(exhibit, outcomes)])),
    [outcomes],
  );
  const finding = findings.find(({ id }) => id === chosenId);
  const exhibit = exhibits.find(({ id }) => id === chosenId) ?? exhibits[0];
  return (
    <div className={styles.page}>
      <aside className={styles.rail} aria-label="What the papers show">
        <ExhibitList chosenId={finding?.id ?? exhibit.id} states={states} onChoose={choose} />
      </aside>
      <main className={styles.sheet}>
        {finding !== undefined && <FindingSheet finding={finding} onRepeat={openFound} />}
        {finding === undefined && exhibit.kind === 'table' && (
          <TableSheet key={exhibit.id} table={exhibit} outcomes={outcomes} on={on} />
        )}
        {finding === undefined && exhibit.kind === 'figure' && (
          <FigureSheet figure={exhibit} outcomes={outcomes} on={on} />
        )}
      </main>
    </div>
  );
}

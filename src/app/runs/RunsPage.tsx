/** The page of runs: the library of the store, and what a person does with it. */
import { useCallback, useEffect, useState } from 'react';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { secondsLeft } from '../../analysis/progress/timeLeft.ts';
import { formatDuration } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import { ComparisonPage } from '../sweeps/ComparisonPage.tsx';
import { SweepsPanel } from '../sweeps/SweepsPanel.tsx';
import { DataTiles } from './DataTiles.tsx';
import { ImportReportDialog } from './dialogs/ImportReportDialog.tsx';
import { MovingBar } from './MovingBar.tsx';
import { NoRuns } from './NoRuns.tsx';
import styles from './RunsPage.module.css';
import { RunsSheet } from './RunsSheet.tsx';
import { runsPageActions } from './runsPageActions.ts';
import { useLibrary } from './useLibrary.ts';
import { useStorageFacts } from './useStorageFacts.ts';

/** The library of runs, or the comparison that is being made over it. */
export function RunsPage() {
  const comparison = useWorkbench(({ sweepDraft, isSweepOpen }) =>
    isSweepOpen ? sweepDraft : null,
  );
  return comparison === null ? <LibraryPage /> : <ComparisonPage draft={comparison} />;
}

function LibraryPage() {
  const library = useLibrary('runs');
  const storage = useStorageFacts(library?.runs ?? []);
  const trashed = useWorkbench((state) => state.trashed.length);
  const isBusy = useWorkbench(({ launch }) => launch.phase !== 'idle');
  const isPaused = useWorkbench((state) => activePhase(state) === 'paused');
  const timeLeft = useTimeLeft();
  const now = useNow();
  useRefreshedSizes(isBusy);
  if (library === null) {
    return <main className={styles.waiting}>Looking up what is kept…</main>;
  }
  const { runs, unreadable } = library;
  const isEmpty = runs.length + unreadable.length + trashed === 0;
  return (
    <div className={styles.page}>
      {isEmpty ? (
        <NoRuns storage={storage} comparisons={comparisons} />
      ) : (
        <RunsSheet
          runs={runs}
          unreadable={unreadable}
          storage={storage}
          isBusy={isBusy}
          isPaused={isPaused}
          trashed={trashed}
          now={now}
          timeLeft={timeLeft}
          tiles={tiles}
          comparisons={comparisons}
          on={runsPageActions}
        />
      )}
      <MovingBar />
      <ImportReportDialog />
    </div>
  );
}

const comparisons = <SweepsPanel />;

const tiles = (datasetHash: string) => <DataTiles hash={datasetHash} />;

function activePhase({ launch, runs }: Workbench) {
  if (launch.phase === 'idle') return null;
  return runs.find(({ runId }) => runId === launch.runId)?.newest?.phase ?? null;
}

/** `1 min 05 s left` of the run under way here. */
function useTimeLeft(): (runId: string) => string {
  const left = useWorkbench((state) => {
    const { launch, runs } = state;
    if (launch.phase === 'idle') return null;
    const newest = runs.find(({ runId }) => runId === launch.runId)?.newest ?? null;
    const seconds = newest && secondsLeft(newest);
    return seconds === null ? null : { runId: launch.runId, text: formatDuration(seconds) };
  });
  return useCallback(
    (runId: LibraryRun['runId']) => (left?.runId === runId ? `${left.text} left` : ''),
    [left],
  );
}

/** Looks up now and then what the run under way takes by now, while the page is open. */
function useRefreshedSizes(isBusy: boolean): void {
  const isOpen = useWorkbench(({ page }) => page === 'runs');
  useEffect(() => {
    if (!isBusy || !isOpen) return;
    const timer = setInterval(() => void actions().askKeptRuns(), 10_000);
    return () => clearInterval(timer);
  }, [isBusy, isOpen]);
}

/** The time of day, as often as words for days may change by it. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

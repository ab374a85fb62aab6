/**
 * A comparison over one experiment: the base on the left, what varies and what will run in the middle,
 * the queue on the right. It is sent nowhere, and nothing trains before it is added to the queue.
 */
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { pairedDeviation, seenDifference } from '../../analysis/sweeps/seenDifference.ts';
import { sweepGrid } from '../../analysis/sweeps/sweepGrid.ts';
import { startingNetworkOf } from '../../spec/experimentSpec.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { heldData } from '../../store/data/dataSet.ts';
import type { NetworkSources } from '../../store/runs/pretrainedNetworks.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import type { SweepDraft } from '../../store/sweeps/sweepDraft.ts';
import { timedRuns } from '../../store/sweeps/timedRuns.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { useNarrow } from '../useWidthClass.ts';
import { AxisRows } from './AxisRows.tsx';
import { BaseRail } from './BaseRail.tsx';
import { ClusterBlock } from './ClusterBlock.tsx';
import { ComparisonFoot } from './ComparisonFoot.tsx';
import { ComparisonHead } from './ComparisonHead.tsx';
import styles from './ComparisonPage.module.css';
import { QueuePanel } from './QueuePanel.tsx';
import { SeedsRow } from './SeedsRow.tsx';
import { SettingsGrid } from './SettingsGrid.tsx';
import { type SweepFacts, sweepFacts } from './sweepFacts.ts';
import { useDataSources } from './useDataSources.ts';
import { useRunTimes } from './useRunTimes.ts';

/** Milliseconds in which a comparison that is being changed comes to rest. */
const settled = 600;

export function ComparisonPage({ draft }: { readonly draft: SweepDraft }) {
  const { value } = draft;
  const isNarrow = useNarrow();
  const facts = useFacts(draft);
  const grid = useMemo(() => gridOf(draft), [draft]);
  const seen = useSeenDifference(draft);
  useTrials(draft, facts?.toTime ?? null);
  const main = (
    <main className={styles.main}>
      <div className={styles.sheet}>
        <ComparisonHead draft={draft} facts={facts} />
        <AxisRows draft={draft} />
        <SeedsRow seeds={value.seeds} seen={seen} />
        {grid !== null && value.axes.length > 0 && <SettingsGrid value={value} grid={grid} />}
        <Complaints draft={draft} unfit={facts?.unfit ?? []} />
      </div>
      <ComparisonFoot draft={draft} facts={facts} />
    </main>
  );
  if (isNarrow) {
    return (
      <div className={styles.narrow}>
        {main}
        <BaseRail value={value} />
        <aside className={styles.side} aria-label="Queue">
          <QueuePanel />
          <ClusterBlock runs={facts?.runs ?? null} />
        </aside>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <BaseRail value={value} />
      {main}
      <aside className={styles.side} aria-label="Queue">
        <QueuePanel
          landing={
            draft.id === null && facts !== null ? { name: value.name, runs: facts.runs } : null
          }
        />
        <ClusterBlock runs={facts?.runs ?? null} />
      </aside>
    </div>
  );
}

/** Null while the axes themselves are wrong: their places are told at them. */
function gridOf({ value, issues }: SweepDraft) {
  const isOfAxes = issues.some(({ path }) => /^axes(\.\d+)?$/.test(path));
  return isOfAxes ? null : sweepGrid(value);
}

/** What the comparison comes to, as it last was right. */
function useFacts(draft: SweepDraft) {
  // Chips and cells answer at once; what they come to follows.
  const { sweep } = useDeferredValue(draft);
  const keptRuns = useWorkbench((state) => state.keptRuns);
  const data = useDataSources();
  const times = useRunTimes();
  const networks = useStartNetworks(sweep);
  return useMemo(
    () => (sweep === null ? null : sweepFacts(sweep, { keptRuns, times, data, networks })),
    [sweep, keptRuns, times, data, networks],
  );
}

const noNetworks: NetworkSources = { runs: [], takenNetworks: [], keptRuns: [] };

/** Networks that runs can start from, where any of these does: runs tell of themselves all the time. */
function useStartNetworks(sweep: SweepSpec | null): NetworkSources {
  const doStart = useMemo(
    () =>
      sweep !== null &&
      [...planOf(sweep).values()].some(({ spec }) => startingNetworkOf(spec) !== null),
    [sweep],
  );
  return useWorkbench(({ runs, takenNetworks, keptRuns }) =>
    doStart ? { runs, takenNetworks, keptRuns } : noNetworks,
  );
}

/** What differences so many seeds would see, by the deviation of paired differences in this library. */
function useSeenDifference({ value }: SweepDraft): (seeds: number) => number | null {
  const keptRuns = useWorkbench((state) => state.keptRuns);
  const heldHash = useWorkbench(({ data }) => heldData(data)?.hash ?? null);
  const hash = value.base.dataset.hash ?? heldHash;
  const deviation = useMemo(
    () => (hash === null ? null : pairedDeviation(timedRuns(keptRuns), hash)),
    [keptRuns, hash],
  );
  return useCallback(
    (seeds: number) => (deviation === null ? null : seenDifference(deviation, seeds)),
    [deviation],
  );
}

/** Tries settings of which no time is known; nothing of what somebody else sent, until it is changed. */
function useTrials(
  { isForeign }: SweepDraft,
  specs: Parameters<ReturnType<typeof actions>['timeSettings']>[0] | null,
): void {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  const isOpen = useWorkbench(({ page }) => page === 'runs');
  useEffect(() => {
    if (specs === null || specs.length === 0 || isForeign || !isIdle || !isOpen) return;
    const timer = setTimeout(() => void actions().timeSettings(specs), settled);
    return () => clearTimeout(timer);
  }, [specs, isForeign, isIdle, isOpen]);
}

/** What is wrong that stands at no chip. */
function Complaints({
  draft: { issues },
  unfit,
}: {
  readonly draft: SweepDraft;
  readonly unfit: SweepFacts['unfit'];
}) {
  const others = issues.filter(({ path }) => !/^axes\.\d+/.test(path));
  if (others.length + unfit.length === 0) return null;
  return (
    <ul className={styles.complaints} role="alert">
      {others.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{path === '' ? message : `${path} ${message}`}</li>
      ))}
      {unfit.slice(0, 5).map(({ setting, data, why }) => (
        <li key={setting}>
          “{setting}” does not suit {data}: {why}.
        </li>
      ))}
    </ul>
  );
}

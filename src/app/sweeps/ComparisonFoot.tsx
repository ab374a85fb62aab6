/** What will be queued, in all, and the buttons that do it. */
import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import { isInLibrary } from '../../store/sweeps/keptByPlan.ts';
import { planOf } from '../../store/sweeps/plans.ts';
import type { SweepDraft } from '../../store/sweeps/sweepDraft.ts';
import type { QueueChoice } from '../../store/sweeps/sweepsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './ComparisonFoot.module.css';
import type { SweepFacts } from './sweepFacts.ts';
import { sweepTotals } from './sweepWords.ts';

interface ComparisonFootProps {
  readonly draft: SweepDraft;
  readonly facts: SweepFacts | null;
}

export function ComparisonFoot({ draft, facts }: ComparisonFootProps) {
  const isElsewhere = useWorkbench(({ queue }) => queue?.holder === 'elsewhere');
  const isOutdated = useWorkbench((state) => state.isOutdated);
  const left = facts === null ? 0 : facts.runs - facts.known;
  const isQueued = useIsQueued(draft);
  const why = whyNot({ draft, facts, isElsewhere, isOutdated, isQueued });
  const add = async (which: QueueChoice['which']) => {
    const { sweep, id } = draft;
    if (sweep === null) return;
    const kept = await actions().queueSweep(sweep, { id, which });
    if (kept !== null) actions().noteSweepKept(sweep, kept);
  };
  const first = facts?.first ?? null;
  return (
    <footer className={styles.foot}>
      <div className={styles.words}>
        <p className={styles.totals}>{facts === null ? '–' : sweepTotals(facts)}</p>
        <p className={styles.note} role="status">
          {why ?? 'validated one by one: no bad field, none twice'}
        </p>
      </div>
      <Button
        isDisabled={why !== null || first === null || first.runs === 0 || first.runs === left}
        onPress={() => void add('first seed')}
      >
        Run seed {draft.value.seeds[0]} first
        {first !== null && first.runs > 0 && first.untimed === 0 && (
          <span className="visuallyHidden">
            : {formatCounted(first.runs, 'run')}, {formatDuration(first.seconds)}
          </span>
        )}
      </Button>
      <Button
        look="primary"
        isDisabled={why !== null || left === 0}
        onPress={() => void add('all')}
      >
        <Play size={13} fill="currentColor" aria-hidden="true" />
        Add to the queue
      </Button>
    </footer>
  );
}

/** Whether all its runs wait in the queue or are finished. */
function useIsQueued({ sweep }: SweepDraft): boolean {
  const queue = useWorkbench((state) => state.queue);
  const keptRuns = useWorkbench((state) => state.keptRuns);
  return useMemo(() => {
    if (sweep === null || queue === null) return false;
    const queued = new Set(queue.runs.flatMap(({ hash, failure }) => (failure ? [] : [hash])));
    return [...planOf(sweep).keys()].every(
      (hash) => queued.has(hash) || isInLibrary(keptRuns, hash),
    );
  }, [sweep, queue, keptRuns]);
}

interface Standing extends ComparisonFootProps {
  readonly isQueued: boolean;
  readonly isElsewhere: boolean;
  readonly isOutdated: boolean;
}

/** Why nothing can be added now, for people; null where it can. */
function whyNot({ draft, facts, isElsewhere, isOutdated, isQueued }: Standing): string | null {
  if (isOutdated) return 'A newer Espalier keeps runs here: reload this page to get it.';
  if (draft.issues.length > 0) return 'Something cannot be so: what is red says why.';
  if (facts !== null && facts.unfit.length > 0)
    return 'Some settings do not suit the data at hand.';
  if (isElsewhere) return 'Another window works through the queue: add it there.';
  if (facts !== null && facts.runs === facts.known) return 'The library has all of these runs.';
  if (isQueued) return 'They are in the queue.';
  return null;
}

/** A run that was left in the middle, offered above the page until it is answered. */
import { Play } from 'lucide-react';
import { useState } from 'react';
import { formatMoment } from '../../lib/numberFormat.ts';
import type { WholeRun } from '../../storage/runs/listedRuns.ts';
import { isToGoOn } from '../../store/sweeps/queueState.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { Button } from '../controls/Button.tsx';
import styles from './RunCard.module.css';
import { RunStanding } from './RunStanding.tsx';

/**
 * The newest run that nobody trains and that is not finished; nothing once a run is open, nor above
 * the page of runs, whose list offers the same.
 */
export function InterruptedRun() {
  const [isAnswered, setAnswered] = useState(false);
  const run = useWorkbench(({ keptRuns, runs, page, watched, queue }) =>
    runs.length > 0 ||
    page === 'runs' ||
    watched !== null ||
    // The queue goes on with it by itself.
    (queue !== null && isToGoOn(queue))
      ? null
      : interruptedRun(keptRuns ?? []),
  );
  if (run === null || isAnswered) return null;
  return (
    <section className={styles.card} aria-labelledby="interrupted">
      <div>
        <h2 id="interrupted" className={styles.title}>
          Your run stands at <RunStanding run={run} />.
        </h2>
        <p className={styles.note}>
          “{run.title ?? run.name}” on {run.datasetName} was left in the middle,{' '}
          {formatMoment(run.updatedAt)}. All its finished epochs are kept.
        </p>
      </div>
      <div className={styles.buttons}>
        <Button look="primary" autoFocus onPress={() => void actions().goOnWithRun(run.runId)}>
          <Play size={14} aria-hidden /> Resume
        </Button>
        <Button onPress={() => void actions().openKeptRun(run.runId)}>Open as it stands</Button>
        <Button look="quiet" onPress={() => setAnswered(true)}>
          Not now
        </Button>
      </div>
    </section>
  );
}

function interruptedRun(runs: readonly ListedRun[]): WholeRun | null {
  for (const run of runs) {
    const isKept = run.state === 'whole' && run.deletedAt === null && run.origin === 'own';
    if (isKept && run.phase !== 'finished' && !run.isUnderWay) return run;
  }
  return null;
}

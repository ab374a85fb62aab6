/**
 * A run that another window trains, above the page: offered where nothing is open here, and while it
 * is looked on at, what can be done about it.
 */
import { AppWindow, Play } from 'lucide-react';
import { useState } from 'react';
import { isTrainedElsewhere } from '../../store/runs/keptRunsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { Workbench } from '../../store/workbench.ts';
import { Button } from '../controls/Button.tsx';
import { Toggle } from '../controls/Toggle.tsx';
import styles from './RunCard.module.css';
import { RunStanding } from './RunStanding.tsx';

/** The run that is looked on at; else one that could be. */
export function OtherWindowRun() {
  const watched = useWorkbench((state) => state.watched);
  if (watched === null) return <Offer />;
  return watched.phase === 'live' ? (
    <Live takesOver={watched.takesOver} />
  ) : (
    <Gone runId={watched.runId} />
  );
}

function Offer() {
  const [isAnswered, setAnswered] = useState(false);
  const run = useWorkbench((state) => (state.runs.length > 0 ? null : trainedElsewhere(state)));
  if (run === null || isAnswered) return null;
  return (
    <section className={styles.card} aria-labelledby="other-window">
      <div>
        <h2 id="other-window" className={styles.title}>
          <AppWindow size={18} aria-hidden="true" /> Another window trains a run.
        </h2>
        <p className={styles.note}>
          “{run.title ?? run.name}” on {run.datasetName}. You can look on here, live.
        </p>
      </div>
      <div className={styles.buttons}>
        <Button look="primary" onPress={() => void actions().openKeptRun(run.runId)}>
          Look on
        </Button>
        <Button look="quiet" onPress={() => setAnswered(true)}>
          Not now
        </Button>
      </div>
    </section>
  );
}

function Live({ takesOver }: { readonly takesOver: boolean }) {
  return (
    <section className={styles.card} aria-labelledby="looked-on">
      <div>
        <h2 id="looked-on" className={styles.title}>
          <AppWindow size={18} aria-hidden="true" /> Another window trains this run.
        </h2>
        <p className={styles.note}>
          You see it live and cannot change it. When that window goes, this one can go on from its
          last finished epoch.
        </p>
      </div>
      <div className={styles.buttons}>
        <Toggle isSelected={takesOver} onChange={(wanted) => actions().takeOverWhenGone(wanted)}>
          Take over when it closes
        </Toggle>
        <span className={styles.pill}>
          <i className={styles.dot} /> Live, read only
        </span>
      </div>
    </section>
  );
}

function Gone({ runId }: { readonly runId: string }) {
  const run = useWorkbench(({ keptRuns }) => keptRuns?.find((one) => one.runId === runId));
  const isBusy = useWorkbench(({ launch }) => launch.phase !== 'idle');
  if (run?.state !== 'whole') return null;
  return (
    <section className={styles.card} aria-labelledby="window-gone" role="status">
      <div>
        <h2 id="window-gone" className={styles.title}>
          The other window is gone. The run stands at <RunStanding run={run} />.
        </h2>
        <p className={styles.note}>
          All its finished epochs are kept. This window can go on with it, to the same result.
        </p>
      </div>
      <div className={styles.buttons}>
        <Button look="primary" isDisabled={isBusy} onPress={() => void actions().takeOver()}>
          <Play size={14} aria-hidden /> Resume
        </Button>
      </div>
    </section>
  );
}

/** The newest run that another window trains. */
function trainedElsewhere(state: Pick<Workbench, 'keptRuns' | 'launch'>) {
  for (const run of state.keptRuns ?? []) {
    if (run.state === 'whole' && isTrainedElsewhere(run, state)) return run;
  }
  return null;
}

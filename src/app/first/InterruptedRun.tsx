/** A run that was left in the middle, offered before anything else: it can go on where it stands. */
import { Play } from 'lucide-react';
import { formatMoment } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import type { ListedRun } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import styles from './InterruptedRun.module.css';

/** The newest run that nobody trains and that is not finished; nothing where there is none. */
export function InterruptedRun() {
  const run = useWorkbench(({ keptRuns }) => keptRuns?.find(isInterrupted) ?? null);
  if (run === null) return null;
  return (
    <section className={styles.card} aria-labelledby="interrupted">
      <h2 id="interrupted" className={styles.title}>
        Your run stands at {standing(run)}.
      </h2>
      <p className={styles.note}>
        “{run.name}” on {run.datasetName} was left in the middle, {formatMoment(run.updatedAt)}. All
        its finished epochs are kept.
      </p>
      <div className={styles.buttons}>
        <Button look="primary" autoFocus onPress={() => void actions().goOnWithRun(run.runId)}>
          <Play size={14} aria-hidden /> Resume
        </Button>
        <Button onPress={() => void actions().openKeptRun(run.runId)}>Open as it stands</Button>
        <Button look="quiet" onPress={() => void actions().removeKeptRun(run.runId)}>
          Remove
        </Button>
      </div>
    </section>
  );
}

const isInterrupted = ({ phase, isUnderWay }: ListedRun): boolean =>
  phase !== 'finished' && !isUnderWay;

function standing({ round, rounds, epoch, epochs }: ListedRun) {
  const ofEpochs = <strong>{`epoch ${epoch} of ${epochs}`}</strong>;
  if (rounds === 1) return ofEpochs;
  return (
    <>
      <strong data-round={round}>{`round ${round} of ${rounds}`}</strong>, {ofEpochs}
    </>
  );
}

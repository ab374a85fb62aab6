/**
 * What starts, pauses and stops a run. Where a run cannot be started Train is off, and the reason
 * stands at the field it is about.
 */
import { Pause, Play, Square } from 'lucide-react';
import { canBePaused, canBeStopped, type LaunchState } from '../../../store/runs/launch.ts';
import { activeRun, whyNotTrain } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { isMemoryOnly } from '../../../store/window/keepingSlice.ts';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import styles from './RunButtons.module.css';

/** Train; and Pause or Resume and Stop while a run is under way. */
export function RunButtons() {
  const launch = useWorkbench((state) => state.launch);
  const canTrain = useWorkbench((state) => whyNotTrain(state) === null);
  const isIdle = launch.phase === 'idle';
  const isNarrow = useNarrow();
  const isWarned = useWorkbench((state) => isMemoryOnly(state) || state.shortage !== null);
  return (
    <div className={styles.buttons}>
      {(isIdle || !isNarrow) && (
        <Button
          look="primary"
          wide={isIdle}
          isDisabled={!canTrain}
          onPress={() => void actions().startRun()}
        >
          {launch.phase === 'starting' ? 'Starting…' : isWarned ? 'Train all the same' : 'Train'}
        </Button>
      )}
      {!isIdle && <PauseAndStop launch={launch} />}
    </div>
  );
}

/** The controls of the run under way. */
export function PauseAndStop({ launch }: { readonly launch: LaunchState }) {
  const isPaused = useWorkbench((state) => activeRun(state)?.newest?.phase === 'paused');
  const toggle = isPaused ? 'resume' : 'pause';
  return (
    <>
      <Button isDisabled={!canBePaused(launch)} onPress={() => void actions().commandRun(toggle)}>
        {isPaused ? (
          <Play size={13} fill="currentColor" />
        ) : (
          <Pause size={13} fill="currentColor" />
        )}
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <Button isDisabled={!canBeStopped(launch)} onPress={() => void actions().commandRun('stop')}>
        <Square size={11} fill="currentColor" />
        Stop
      </Button>
    </>
  );
}

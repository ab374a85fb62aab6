/**
 * At the end of the timeline: whether what is shown is the newest moment, and the way back to it
 * where it is not.
 */
import { Pause } from 'lucide-react';
import type { RunPosition } from '../../../analysis/progress/runPosition.ts';
import { isStillOpen, type RunPhase, type RunState } from '../../../spec/run/runState.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './LivePill.module.css';

interface LivePillProps {
  readonly state: RunState;
  readonly position: RunPosition | null;
}

const words: Readonly<Record<RunPhase, string>> = {
  training: 'Live',
  paused: 'Paused',
  interrupted: 'Interrupted',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** Whether the newest moment is shown; while looking back, the way to it. */
export function LivePill({ state, position }: LivePillProps) {
  const { phase, runId } = state;
  const isElsewhere = useWorkbench(
    ({ watched }) => watched?.phase === 'live' && watched.runId === runId,
  );
  if (position !== null) return <BackToLive phase={phase} />;
  const word = runId === 'preview' ? 'Ready' : words[phase];
  return (
    <span className={styles.pill} data-on={word === 'Live' || undefined}>
      {phase === 'paused' ? <Pause size={11} fill="currentColor" /> : <i className={styles.dot} />}
      {word === 'Live' && isElsewhere ? 'Live, read only' : word}
    </span>
  );
}

function BackToLive({ phase }: { readonly phase: RunPhase }) {
  return (
    <Button onPress={() => actions().scrubTo(null)} aria-keyshortcuts="L">
      {isStillOpen({ phase }) ? 'Back to live' : 'To the end'} <kbd className={styles.key}>L</kbd>
    </Button>
  );
}

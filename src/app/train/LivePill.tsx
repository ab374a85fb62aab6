import { Pause } from 'lucide-react';
import type { RunPhase, RunState } from '../../spec/runState.ts';
import { positionOf, type RunPosition } from '../../store/runLog.ts';
import { actions } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './LivePill.module.css';

interface LivePillProps {
  readonly state: RunState;
  readonly position: RunPosition | null;
}

const words: Readonly<Record<RunPhase, string>> = {
  training: 'Live',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** Whether the newest moment is shown; while looking back, the way to it and what was missed. */
export function LivePill({ state, position }: LivePillProps) {
  if (position !== null) return <BackToLive state={state} position={position} />;
  const { phase, runId } = state;
  const word = runId === 'preview' ? 'Ready' : words[phase];
  return (
    <span className={styles.pill} data-live={word === 'Live' || undefined}>
      {phase === 'paused' ? <Pause size={11} fill="currentColor" /> : <i className={styles.dot} />}
      {word}
    </span>
  );
}

function BackToLive({
  state,
  position,
}: {
  readonly state: RunState;
  readonly position: RunPosition;
}) {
  const isOver = state.phase !== 'training' && state.phase !== 'paused';
  const since = epochsSince(state, position);
  return (
    <span className={styles.back}>
      <span className={styles.since}>+ {since} since</span>
      <Button onPress={() => actions().scrubTo(null)} aria-keyshortcuts="L">
        {isOver ? 'To the end' : 'Back to live'} <kbd className={styles.key}>L</kbd>
      </Button>
    </span>
  );
}

function epochsSince(state: RunState, position: RunPosition): string {
  const newest = positionOf(state);
  if (newest === null) return '–';
  const number = ({ round, epoch }: RunPosition) =>
    (round - 1) * state.spec.training.epochs + epoch;
  const count = number(newest) - number(position);
  return `${count} ${count === 1 ? 'epoch' : 'epochs'}`;
}

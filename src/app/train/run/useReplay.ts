/**
 * Playing a run again from an earlier moment: a timer that moves the scrubber on, epoch by epoch.
 */
import { useCallback, useEffect, useState } from 'react';
import { movedBy, positionOf, type RunPosition } from '../../../analysis/progress/runPosition.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';

/** Milliseconds that an epoch is shown for. */
const pace = 350;

export interface Replay {
  readonly isPlaying: boolean;
  readonly toggle: () => void;
  readonly stop: () => void;
}

/** Plays a run again, epoch by epoch, until it has caught up with the newest one. */
export function useReplay(newest: RunState): Replay {
  const [isPlaying, setPlaying] = useState(false);
  const position = useWorkbench((state) => state.position);
  const hasMoments = positionOf(newest) !== null;
  const toggle = useCallback(() => {
    if (!hasMoments) return;
    setPlaying((playing) => !playing);
    // From the live end there is nothing to play: begin again.
    if (actions().position === null) actions().scrubTo({ round: 1, epoch: 1 });
  }, [hasMoments]);
  const stop = useCallback(() => setPlaying(false), []);
  useEffect(() => {
    if (!isPlaying) return;
    if (position === null) return setPlaying(false);
    const timer = setTimeout(() => actions().scrubTo(following(newest, position)), pace);
    return () => clearTimeout(timer);
  }, [isPlaying, position, newest]);
  useSpace(toggle);
  return { isPlaying, toggle, stop };
}

/** The next epoch; null, which is live, after the newest. */
function following(newest: RunState, position: RunPosition): RunPosition | null {
  const next = movedBy(newest, position, 1);
  const end = positionOf(newest);
  return next.round === end?.round && next.epoch === end.epoch ? null : next;
}

/** Space plays and stops where it does not press something else. */
function useSpace(press: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const isFree = target === document.body || (target as Element).role === 'slider';
      if (event.key !== ' ' || event.defaultPrevented || !isFree) return;
      if (actions().page !== 'train') return;
      event.preventDefault();
      press();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [press]);
}

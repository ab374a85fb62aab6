/**
 * The foot of the live page: the scrubber with its buttons, and the moment that is shown in words.
 */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import {
  epochOfRun,
  movedBy,
  positionOf,
  type RunPosition,
} from '../../../analysis/progress/runPosition.ts';
import { formatCount } from '../../../lib/numberFormat.ts';
import { trainedRounds } from '../../../spec/experimentSpec.ts';
import { roundsOf } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Scrubber } from '../../../views/scrubber/Scrubber.tsx';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import { LivePill } from './LivePill.tsx';
import { remainder } from './RunStatus.tsx';
import styles from './Timeline.module.css';
import { useReplay } from './useReplay.ts';
import type { Shown } from './useShownRun.ts';

/** The moments of the run: play it, step through it, drag through it, return to live. */
export function Timeline({ shown }: { readonly shown: Shown }) {
  const position = useWorkbench((state) => state.position);
  const live = useWorkbench((state) => shownRun(state)?.newest ?? null);
  const newest = live ?? shown.newest;
  const replay = useReplay(newest);
  const canStep = positionOf(newest) !== null;
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.steps}>
        <Button
          square
          aria-label={replay.isPlaying ? 'Stop the replay' : 'Replay the run'}
          aria-keyshortcuts="Space"
          isDisabled={!canStep}
          onPress={replay.toggle}
        >
          {replay.isPlaying ? (
            <Pause size={14} fill="currentColor" />
          ) : (
            <Play size={14} fill="currentColor" />
          )}
        </Button>
        <StepButton by={-1} newest={newest} position={position} />
        <StepButton by={1} newest={newest} position={position} />
      </div>
      <Moment state={newest} position={position} />
      <div className={styles.track}>
        <Scrubber
          state={newest}
          position={position}
          onScrub={(to) => {
            replay.stop();
            actions().scrubTo(to);
          }}
          onLive={() => {
            replay.stop();
            actions().scrubTo(null);
          }}
        />
      </div>
      <div className={styles.live}>
        <LivePill state={newest} position={position} />
      </div>
    </section>
  );
}

interface StepButtonProps {
  readonly by: 1 | -1;
  readonly newest: RunState;
  readonly position: RunPosition | null;
}

/** One epoch back or on. */
function StepButton({ by, newest, position }: StepButtonProps) {
  const from = position ?? positionOf(newest);
  return (
    <Button
      look="quiet"
      square
      size="small"
      aria-label={by === 1 ? 'One epoch on' : 'One epoch back'}
      isDisabled={from === null || (by === 1 && position === null)}
      onPress={() => from !== null && actions().scrubTo(movedBy(newest, from, by))}
    >
      {by === 1 ? <ChevronRight size={16} /> : <ChevronLeft size={16} />}
    </Button>
  );
}

interface MomentProps {
  /** The newest state. */
  readonly state: RunState;
  readonly position: RunPosition | null;
}

/** Which moment is shown, in words of a fixed width. */
function Moment({ state, position }: MomentProps) {
  const at = position ?? positionOf(state);
  const isNarrow = useNarrow();
  return (
    <div className={styles.moment}>
      <b data-back={position !== null || undefined}>{momentTitle(state, at)}</b>
      <span>{momentNote(state, position, isNarrow)}</span>
    </div>
  );
}

/** `Round 3 · epoch 14`; of a run with one network `Epoch 13 of 40`. */
function momentTitle({ spec }: RunState, at: RunPosition | null): string {
  const epoch = at?.epoch ?? '–';
  return roundsOf(spec.method) === 1
    ? `Epoch ${epoch} of ${spec.training.epochs}`
    : `Round ${at?.round ?? 1} · epoch ${epoch}`;
}

/** While looking back, what has happened since; live, where training stands. */
function momentNote(state: RunState, position: RunPosition | null, isNarrow: boolean): string {
  if (position !== null) return `+ ${epochsSince(state, position)}${isNarrow ? '' : ' since'}`;
  if (state.rounds.length === 0) return 'not started';
  return isNarrow ? remainder(state) : stepText(state);
}

function epochsSince(newest: RunState, position: RunPosition): string {
  const end = positionOf(newest);
  if (end === null) return '–';
  const count = epochOfRun(newest, end) - epochOfRun(newest, position);
  return `${count} ${count === 1 ? 'epoch' : 'epochs'}`;
}

function stepText(state: RunState): string {
  const { stepsPerEpoch, spec, rounds, progress } = state;
  const epochs = rounds.reduce((sum, round) => sum + round.epochs.length, 0);
  const all = trainedRounds(spec, roundsOf(spec.method)) * spec.training.epochs * stepsPerEpoch;
  const done = epochs * stepsPerEpoch + (progress?.step ?? 0);
  return `step ${formatCount(done)} of ${formatCount(all)}`;
}

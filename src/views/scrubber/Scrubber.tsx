/**
 * The timeline of a run as one slider over rounds and epochs, with the end it is expected to have.
 * All else on the page follows the moment it stands on.
 */
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import type { RunPosition } from '../../analysis/progress/runPosition.ts';
import {
  epochOfRun,
  movedBy,
  movedByRound,
  positionOf,
  samePosition,
} from '../../analysis/progress/runPosition.ts';
import { epochShare, epochsDone } from '../../analysis/progress/timeLeft.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { useWidth } from '../kit/useWidth.ts';
import type { ScrubberProps } from '../viewProps.ts';
import { expectedEnd } from './expectedEnd.ts';
import { LevelwiseMarks } from './LevelwiseMarks.tsx';
import styles from './Scrubber.module.css';
import { ScrubberHead } from './ScrubberHead.tsx';
import { ScrubberSegments } from './ScrubberSegments.tsx';
import {
  headX,
  positionAt,
  positionText,
  type ScrubberLayout,
  scrubberLayout,
} from './scrubberLayout.ts';

const select = ({ state, position, onScrub, onLive }: ScrubberProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds'),
  epoch: position?.epoch ?? epochsDone(state) + epochShare(state),
  expectedEnd: expectedEnd(state),
  position,
  onScrub,
  onLive,
});

/** Rounds × epochs as a track: drag it, or walk it with the arrows, to look back on the run. */
export const Scrubber = drawnFrom(select, function Scrubber(props) {
  const { state, position, epoch, expectedEnd } = props;
  const [width, ref] = useWidth(800);
  const layout = useMemo(() => scrubberLayout(state, width), [state, width]);
  const newest = positionOf(state);
  const x = headX(layout, position?.round ?? state.rounds.length, epoch);
  const scrub = (event: PointerEvent<HTMLElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    go(props, positionAt(state, layout, event.clientX - left));
  };
  return (
    <div
      ref={ref}
      className={styles.scrubber}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the run"
      aria-valuemin={newest === null ? 0 : 1}
      aria-valuemax={epochOfRun(state, newest)}
      aria-valuenow={epochOfRun(state, position ?? newest)}
      aria-valuetext={positionText(state, position)}
      onKeyDown={(event) => walk(event, props)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        scrub(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && scrub(event)}
    >
      <ScrubberSegments layout={layout} expectedEnd={expectedEnd} />
      <LevelwiseMarks layout={layout} />
      <ScrubberHead
        x={x}
        room={width}
        covered={coveredBy(layout, x)}
        hollow={state.phase === 'paused' && position === null}
        label={headLabel(layout, position ?? newest, x)}
      />
    </div>
  );
});

/** How far the head's label must move right so that the round's name stays readable. */
function coveredBy(layout: ScrubberLayout, x: number): number {
  const segment = layout.segments.findLast(({ left }) => left <= x);
  return Math.max(0, nameWidth - (x - (segment?.left ?? 0)));
}

const nameWidth = 52;

/** Room for a round's name and the head's label beside each other. */
const labelledSegment = 120;
/** Room of a finished round's note and of the label before it. */
const noteRoom = 190;

/** The epoch beneath the head, where rounds are wide enough for it; the page tells it as well. */
function headLabel(layout: ScrubberLayout, shown: RunPosition | null, x: number): string {
  // Phases are named where the label would stand; the page tells the epoch as well.
  if (layout.phases.length > 0) return '';
  const segment = layout.segments[(shown?.round ?? 1) - 1];
  if (shown === null || segment.width < labelledSegment) return '';
  const overNote = segment.ensembleError !== null && x > segment.left + segment.width - noteRoom;
  return overNote ? '' : `epoch ${shown.epoch}`;
}

interface Walked extends Pick<ScrubberProps, 'position' | 'onScrub' | 'onLive'> {
  readonly state: Pick<RunState, 'rounds'>;
}

/** Goes to a position; the newest one is the live end. */
function go(props: Walked, to: RunPosition | null): void {
  if (to === null || samePosition(to, positionOf(props.state))) props.onLive();
  else props.onScrub(to);
}

function walk(event: KeyboardEvent, props: Walked): void {
  const to = keyTarget(event, props);
  if (to === undefined) return;
  event.preventDefault();
  go(props, to);
}

/** Where a key leads: an epoch with an arrow, a round with Shift, the ends with Home and End. */
function keyTarget(event: KeyboardEvent, props: Walked): RunPosition | null | undefined {
  const { state } = props;
  const from = props.position ?? positionOf(state);
  const move = event.shiftKey ? movedByRound : movedBy;
  if (from === null) return undefined;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return move(state, from, -1);
    case 'ArrowRight':
    case 'ArrowUp':
      return move(state, from, 1);
    case 'PageDown':
      return movedByRound(state, from, -1);
    case 'PageUp':
      return movedByRound(state, from, 1);
    case 'Home':
      return { round: 1, epoch: 1 };
    case 'End':
      return positionOf(state);
    default:
      return undefined;
  }
}

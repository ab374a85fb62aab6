/**
 * The scrubber's arithmetic: rounds side by side, each as wide as its epochs, the error of each
 * round's network as an area, and which epoch a point of the track stands for.
 */

import { heldWithin, positionOf, type RunPosition } from '../../analysis/progress/runPosition.ts';
import { ensembleError, shownSplit, totalRounds } from '../../analysis/run/runFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { thin } from '../kit/scales/lttb.ts';
import {
  levelwisePhases,
  type MoveMark,
  moveMarks,
  movesText,
  type ScrubberPhase,
} from './levelwisePhases.ts';

export interface ScrubberSegment {
  readonly round: Round;
  readonly left: number;
  readonly width: number;
  /** Whether its round has begun; a segment to come is dashed. */
  readonly begun: boolean;
  /** Area under the network's error; empty before its second epoch. */
  readonly area: string;
  /** Error of the vote up to this round; null until it is finished. */
  readonly ensembleError: number | null;
}

export interface ScrubberLayout {
  readonly segments: readonly ScrubberSegment[];
  readonly epochs: number;
  /** What a level-wise run goes through, in order; none for other methods. */
  readonly phases: readonly ScrubberPhase[];
  /** Epochs in which classes moved. */
  readonly moves: readonly MoveMark[];
}

export const trackHeight = 24;

export function scrubberLayout(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  width: number,
): ScrubberLayout {
  const count = totalRounds(state);
  const gap = count > 16 ? 1 : 3;
  const each = Math.max(1, (width - gap * (count - 1)) / count);
  const split = shownSplit(state);
  const epochs = state.spec.training.epochs;
  const errors = state.rounds.map((round) =>
    round.epochs.map((epoch) => epoch.errors[split] ?? null),
  );
  const highest = errors.flat().reduce<number>((top, error) => Math.max(top, error ?? 0), 0.01);
  const segments = Array.from({ length: count }, (_, index) => ({
    round: index + 1,
    left: index * (each + gap),
    width: each,
    begun: index < state.rounds.length,
    area: areaPath(errors[index] ?? [], each, epochs, highest),
    ensembleError: ensembleError(state.rounds[index]?.outcome, split),
  }));
  const placeOf = ({ round, epoch }: RunPosition) =>
    segments[round - 1].left + (epoch / epochs) * segments[round - 1].width;
  return {
    segments,
    epochs,
    phases: levelwisePhases(state, width),
    moves: moveMarks(state, placeOf),
  };
}

function areaPath(
  errors: readonly (number | null)[],
  width: number,
  epochs: number,
  highest: number,
): string {
  const known = errors.flatMap((error, index) =>
    error === null ? [] : [{ x: ((index + 1) / epochs) * width, y: heightOf(error, highest) }],
  );
  if (known.length === 0) return '';
  // More points than two a pixel cannot be told apart.
  const drawn = thin(known, Math.max(8, Math.ceil(2 * width)));
  const line = drawn.map(({ x, y }) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const [first] = drawn;
  const last = drawn[drawn.length - 1];
  return `M0 ${trackHeight}L0 ${first.y.toFixed(1)}${line}L${last.x.toFixed(1)} ${trackHeight}Z`;
}

function heightOf(error: number, highest: number): number {
  return trackHeight - 2 - (error / highest) * (trackHeight - 5);
}

/** Where the head stands: at an epoch of a round, or within the one under way; round 0 is none yet. */
export function headX(layout: ScrubberLayout, round: Round, epoch: number): number {
  const segment = layout.segments[Math.max(1, round) - 1];
  return segment.left + (Math.min(epoch, layout.epochs) / layout.epochs) * segment.width;
}

/** The finished epoch nearest to a point of the track; null before the first. */
export function positionAt(
  state: Pick<RunState, 'rounds'>,
  layout: ScrubberLayout,
  x: number,
): RunPosition | null {
  const newest = positionOf(state);
  if (newest === null) return null;
  const after = layout.segments.findIndex((segment) => x < segment.left + segment.width);
  const at = after === -1 ? layout.segments.length - 1 : after;
  const segment = layout.segments[at];
  const epoch = Math.round(((x - segment.left) / segment.width) * layout.epochs);
  return heldWithin(state, { round: at + 1, epoch: Math.max(1, epoch) }) ?? newest;
}

/** What the slider says of itself: `round 3, epoch 14`, and whether that is the live end. */
export function positionText(
  state: Pick<RunState, 'phase' | 'spec' | 'rounds'>,
  position: RunPosition | null,
): string {
  const shown = position ?? positionOf(state);
  if (shown === null) return 'before the first epoch';
  const round = totalRounds(state) === 1 ? '' : `round ${shown.round}, `;
  const words = `${round}epoch ${shown.epoch}${movesText(state, shown)}`;
  return position === null && state.phase === 'training' ? `${words}, live` : words;
}

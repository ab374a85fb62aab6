/**
 * The scrubber's arithmetic: rounds side by side, each as wide as its epochs, the error of each
 * round's network as an area, and which epoch a point of the track stands for.
 */

import {
  epochShare,
  epochsDone,
  lastOutcome,
  shownSplit,
  totalRounds,
} from '../../analysis/run/runFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import type { RunPosition } from '../viewProps.ts';
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

export function scrubberLayout(state: RunState, width: number): ScrubberLayout {
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
    ensembleError: state.rounds[index]?.outcome?.ensemble.topErrors[split]?.['1'] ?? null,
  }));
  return {
    segments,
    epochs,
    phases: levelwisePhases(state, width),
    moves: moveMarks(state, width),
  };
}

function areaPath(
  errors: readonly (number | null)[],
  width: number,
  epochs: number,
  highest: number,
): string {
  const known = errors.flatMap((error, index) =>
    error === null ? [] : [[((index + 1) / epochs) * width, heightOf(error, highest)] as const],
  );
  if (known.length === 0) return '';
  const line = known.map(([x, y]) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const [first] = known;
  const last = known[known.length - 1];
  return `M0 ${trackHeight}L0 ${first[1].toFixed(1)}${line}L${last[0].toFixed(1)} ${trackHeight}Z`;
}

function heightOf(error: number, highest: number): number {
  return trackHeight - 2 - (error / highest) * (trackHeight - 5);
}

/** Where the head stands: at a position, or at the live end, within the epoch under way. */
export function headX(
  state: RunState,
  layout: ScrubberLayout,
  position: RunPosition | null,
): number {
  const round = position?.round ?? Math.max(1, state.rounds.length);
  const epoch = position?.epoch ?? epochsDone(state) + epochShare(state);
  const segment = layout.segments[round - 1];
  return segment.left + (Math.min(epoch, layout.epochs) / layout.epochs) * segment.width;
}

/** The last finished epoch; null before the first. */
export function newestPosition(state: RunState): RunPosition | null {
  const round = state.rounds.findLast(({ epochs }) => epochs.length > 0);
  return round ? { round: round.round, epoch: round.epochs.length } : null;
}

/** The finished epoch nearest to a point of the track; null before the first. */
export function positionAt(state: RunState, layout: ScrubberLayout, x: number): RunPosition | null {
  const newest = newestPosition(state);
  if (newest === null) return null;
  const after = layout.segments.findIndex((segment) => x < segment.left + segment.width);
  const at = after === -1 ? layout.segments.length - 1 : after;
  const segment = layout.segments[at];
  const epoch = Math.round(((x - segment.left) / segment.width) * layout.epochs);
  return clampPosition(state, { round: at + 1, epoch: Math.max(1, epoch) }) ?? newest;
}

/** A position moved by finished epochs, held within the run. */
export function movedBy(state: RunState, from: RunPosition, epochs: number): RunPosition {
  const positions = state.rounds.flatMap(({ round, epochs: done }) =>
    done.map((_, index) => ({ round, epoch: index + 1 })),
  );
  const at = positions.findIndex(
    ({ round, epoch }) => round === from.round && epoch === from.epoch,
  );
  return positions[Math.min(positions.length - 1, Math.max(0, at + epochs))] ?? from;
}

/** The same epoch of another round, or the nearest that is finished. */
export function movedByRound(state: RunState, from: RunPosition, rounds: number): RunPosition {
  const round = Math.max(1, from.round + rounds);
  return clampPosition(state, { round, epoch: from.epoch }) ?? from;
}

function clampPosition(state: RunState, { round, epoch }: RunPosition): RunPosition | null {
  const newest = newestPosition(state);
  if (newest === null) return null;
  if (round > newest.round) return newest;
  return { round, epoch: Math.min(epoch, state.rounds[round - 1].epochs.length) };
}

/** Whether two positions are the same epoch. */
export function samePosition(one: RunPosition | null, other: RunPosition | null): boolean {
  return one?.round === other?.round && one?.epoch === other?.epoch;
}

/** Finished epochs counted through the whole run, for the slider's number. */
export function epochNumber(layout: ScrubberLayout, position: RunPosition | null): number {
  return position === null ? 0 : (position.round - 1) * layout.epochs + position.epoch;
}

/** What the slider says of itself: `round 3, epoch 14`, and whether that is the live end. */
export function positionText(state: RunState, position: RunPosition | null): string {
  const shown = position ?? newestPosition(state);
  if (shown === null) return 'before the first epoch';
  const round = totalRounds(state) === 1 ? '' : `round ${shown.round}, `;
  const words = `${round}epoch ${shown.epoch}${movesText(state, shown.epoch)}`;
  return position === null && state.phase === 'training' ? `${words}, live` : words;
}

/** Seconds from now until the run should end, by the time of its epochs; null while unknown. */
export function secondsLeft(state: RunState): number | null {
  if (state.phase !== 'training') return null;
  const epochs = state.rounds.flatMap((round) => round.epochs);
  if (epochs.length === 0) return null;
  const last = epochs[epochs.length - 1].seconds;
  const done =
    Math.max(0, state.rounds.length - 1) * state.spec.training.epochs + epochsDone(state);
  const all = totalRounds(state) * state.spec.training.epochs;
  const extra = lastOutcome(state) === null ? 0 : overhead(state);
  return (
    (all - done - epochShare(state)) * last + extra * (totalRounds(state) - state.rounds.length)
  );
}

/** What a round takes beyond its epochs, by the last one finished. */
function overhead(state: RunState): number {
  const round = state.rounds.findLast(({ outcome }) => outcome !== null);
  const trained = round?.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) ?? 0;
  return Math.max(0, (round?.outcome?.seconds ?? 0) - trained);
}

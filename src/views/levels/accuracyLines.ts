/** Accuracy by level over the epochs, with the mixture's own and the flat twin's. */
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch, SplitName } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import type { Point } from '../kit/lttb.ts';
import { type Extent, stepUp } from '../kit/scale.ts';
import {
  type EpochLine,
  epochLineTable,
  epochPoints,
  greatestOf,
  newestValues,
} from './epochLine.ts';
import { levelNames, levelSplit, levelwiseSpec, mixtureWaiting } from './levelNames.ts';

/**
 * Lines from the coarsest level to the flat twin, without those that have no point yet. During the
 * warm-up the network is a flat softmax: that is the line of the classes.
 */
export function accuracyLines(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): EpochLine[] {
  const split = levelSplit(state);
  const lines: EpochLine[] = [
    ...levelLines(state, split),
    { name: 'mixture', kind: 'mixture', points: mixturePoints(state, split) },
    { name: 'flat twin', kind: 'flat', points: flat === null ? [] : accuracyPoints(flat, split) },
  ];
  return lines.filter(({ points }) => points.length > 0);
}

function levelLines(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  split: SplitName,
): EpochLine[] {
  const measured = state.levelwise?.epochs ?? [];
  const names = levelNames(state);
  return names.map((name, level) => {
    const isClasses = level === names.length - 1;
    const points = measured.flatMap(({ epoch, levelAccuracy }) => {
      const y = levelAccuracy[split]?.[level];
      return y === undefined ? [] : [{ x: epoch, y }];
    });
    if (!isClasses) return { name, kind: 'level', points };
    return { name, kind: 'classes', points: [...warmupPoints(state, split), ...points] };
  });
}

function warmupPoints(state: Pick<RunState, 'rounds' | 'levelwise'>, split: SplitName): Point[] {
  const end = state.levelwise?.built.epoch ?? Number.POSITIVE_INFINITY;
  return accuracyPoints(state, split).filter(({ x }) => x <= end);
}

function mixturePoints(state: Pick<RunState, 'rounds' | 'levelwise'>, split: SplitName): Point[] {
  const { levelwise } = state;
  if (levelwise === null) return [];
  return accuracyPoints(state, split).filter(({ x }) => x > levelwise.built.epoch);
}

function accuracyPoints(state: Pick<RunState, 'rounds'>, split: SplitName): Point[] {
  return epochPoints(state, ({ errors }) => {
    const error = errors[split];
    return error === undefined ? null : 1 - error;
  });
}

const accuracyLadder: readonly number[] = [0.1, 0.2, 0.4, 0.6, 0.8, 1];

/** The axis that the lines have needed so far: grows in steps, never shrinks. */
export function accuracyExtent(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): Extent {
  const highest = greatestOf(accuracyLines(state, flat), 0.35);
  return { min: 0, max: stepUp(highest, accuracyLadder) };
}

/** A moment worth a mark on the axis of epochs. */
export interface EpochMark {
  readonly name: string;
  readonly epoch: Epoch;
  readonly isPast: boolean;
}

/** Where the tree was built and where adapting began, or will. */
export function epochMarks(state: Pick<RunState, 'spec' | 'rounds' | 'levelwise'>): EpochMark[] {
  const method = levelwiseSpec(state);
  if (method === null) return [];
  const { hierarchy, adapt, adaptFromEpoch } = method;
  const now = state.rounds[0]?.epochs.length ?? 0;
  const built = state.levelwise?.built.epoch ?? hierarchy.warmupEpochs;
  const what = hierarchy.from === 'confusion' ? 'Ψ measured' : 'tree built';
  const marks = [{ name: what, epoch: built, isPast: state.levelwise !== null }];
  if (adapt === 'none' || hierarchy.from === 'confusion') return marks;
  const from = Math.max(adaptFromEpoch, built);
  return [...marks, { name: 'adapting', epoch: from, isPast: now >= from }];
}

/** What the chart shows, in one sentence. */
export function accuracyDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): string {
  const lines = accuracyLines(state, flat);
  if (lines.length === 0) return 'No accuracy is known before the first epoch.';
  const values = newestValues(lines, (share) => formatPercent(share));
  const waiting = mixtureWaiting(state);
  return `Accuracy on ${levelSplit(state)} images: ${values}.${waiting === null ? '' : ` ${waiting}.`}`;
}

/** Accuracy by epoch, a column a line. */
export function accuracyTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): FigureTable {
  return epochLineTable(accuracyLines(state, flat), (share) => formatPercent(share));
}

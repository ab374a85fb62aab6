/** Accuracy by level over the epochs, with the mixture's own and the flat twin's. */
import { accuracySeries, levelAccuracySeries } from '../../../analysis/levels/accuracySeries.ts';
import { levelSplit } from '../../../analysis/run/runFacts.ts';
import { type Extent, stepUp } from '../../../analysis/scales/scale.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { mixesLevels } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { Epoch } from '../../../spec/units.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { levelNames, levelwiseSpec, mixtureWaiting } from '../levelNames.ts';
import { type EpochLine, epochLineTable, greatestOf, newestValues, pointsOf } from './epochLine.ts';

/**
 * Lines from the coarsest level to the flat twin, without those that have no point yet. During the
 * warm-up the network is a flat softmax: that is the line of the classes.
 */
export function levelAccuracyLines(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): EpochLine[] {
  const { groups, classes, mixture } = levelAccuracySeries(state);
  const twin = flat === null ? [] : accuracySeries(flat, levelSplit(state));
  const names = levelNames(state);
  const lines: EpochLine[] = [
    ...groups.map(
      (values, level): EpochLine => ({
        name: names[level],
        kind: 'level',
        points: pointsOf(values),
      }),
    ),
    { name: 'classes', kind: 'classes', points: pointsOf(classes) },
    {
      name: mixesLevels(state.spec.method) ? 'mixture' : 'product',
      kind: 'mixture',
      points: pointsOf(mixture),
    },
    { name: 'flat twin', kind: 'flat', points: pointsOf(twin) },
  ];
  return lines.filter(({ points }) => points.length > 0);
}

const accuracyLadder: readonly number[] = [0.1, 0.2, 0.4, 0.6, 0.8, 1];

/** The axis that the lines have needed so far: grows in steps, never shrinks. */
export function accuracyExtent(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): Extent {
  const highest = greatestOf(levelAccuracyLines(state, flat), 0.35);
  return { min: 0, max: stepUp(highest, accuracyLadder) };
}

/** By what each level is read: its own softmax, or what leads to its nodes. */
export function levelReadingText({ spec }: Pick<RunState, 'spec'>): string {
  return mixesLevels(spec.method)
    ? 'each level by its own softmax'
    : 'each level by the product along the path to it';
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
export function levelAccuracyDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): string {
  const lines = levelAccuracyLines(state, flat);
  if (lines.length === 0) return 'No accuracy is known before the first epoch.';
  const values = newestValues(lines, (share) => formatPercent(share));
  const waiting = mixtureWaiting(state);
  return `Accuracy on ${levelSplit(state)} images: ${values}.${waiting === null ? '' : ` ${waiting}.`}`;
}

/** Accuracy by epoch, a column a line. */
export function levelAccuracyTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'rounds'> | null,
): FigureTable {
  return epochLineTable(levelAccuracyLines(state, flat), (share) => formatPercent(share));
}

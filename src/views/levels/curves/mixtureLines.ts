/** Loss and error of a level-wise run over its epochs, beside its flat twin's. */
import { epochValues } from '../../../analysis/levels/epochValues.ts';
import { shownSplit } from '../../../analysis/run/runFacts.ts';
import { type Extent, errorLadder, lossLadder, stepUp } from '../../../analysis/scales/scale.ts';
import { formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { type EpochLine, greatestOf, newestValues, pointsOf } from './epochLine.ts';

/** Where an error axis begins before any error is known. */
const firstErrorLimit = 0.1;

/** Training loss of the run and of its flat twin; lines without a point are left out. */
export function mixtureLosses(
  state: Pick<RunState, 'rounds'>,
  flat: Pick<RunState, 'rounds'> | null,
): EpochLine[] {
  const losses = (of: Pick<RunState, 'rounds'>) =>
    pointsOf(epochValues(of, ({ trainLoss }) => trainLoss));
  return withPoints([
    { name: 'this run', kind: 'mixture', points: losses(state) },
    { name: 'flat twin', kind: 'flat', points: flat === null ? [] : losses(flat) },
  ]);
}

/** Top-1 error of the run on the shown split and in training, and of its flat twin on the former. */
export function mixtureErrors(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'rounds'> | null,
): EpochLine[] {
  const split = shownSplit(state);
  const onShown = (of: Pick<RunState, 'rounds'>) =>
    pointsOf(epochValues(of, ({ errors }) => errors[split]));
  const inTraining = pointsOf(epochValues(state, ({ errors }) => errors.train));
  return withPoints([
    { name: split, kind: 'mixture', points: onShown(state) },
    { name: 'train', kind: 'aside', points: split === 'train' ? [] : inTraining },
    { name: 'flat twin', kind: 'flat', points: flat === null ? [] : onShown(flat) },
  ]);
}

function withPoints(lines: readonly EpochLine[]): EpochLine[] {
  return lines.filter(({ points }) => points.length > 0);
}

/** The loss axis needed so far: from the loss of a guess on, in steps, never shrinking. */
export function mixtureLossExtent(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'rounds'> | null,
): Extent {
  const guess = Math.log(Math.max(2, state.dataset.classes.length));
  return { min: 0, max: stepUp(greatestOf(mixtureLosses(state, flat), guess), lossLadder) };
}

/** The error axis needed so far: grows in steps, never shrinks. */
export function mixtureErrorExtent(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'rounds'> | null,
): Extent {
  const greatest = greatestOf(mixtureErrors(state, flat), firstErrorLimit);
  return { min: 0, max: stepUp(greatest, errorLadder) };
}

/** What the loss chart shows, in one sentence. */
export function mixtureLossDescription(lines: readonly EpochLine[]): string {
  if (lines.length === 0) return 'No loss is known before the first epoch.';
  return `Training loss: ${newestValues(lines, (loss) => formatFixed(loss, 2))}.`;
}

/** What the error chart shows, in one sentence. */
export function mixtureErrorDescription(lines: readonly EpochLine[]): string {
  if (lines.length === 0) return 'No error is known before the first epoch.';
  return `Error by epoch: ${newestValues(lines, (error) => formatPercent(error))}.`;
}

/**
 * Loss and error over the epochs as small multiples: one tile a round, side by side on one axis.
 * A point's `x` is its round's tile plus its share of the round's epochs.
 */
import { ensembleErrors } from '../../analysis/rounds/ensembleErrors.ts';
import { classifierOf, endName, onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { networkError, shownSplit, totalRounds } from '../../analysis/run/runFacts.ts';
import { type Extent, errorLadder, lossLadder, stepUp } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round, SplitName } from '../../spec/units.ts';
import { type LinePoint, thin } from '../kit/scales/lttb.ts';
import { waitingNote } from '../kit/waitingNote.ts';

export interface Curve {
  readonly round: Round;
  readonly points: readonly LinePoint[];
}

/** Room between two tiles, as a share of a tile. */
const gap = 0.12;
/** Points drawn per chart; curves of longer runs are thinned. */
const maxPoints = 600;

/** Where a round's tile begins and ends on the shared axis. */
export function tileOf(round: Round): { readonly from: number; readonly to: number } {
  const from = (round - 1) * (1 + gap);
  return { from, to: from + 1 };
}

/** The numbers of all rounds, also those to come. */
export function roundNumbers(state: Pick<RunState, 'spec' | 'rounds'>): readonly Round[] {
  return Array.from({ length: totalRounds(state) }, (_, index) => index + 1);
}

/** The end of the shared axis. */
export function axisEnd(state: Pick<RunState, 'spec' | 'rounds'>): number {
  return tileOf(totalRounds(state)).to;
}

/** Training loss by epoch. */
export function lossCurves(state: Pick<RunState, 'spec' | 'rounds'>): readonly Curve[] {
  return curvesOf(state, (epoch) => epoch.trainLoss);
}

/** Error of each network by epoch on one split; without points where it was not measured. */
export function errorCurves(
  state: Pick<RunState, 'spec' | 'rounds'>,
  split: SplitName,
): readonly Curve[] {
  return curvesOf(state, (epoch) => epoch.errors[split] ?? null);
}

function curvesOf(
  state: Pick<RunState, 'spec' | 'rounds'>,
  read: (epoch: RunState['rounds'][number]['epochs'][number]) => number | null,
): readonly Curve[] {
  const { epochs } = state.spec.training;
  const limit = Math.max(4, Math.floor(maxPoints / totalRounds(state)));
  return state.rounds.map((round) => {
    const { from } = tileOf(round.round);
    const points = round.epochs.flatMap((epoch) => {
      const y = read(epoch);
      return y === null ? [] : [{ x: from + epoch.epoch / epochs, y }];
    });
    return { round: round.round, points: thin(points, limit) };
  });
}

/**
 * The loss axis that the run has needed so far: grows in steps, never shrinks. It begins with the
 * loss of a guess; the margin objective goes below 0.
 */
export function lossExtent(state: Pick<RunState, 'dataset' | 'rounds'>): Extent {
  const losses = state.rounds.flatMap((round) => round.epochs.map((epoch) => epoch.trainLoss));
  const guess = Math.log(Math.max(2, state.dataset.classes.length));
  const least = losses.reduce((low, loss) => Math.min(low, loss), 0);
  return {
    min: least < 0 ? -stepUp(-least, lossLadder) : 0,
    max: stepUp(greatest(losses, guess), lossLadder),
  };
}

/** Where an error axis begins before any error is known. */
const firstErrorLimit = 0.1;

/** The error axis that the run has needed so far: grows in steps, never shrinks. */
export function errorExtent(state: Pick<RunState, 'rounds'>): Extent {
  const errors = state.rounds.flatMap((round) =>
    round.epochs.flatMap((epoch) => Object.values(epoch.errors)),
  );
  return { min: 0, max: stepUp(greatest(errors, firstErrorLimit), errorLadder) };
}

function greatest(values: readonly number[], floor: number): number {
  return values.reduce((most, value) => Math.max(most, value), floor);
}

/** The newest point of the network in training; null where it has none, or is trained. */
export function newestPoint(
  state: Pick<RunState, 'rounds'>,
  curves: readonly Curve[],
): (LinePoint & { readonly round: Round }) | null {
  const round = state.rounds[state.rounds.length - 1];
  const last = curves[curves.length - 1]?.points.at(-1);
  return round === undefined || last === undefined || round.outcome !== null
    ? null
    : { ...last, round: round.round };
}

/** What a chart says before its first epoch is finished; null from then on. */
export function waitingText(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'stepsPerEpoch' | 'rounds' | 'progress'>,
): string | null {
  return state.rounds.some(({ epochs }) => epochs.length > 0) ? null : waitingNote(state);
}

/** What the loss chart shows, in one sentence. */
export function lossDescription(state: Pick<RunState, 'spec' | 'rounds'>): string {
  const round = state.rounds.findLast(({ epochs }) => epochs.length > 0);
  if (round === undefined) return 'No loss is known before the first epoch.';
  const [first, last] = [round.epochs[0], round.epochs[round.epochs.length - 1]];
  const verb = last.trainLoss > first.trainLoss ? 'rose' : 'fell';
  const span = `from ${first.trainLoss.toFixed(2)} to ${last.trainLoss.toFixed(2)}`;
  return `Training loss of ${onlyClassifier(state) === null ? '' : 'the '}${classifierOf(state, round.round)} ${verb} ${span} in ${round.epochs.length} epochs.`;
}

/** What the error chart shows, in one sentence. */
export function errorDescription(state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>): string {
  const split = shownSplit(state);
  const known = state.rounds.flatMap((round) => {
    const error = networkError(round, split);
    return error === null
      ? []
      : [`${classifierOf(state, round.round)} ${(error * 100).toFixed(1)}%`];
  });
  if (known.length === 0) return 'No error is known before the first epoch.';
  const bar = ensembleErrors(state).at(-1);
  const isTold = bar !== undefined && endName(state) !== 'at its end';
  const vote = isTold ? `; the ${endName(state)} ${(bar.error * 100).toFixed(1)}%` : '';
  return `Error on ${split} images: ${known.join(', ')}${vote}.`;
}

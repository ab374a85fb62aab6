/** The error of a setting's vote by epoch, over its seeds (Fig. 1a). */
import { meanInterval } from '../../algorithms/metrics/meanInterval.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { countedRuns, type RunOutcome } from './runOutcome.ts';

export interface CurvePoint {
  /** Epochs so far, over all rounds, from 1. */
  readonly epoch: number;
  readonly mean: number;
  /** Ends of the 95% t interval; the mean itself below three seeds. */
  readonly low: number;
  readonly high: number;
}

const leastSeeds = 3;

/**
 * The epochs at which any of the runs tells its vote, each over the seeds that do. Runs at their end
 * count alone, where there are any; a seed that was run several times counts once, with their mean.
 */
export function meanCurve(outcomes: readonly RunOutcome[]): CurvePoint[] {
  const seeds = [...groupedBy(countedRuns(outcomes), ({ spec }) => spec.seed).values()];
  const length = Math.max(0, ...seeds.flat().map(({ curve }) => curve.vote.length));
  return Array.from({ length }, (_, place) =>
    seeds.flatMap((same) => {
      const told = same.flatMap(({ curve }) => curve.vote[place] ?? []);
      return told.length === 0 ? [] : [meanInterval(told).mean];
    }),
  ).flatMap((errors, place) => {
    if (errors.length === 0) return [];
    const { mean, low, high } = meanInterval(errors);
    const hasInterval = errors.length >= leastSeeds && low !== null && high !== null;
    const ends = hasInterval ? { low, high } : { low: mean, high: mean };
    return [{ epoch: place + 1, mean, ...ends }];
  });
}

/** The last epoch of each round but the last, where its network has joined the vote. */
export function roundEnds({ curve }: Pick<RunOutcome, 'curve'>): number[] {
  return curve.rounds.flatMap((round, place) => {
    const next = curve.rounds[place + 1];
    return next === undefined || next === round ? [] : [place + 1];
  });
}

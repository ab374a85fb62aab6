/** The errors of two runs as a whole, and how easily chance alone would set them apart. */
import { exactSignTest } from '../../algorithms/metrics/exactSignTest.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { type SplitName, topErrorRanks } from '../../spec/units.ts';
import { lastOutcome, networkError } from '../run/runFacts.ts';
import type { PairedReading } from './testPairing.ts';

export interface ErrorRow {
  /** The true class is not among the k most probable. */
  readonly rank: number;
  readonly own: number | null;
  readonly baseline: number | null;
  /** `own − baseline`; null unless both are known. */
  readonly difference: number | null;
}

/** Top-k errors of both runs' votes, for every k that a run tells. */
export function errorRows(
  own: Pick<RunState, 'rounds'>,
  baseline: Pick<RunState, 'rounds'>,
  split: SplitName,
): ErrorRow[] {
  return topErrorRanks.flatMap((rank) => {
    const mine = topError(own, split, rank);
    const theirs = topError(baseline, split, rank);
    if (mine === null && theirs === null) return [];
    const difference = mine === null || theirs === null ? null : mine - theirs;
    return [{ rank, own: mine, baseline: theirs, difference }];
  });
}

function topError(state: Pick<RunState, 'rounds'>, split: SplitName, rank: number): number | null {
  const measured = lastOutcome(state)?.ensemble.topErrors[split]?.[rank];
  if (measured !== undefined) return measured;
  const round = state.rounds[state.rounds.length - 1];
  return rank === 1 && round !== undefined ? networkError(round, split) : null;
}

/** Test images by who reads them rightly, and the sign test on those that set the runs apart. */
export interface SignTest {
  readonly images: number;
  readonly bothRight: number;
  readonly onlyOwn: number;
  readonly onlyBaseline: number;
  readonly p: number;
}

export function signTestOf({ labels, own, baseline }: PairedReading): SignTest {
  let [bothRight, onlyOwn, onlyBaseline] = [0, 0, 0];
  labels.forEach((label, image) => {
    const mine = own[image] === label;
    const theirs = baseline[image] === label;
    if (mine && theirs) bothRight++;
    else if (mine) onlyOwn++;
    else if (theirs) onlyBaseline++;
  });
  const p = exactSignTest(onlyOwn, onlyBaseline);
  return { images: labels.length, bothRight, onlyOwn, onlyBaseline, p };
}

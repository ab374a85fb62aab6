/** How accurate two runs are on each class, how far apart, and how far that can be trusted. */
import { pairedError, unpairedError } from '../../algorithms/metrics/shareErrors.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, SplitName } from '../../spec/units.ts';
import { classAccuracyOf } from '../run/runFacts.ts';
import type { PairedReading, TestPairing } from './testPairing.ts';

export interface ClassDifference {
  readonly index: ClassIndex;
  /** Accuracies in [0, 1]. */
  readonly own: number;
  readonly baseline: number;
  /** `own − baseline`. */
  readonly difference: number;
  /** Standard error of the difference; null where it is not known. */
  readonly error: number | null;
  /** Images of the class in the run that has fewer; null over several runs. */
  readonly images: number | null;
}

/** Differences up to this count as none, as in the paper (Fig. 5). */
export const unchangedBand = 0.01;

/** One row a class in the order of the classes; classes that a run has no images of are left out. */
export function classDifferences(
  own: Pick<RunState, 'dataset' | 'rounds'>,
  baseline: Pick<RunState, 'dataset' | 'rounds'>,
  split: SplitName,
  pairing: TestPairing,
): ClassDifference[] {
  const mine = classAccuracyOf(own, split);
  const theirs = classAccuracyOf(baseline, split);
  if (mine === null || theirs === null) return [];
  const counts = own.dataset.classCounts[split];
  const baselineCounts = baseline.dataset.classCounts[split];
  const paired =
    split === 'test' && pairing.kind === 'paired'
      ? discordantCounts(pairing.reading, mine.length)
      : null;
  return mine.flatMap((accuracy, index) => {
    const other = theirs[index] ?? null;
    if (accuracy === null || other === null) return [];
    const images = Math.min(counts[index], baselineCounts[index]);
    const error =
      paired === null
        ? unpairedError(accuracy, counts[index], other, baselineCounts[index])
        : pairedError(paired.onlyOwn[index], paired.onlyBaseline[index], images);
    const difference = accuracy - other;
    return [{ index, own: accuracy, baseline: other, difference, error, images }];
  });
}

/** Images of each class that only one of the runs reads rightly. */
export function discordantCounts(reading: PairedReading, classes: number) {
  const onlyOwn = new Uint32Array(classes);
  const onlyBaseline = new Uint32Array(classes);
  reading.labels.forEach((label, image) => {
    const mine = reading.own[image] === label;
    const theirs = reading.baseline[image] === label;
    if (mine && !theirs) onlyOwn[label]++;
    if (theirs && !mine) onlyBaseline[label]++;
  });
  return { onlyOwn, onlyBaseline };
}

export type Verdict = 'improved' | 'unchanged' | 'worse';

/** What a difference counts as; rounding of shares must not push a class over the edge. */
export function verdictOf(difference: number): Verdict {
  if (Math.abs(difference) <= unchangedBand + 1e-9) return 'unchanged';
  return difference > 0 ? 'improved' : 'worse';
}

/** Classes of each verdict. */
export function verdictCounts(rows: readonly ClassDifference[]): Readonly<Record<Verdict, number>> {
  const counts = { improved: 0, unchanged: 0, worse: 0 };
  for (const { difference } of rows) counts[verdictOf(difference)]++;
  return counts;
}

/** The `count` classes that gained most, or lost most, beyond the band; the furthest first. */
export function furthestClasses(
  rows: readonly ClassDifference[],
  verdict: 'improved' | 'worse',
  count: number,
): ClassDifference[] {
  const sign = verdict === 'improved' ? 1 : -1;
  return rows
    .filter(({ difference }) => verdictOf(difference) === verdict)
    .sort((a, b) => sign * (b.difference - a.difference) || a.index - b.index)
    .slice(0, count);
}

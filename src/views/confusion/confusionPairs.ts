/** Which classes the newest ensemble takes for which. */
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { FigureTable } from '../figure/figureTable.ts';
import { lastOutcome } from '../shared/runFacts.ts';

export interface ConfusionPair {
  readonly truth: ClassIndex;
  readonly readAs: ClassIndex;
  readonly count: number;
  /** Share of the true class's test images. */
  readonly share: number;
}

/** Pairs of a class and what it is taken for, most images first. Empty while not known. */
export function confusionPairs(state: RunState, labels: Int32Array | null): ConfusionPair[] {
  const predictions = lastOutcome(state)?.predictions.ensemble;
  if (predictions === undefined || labels === null) return [];
  const classes = state.dataset.classes.length;
  const counts = new Map<number, number>();
  const images = new Int32Array(classes);
  labels.forEach((truth, image) => {
    images[truth]++;
    const readAs = predictions[image];
    if (readAs === undefined || readAs === truth) return;
    const key = truth * classes + readAs;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...counts]
    .map(([key, count]) => {
      const truth = Math.floor(key / classes);
      return { truth, readAs: key % classes, count, share: count / images[truth] };
    })
    .sort((a, b) => b.count - a.count || a.truth - b.truth);
}

/** What the list shows, in one sentence. */
export function confusionDescription(state: RunState, pairs: readonly ConfusionPair[]): string {
  const [worst] = pairs;
  const names = state.dataset.classes;
  if (worst === undefined) return 'Confusions are known when the first round ends.';
  return `The ensemble most often reads ${names[worst.truth]} as ${names[worst.readAs]}: ${formatPercent(worst.share, 0)} of its test images.`;
}

export function confusionTable(state: RunState, pairs: readonly ConfusionPair[]): FigureTable {
  const names = state.dataset.classes;
  return {
    columns: ['class', 'read as', 'images', 'share'].map((label) => ({ label })),
    rows: pairs.map(({ truth, readAs, count, share }) => [
      names[truth],
      names[readAs],
      count,
      formatPercent(share),
    ]),
  };
}

import type { ClassIndex } from '../../spec/units.ts';
import type { PairedReading } from './testPairing.ts';

/** How many more of a class's test images are now read as another class. */
export interface ConfusionChange {
  readonly readAs: ClassIndex;
  readonly own: number;
  readonly baseline: number;
  /** `own − baseline`. */
  readonly change: number;
}

/** What one class is read as more often or more seldom than by the baseline, the most first. */
export function confusionChanges(
  { labels, own, baseline }: PairedReading,
  index: ClassIndex,
): { readonly more: ConfusionChange[]; readonly fewer: ConfusionChange[] } {
  const counts = new Map<ClassIndex, { own: number; baseline: number }>();
  const countOf = (readAs: ClassIndex) => {
    const known = counts.get(readAs) ?? { own: 0, baseline: 0 };
    counts.set(readAs, known);
    return known;
  };
  labels.forEach((label, image) => {
    if (label !== index) return;
    if (own[image] !== index) countOf(own[image]).own++;
    if (baseline[image] !== index) countOf(baseline[image]).baseline++;
  });
  const changes = [...counts]
    .map(([readAs, count]) => ({ readAs, ...count, change: count.own - count.baseline }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.readAs - b.readAs);
  return {
    more: changes.filter(({ change }) => change > 0),
    fewer: changes.filter(({ change }) => change < 0),
  };
}

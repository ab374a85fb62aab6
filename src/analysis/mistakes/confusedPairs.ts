import type { ClassIndex } from '../../spec/units.ts';
import type { TestReading } from './testReading.ts';

/** A class and what it is read as. */
export interface ConfusedPair {
  readonly truth: ClassIndex;
  readonly readAs: ClassIndex;
  readonly count: number;
  /** Of the true class's test images. */
  readonly share: number;
}

/** Every confusion that happens, the most frequent first; then by share, then in class order. */
export function confusedPairs(reading: TestReading, classes: number): ConfusedPair[] {
  const sizes = new Uint32Array(classes);
  const counts = new Map<number, number>();
  reading.labels.forEach((truth, image) => {
    sizes[truth]++;
    const readAs = reading.predicted[image];
    if (readAs === truth) return;
    const key = truth * classes + readAs;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...counts]
    .map(([key, count]) => {
      const truth = Math.floor(key / classes);
      return { truth, readAs: key % classes, count, share: count / sizes[truth] };
    })
    .sort((a, b) => b.count - a.count || b.share - a.share || a.truth - b.truth);
}

/** How many test images of each class are read as each class. */
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';

export interface ConfusionEntry {
  readonly truth: ClassIndex;
  readonly readAs: ClassIndex;
  readonly count: number;
}

export interface ConfusionCounts {
  readonly classCount: number;
  /** Test images of each class. */
  readonly sizes: Int32Array;
  /** Every pair that happens, right answers as well. */
  readonly entries: readonly ConfusionEntry[];
}

export function confusionCounts(
  labels: Int32Array,
  predicted: readonly ClassIndex[],
  classCount: number,
): ConfusionCounts {
  const sizes = new Int32Array(classCount);
  const counts = new Map<number, number>();
  labels.forEach((truth, image) => {
    sizes[truth]++;
    const key = truth * classCount + predicted[image];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const entries = [...counts].map(([key, count]) => ({
    truth: Math.floor(key / classCount),
    readAs: key % classCount,
    count,
  }));
  return { classCount, sizes, entries };
}

/** The counts among some classes alone; a class has as many test images as before. */
export function countsWithin(
  counts: ConfusionCounts,
  classes: readonly ClassIndex[],
): ConfusionCounts {
  const own = new Set(classes);
  const entries = counts.entries.filter(({ truth, readAs }) => own.has(truth) && own.has(readAs));
  return { ...counts, entries };
}

/** The images of some classes that are read as some others, the surest first. */
export function imagesOfCell(
  labels: Int32Array,
  predicted: readonly ClassIndex[],
  confidence: readonly number[] | null,
  truths: readonly ClassIndex[],
  readAs: readonly ClassIndex[],
): ImageIndex[] {
  const [own, other] = [new Set(truths), new Set(readAs)];
  const images: ImageIndex[] = [];
  labels.forEach((label, image) => {
    if (own.has(label) && other.has(predicted[image])) images.push(image);
  });
  return images.sort((a, b) => (confidence?.[b] ?? 0) - (confidence?.[a] ?? 0) || a - b);
}

/** How many images of each class go to which split, as the worker will cut the data set. */
import { heldOutTestShare, validationCountOf } from '../data/split.ts';
import type { DatasetView } from '../worker/protocol.ts';

export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface SplitChoice {
  /** Share of the training images held out for validation. */
  readonly validation: number;
  readonly limitPerClass: number | null;
}

/** The counts of one class. */
export function classSplit(view: DatasetView, index: number, choice: SplitChoice): SplitCounts {
  const all = view.trainCounts[index];
  const test = view.testCounts?.[index] ?? validationCountOf(all, heldOutTestShare);
  const pool = view.testCounts === null ? all - test : all;
  const taken = Math.min(pool, choice.limitPerClass ?? pool);
  const validation = validationCountOf(taken, choice.validation);
  return { train: taken - validation, validation, test };
}

/** The counts of every class. */
export function splitOf(view: DatasetView, choice: SplitChoice): readonly SplitCounts[] {
  return view.classes.map((_, index) => classSplit(view, index, choice));
}

export function sumOf(counts: readonly SplitCounts[]): SplitCounts {
  return {
    train: total(counts, 'train'),
    validation: total(counts, 'validation'),
    test: total(counts, 'test'),
  };
}

function total(counts: readonly SplitCounts[], split: keyof SplitCounts): number {
  return counts.reduce((sum, count) => sum + count[split], 0);
}

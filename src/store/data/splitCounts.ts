/** How many images of each class go to which split, as the worker will cut the data set. */
import type { PlannedClass } from '../../spec/classPlan.ts';
import { heldOutCount, holdsOutValidation, validationCountOf } from '../../spec/heldOutCounts.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';

export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** A data set of which it is known how many images each class has. */
export type CountedData = Pick<
  DatasetView,
  'classes' | 'trainCounts' | 'validationCounts' | 'testCounts'
>;

/** The part of an experiment's `dataset` that decides how a class is split. */
export type SplitChoice = Pick<DatasetSpec, 'validation' | 'testShare' | 'limitPerClass'>;

/** The counts of one class of a data set; `leaked` training images are left out. */
export function classSplit(
  { trainCounts, validationCounts, testCounts }: CountedData,
  index: number,
  choice: SplitChoice,
  leaked = 0,
): SplitCounts {
  const all = trainCounts[index];
  const test = testCounts?.[index] ?? heldOutCount(all, choice.testShare);
  const own = testCounts === null ? all - test : all;
  const brought = validationCounts?.[index] ?? 0;
  // Validation images that the files bring are trained on where others are held out.
  const isJoined = holdsOutValidation(choice.validation);
  const pool = own + (isJoined ? brought : 0) - leaked;
  const taken = Math.min(pool, choice.limitPerClass ?? pool);
  const held = validationCountOf(taken, choice.validation);
  return { train: taken - held, validation: isJoined ? held : brought, test };
}

/** The counts of every class that a run has; `leaked` tells of the data set's own classes. */
export function splitOf(
  view: CountedData,
  choice: SplitChoice,
  classes: readonly PlannedClass[],
  leaked: readonly number[] | null = null,
): readonly SplitCounts[] {
  return classes.map(({ members }) =>
    sumOf(members.map((member) => classSplit(view, member, choice, leaked?.[member]))),
  );
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

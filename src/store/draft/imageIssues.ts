/** What is wrong with an experiment since too few images are left of the data at hand. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { PlannedClass } from '../../spec/classPlan.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import { type CountedData, classSplit, splitOf } from '../data/splitCounts.ts';

/** Complaints at the field that takes the images away. */
export function imageIssues(
  dataset: DatasetSpec,
  held: CountedData,
  classes: readonly PlannedClass[],
): SpecIssue[] {
  const split = splitOf(held, dataset, classes);
  if (dataset.validation === 'own' && held.validationCounts === null) return [noneOfItsOwn];
  const drained = drainedClass(dataset, held, classes);
  if (drained !== null) return [{ path: 'dataset.validation', message: drained }];
  const empty = split.findIndex(({ train }) => train === 0);
  if (empty === -1) return [];
  const message = `keeps “${classes[empty].name}”, which has no training images: leave it out`;
  return [{ path: 'dataset.exclude', message }];
}

const noneOfItsOwn: SpecIssue = {
  path: 'dataset.validation',
  message:
    'asks for validation images that the data set brings, and it brings none: hold out a share',
};

/**
 * Complaints about measuring class errors on validation images where a class has none.
 * @param path of the field that chose so.
 */
export function errorSplitIssues(
  dataset: DatasetSpec,
  held: CountedData,
  classes: readonly PlannedClass[],
  path = 'dataset.validation',
): SpecIssue[] {
  const split = splitOf(held, dataset, classes);
  const empty = split.findIndex(({ validation }) => validation === 0);
  // Where nothing at all is held out the method itself complains.
  if (empty === -1 || split.every(({ validation }) => validation === 0)) return [];
  const message = `needs validation images of every class, and “${classes[empty].name}” has none: choose what needs none, or leave the class out`;
  return [{ path, message }];
}

/** A class whose every training image would be held out for validation. */
function drainedClass(
  dataset: DatasetSpec,
  held: CountedData,
  classes: readonly PlannedClass[],
): string | null {
  const { validation } = dataset;
  if (typeof validation !== 'object') return null;
  const poolOf = (member: number) => {
    const split = classSplit(held, member, dataset);
    return split.train + split.validation;
  };
  const members = classes.flatMap((planned) => planned.members);
  const found = members.find((at) => poolOf(at) > 0 && poolOf(at) <= validation.perClass);
  if (found === undefined) return null;
  return `leaves “${held.classes[found]}” nothing to train on: it has ${formatCount(poolOf(found))} training images`;
}

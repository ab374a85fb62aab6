/** Changes to which classes an experiment has: what a press in the list of classes does. */
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';

/** Leaves classes out; those that were merged leave their merged class. */
export function leaveOut(dataset: DatasetSpec, names: readonly string[]): DatasetSpec {
  const exclude = [...dataset.exclude.filter((name) => !names.includes(name)), ...names];
  return { ...takeApart(dataset, names), exclude };
}

/** Takes classes back in that were left out, one way or the other; `all` are the data set's. */
export function takeBack(
  dataset: DatasetSpec,
  names: readonly string[],
  all: readonly string[],
): DatasetSpec {
  const exclude = dataset.exclude.filter((name) => !names.includes(name));
  if (dataset.classes === null) return { ...dataset, exclude };
  const added = names.filter((name) => !dataset.classes?.includes(name));
  const classes = [...dataset.classes, ...added];
  const isWhole = String(classes) === String(all);
  return { ...dataset, exclude, classes: isWhole ? null : classes };
}

/** Makes classes one; where there is a merged class of that name, they join it. */
export function mergeInto(
  dataset: DatasetSpec,
  names: readonly string[],
  into: string,
): DatasetSpec {
  const apart = takeApart(dataset, names);
  const joined = apart.merge.find(({ name }) => name === into)?.classes ?? [];
  const merge = apart.merge.filter(({ name }) => name !== into);
  return { ...apart, merge: [...merge, { name: into, classes: [...joined, ...names] }] };
}

/** Takes classes out of the merged class that they are in. */
export function takeApart(dataset: DatasetSpec, names: readonly string[]): DatasetSpec {
  const merge = dataset.merge
    .map((group) => ({ ...group, classes: group.classes.filter((one) => !names.includes(one)) }))
    // One class alone, under a name of its own, is what is left of a group, not what was wanted.
    .filter(({ classes }) => classes.length > 1);
  return { ...dataset, merge };
}

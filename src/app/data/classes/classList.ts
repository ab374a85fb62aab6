/** The classes of a data set as its page lists them: what an experiment makes of each. */
import { formatCount } from '../../../lib/numberFormat.ts';
import type { DatasetSpec } from '../../../spec/sections/datasetSpec.ts';
import { classSplit, type SplitCounts } from '../../../store/data/splitCounts.ts';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';

export interface ListedClass {
  /** Position in the data set's list. */
  readonly index: number;
  readonly name: string;
  readonly isLeftOut: boolean;
  /** The class that it becomes part of; null where it stays by itself. */
  readonly mergedInto: string | null;
  readonly counts: SplitCounts;
}

/** Every class of the data set. `leaked` training images of each are not counted. */
export function listClasses(
  view: DatasetView,
  dataset: DatasetSpec,
  leaked: readonly number[] | null,
): ListedClass[] {
  const kept = dataset.classes === null ? null : new Set(dataset.classes);
  const out = new Set(dataset.exclude);
  const groups = dataset.merge.flatMap(({ name, classes }) => classes.map((one) => [one, name]));
  const groupOf = new Map(groups as [string, string][]);
  return view.classes.map((name, index) => ({
    index,
    name,
    isLeftOut: out.has(name) || (kept !== null && !kept.has(name)),
    mergedInto: groupOf.get(name) ?? null,
    counts: classSplit(view, index, dataset, leaked?.[index]),
  }));
}

/** The classes whose name, or that of the class they are merged into, holds what was typed. */
export function searchClasses(classes: readonly ListedClass[], typed: string): ListedClass[] {
  const wanted = typed.trim().toLowerCase();
  return classes.filter(({ name, mergedInto }) =>
    `${name}\n${mergedInto ?? ''}`.toLowerCase().includes(wanted),
  );
}

/** `62 classes`, `62 classes, 3 left out, 4 merged into 2`. */
export function classesText(classes: readonly ListedClass[]): string {
  const out = classes.filter(({ isLeftOut }) => isLeftOut).length;
  const merged = classes.filter(({ mergedInto, isLeftOut }) => mergedInto !== null && !isLeftOut);
  const into = new Set(merged.map(({ mergedInto }) => mergedInto)).size;
  return [
    `${formatCount(classes.length)} classes`,
    ...(out > 0 ? [`${formatCount(out)} left out`] : []),
    ...(merged.length > 0
      ? [`${formatCount(merged.length)} merged into ${formatCount(into)}`]
      : []),
  ].join(', ');
}

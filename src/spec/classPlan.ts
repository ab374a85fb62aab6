/**
 * Which classes a run has: those of the data set that are kept, some of them merged. Pure, so that
 * the form complains about a choice in the same words as the split that a run is trained on.
 */
import type { DatasetSpec } from './sections/datasetSpec.ts';

/** The part of an experiment's `dataset` that decides its classes. */
export type ClassChoice = Pick<DatasetSpec, 'classes' | 'exclude' | 'merge'>;

/** A class as a run sees it. */
export interface PlannedClass {
  readonly name: string;
  /** Positions in the data set's list of classes: one, or those that are merged. */
  readonly members: readonly number[];
}

/** What is wrong with a choice of classes: the field, and what it is to change. */
export interface ClassIssue {
  readonly path: 'dataset.classes' | 'dataset.exclude' | 'dataset.merge';
  readonly message: string;
}

export type ClassPlan =
  | { readonly ok: true; readonly classes: readonly PlannedClass[] }
  | { readonly ok: false; readonly issues: readonly ClassIssue[] };

/** All classes of a data set, none merged. */
export const everyClass: ClassChoice = { classes: null, exclude: [], merge: [] };

/** What is wrong with a choice whatever the data set is. */
export function classChoiceIssues({ exclude, merge }: Omit<ClassChoice, 'classes'>): ClassIssue[] {
  const merged = merge.flatMap((group) => group.classes);
  const doubled = firstTwice(merged);
  if (doubled !== undefined) {
    return [issue('merge', `holds the class “${doubled}” twice: a class is merged into one`)];
  }
  const named = firstTwice(merge.map(({ name }) => name));
  if (named !== undefined) {
    return [issue('merge', `has two merged classes “${named}”: join them, or rename one`)];
  }
  const both = merged.find((name) => exclude.includes(name));
  if (both !== undefined) {
    return [issue('exclude', `holds “${both}”, which is merged as well: choose one of the two`)];
  }
  return [];
}

/**
 * The classes of a run on a data set whose classes are `names`: those of `classes` in that order,
 * without the excluded; a merged class stands where its first member stood.
 */
export function planClasses(names: readonly string[], choice: ClassChoice): ClassPlan {
  const issues = [...unknownIssues(names, choice), ...classChoiceIssues(choice)];
  if (issues.length > 0) return { ok: false, issues };
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const excluded = new Set(choice.exclude);
  const kept = (choice.classes ?? names).filter((name) => !excluded.has(name));
  const planned = merged(kept, choice, indexOf);
  const wrong = leftIssues(planned, kept, choice);
  return wrong === null ? { ok: true, classes: planned } : { ok: false, issues: [wrong] };
}

function merged(
  kept: readonly string[],
  { merge }: ClassChoice,
  indexOf: ReadonlyMap<string, number>,
): PlannedClass[] {
  const groupOf = new Map(merge.flatMap((group) => group.classes.map((name) => [name, group])));
  const planned = new Map<string, { name: string; members: number[] }>();
  for (const name of kept) {
    const group = groupOf.get(name);
    // Kept apart by kind: a merged class may be called like one that stays, which is then refused.
    const key = group === undefined ? `one ${name}` : `merged ${group.name}`;
    const found = planned.get(key) ?? { name: group?.name ?? name, members: [] };
    found.members.push(indexOf.get(name)!);
    planned.set(key, found);
  }
  return [...planned.values()];
}

function unknownIssues(names: readonly string[], { classes, exclude, merge }: ClassChoice) {
  const known = new Set(names);
  const missing = (list: readonly string[]) => list.find((name) => !known.has(name));
  const lists = {
    classes: missing(classes ?? []),
    exclude: missing(exclude),
    merge: missing(merge.flatMap((group) => group.classes)),
  };
  return (Object.entries(lists) as [keyof typeof lists, string | undefined][]).flatMap(
    ([field, name]) =>
      name === undefined
        ? []
        : [issue(field, `names “${name}”, which is no class of this data: take it out`)],
  );
}

/** What is wrong with what is left. */
function leftIssues(
  planned: readonly PlannedClass[],
  kept: readonly string[],
  { classes, merge }: ClassChoice,
): ClassIssue | null {
  const twice = classes === null ? undefined : firstTwice(classes);
  if (twice !== undefined) return issue('classes', `lists “${twice}” twice: list each class once`);
  const clash = firstTwice(planned.map(({ name }) => name));
  if (clash !== undefined) {
    return issue('merge', `makes a second class “${clash}”: merge that one too, or rename it`);
  }
  if (planned.length >= 2) return null;
  if (kept.length >= 2 && merge.length > 0) {
    return issue('merge', 'leaves one class: there is nothing to tell apart. Keep two at least');
  }
  const left = planned.length === 0 ? 'no class' : `only “${planned[0].name}”`;
  return issue('exclude', `leaves ${left}: there is nothing to tell apart. Keep two at least`);
}

function firstTwice(list: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return list.find((name) => seen.size === seen.add(name).size);
}

function issue(field: 'classes' | 'exclude' | 'merge', message: string): ClassIssue {
  return { path: `dataset.${field}`, message };
}

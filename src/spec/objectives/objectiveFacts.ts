/** What others ask of an objective whatever its kind is: each answer stands in its descriptor. */
import type { OptionDescription } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor, ObjectiveTraits } from './objectiveDescriptor.ts';
import { type ObjectiveKind, type ObjectiveSpec, objectives } from './objectives.ts';

function descriptorOf(objective: ObjectiveSpec): ObjectiveDescriptor<ObjectiveSpec> {
  return objectives[objective.kind];
}

/** Whether a draft's value is the kind of an objective. */
export function isObjectiveKind(value: unknown): value is ObjectiveKind {
  return typeof value === 'string' && Object.hasOwn(objectives, value);
}

export function objectiveTraits({ kind }: ObjectiveSpec): ObjectiveTraits {
  return objectiveKindTraits(kind);
}

export function objectiveKindTraits(kind: ObjectiveKind): ObjectiveTraits {
  return objectives[kind].traits;
}

/** `focal, γ 2` */
export function objectiveText(objective: ObjectiveSpec): string {
  return descriptorOf(objective).text(objective);
}

/** What the training loss of a network with the objective is called. */
export function objectiveLabel(objective: ObjectiveSpec): string {
  return objectives[objective.kind].label;
}

/** The objective that a person who picks the kind starts from. */
export function startingObjective(kind: ObjectiveKind): ObjectiveSpec {
  return objectives[kind].start();
}

/** The options of a kind, each as the kind describes it; none of plain cross-entropy. */
export function objectiveFields(
  kind: unknown,
): readonly { readonly path: string; readonly option: OptionDescription }[] {
  if (!isObjectiveKind(kind)) return [];
  return Object.entries(objectives[kind].options).map(([path, option]) => ({ path, option }));
}

/** Who published the objective of a kind, and what it minimises; null of plain cross-entropy. */
export function objectiveSource(
  kind: unknown,
): { readonly paper: string; readonly equation: string } | null {
  return isObjectiveKind(kind) ? objectives[kind] : null;
}

/** What to know of an objective's values, for people; null where there is nothing. */
export function objectiveCaution(objective: ObjectiveSpec): string | null {
  return descriptorOf(objective).caution?.(objective) ?? null;
}

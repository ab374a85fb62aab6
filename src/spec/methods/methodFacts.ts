/** What others ask of a method whatever its kind is: each answer stands in the kind's descriptor. */

import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ClassWeightsSource } from '../objectives/objectiveDescriptor.ts';
import type { StartUse } from '../sections/startSpec.ts';
import type { ScheduleKind } from '../sections/trainingSpec.ts';
import type { SpecIssue } from '../specIssue.ts';
import type {
  DrivingErrors,
  InitialNetworkChoice,
  LevelwisePart,
  MethodDescriptor,
  MethodSurroundings,
  MethodTraits,
  RenewedMethod,
  SpecAround,
} from './methodDescriptor.ts';
import { type MethodKind, type MethodOf, type MethodSpec, methods } from './methods.ts';

/** A method whose network answers through a hierarchy of classes. */
type HierarchicalMethod = Extract<MethodSpec, { readonly hierarchy: unknown }>;

function descriptorOf(method: MethodSpec): MethodDescriptor<MethodSpec> {
  return methods[method.kind];
}

/** What is true of the method whatever its options are. */
export function traitsOf(method: MethodSpec): MethodTraits<MethodSpec> {
  return methods[method.kind].traits;
}

/** What a person can choose of the method, by path. */
export function methodOptionsOf(method: MethodSpec): OptionDescriptions {
  return descriptorOf(method).options;
}

/** Whether classes become more or less important from round to round (ϕ_t). */
export function hasImportance(method: MethodSpec): boolean {
  return traitsOf(method).hasImportance;
}

/** Whether the network answers through a hierarchy of classes. */
export function hasHierarchy(method: MethodSpec): method is HierarchicalMethod {
  return traitsOf(method).hasHierarchy;
}

/** What its level-wise networks are trained by, all of it or the members; null for flat networks. */
export function levelwisePartOf(method: MethodSpec): LevelwisePart | null {
  return descriptorOf(method).levelwise?.(method) ?? null;
}

/** Whether its networks can minimise another objective than plain cross-entropy. */
export function choosesObjective(method: MethodSpec): method is MethodOf<'single'> {
  return 'method.objective.kind' in methods[method.kind].options;
}

/** Whether its networks can be level-wise in place of flat. */
export function choosesMembers(method: MethodSpec): method is MethodOf<'complementary'> {
  return 'method.members' in methods[method.kind].options;
}

/** The kinds of methods whose networks answer through a hierarchy of classes. */
export const hierarchicalKinds: readonly MethodKind[] = Object.values(methods)
  .filter(({ traits }) => traits.hasHierarchy)
  .map(({ kind }) => kind);

/** Whether there are groups of classes; without any, a hierarchy is a Ψ between classes. */
export function hasGroups(method: MethodSpec): method is HierarchicalMethod {
  return hasHierarchy(method) && method.hierarchy.from !== 'confusion';
}

/** Whether levels are mixed by θ and Ψ; a product along the path has neither. */
export function mixesLevels(method: MethodSpec): method is HierarchicalMethod {
  return hasHierarchy(method) && method.head !== 'path';
}

/** Whether a draft's value is the kind of a method. */
export function isMethodKind(value: unknown): value is MethodKind {
  return typeof value === 'string' && Object.hasOwn(methods, value);
}

/** The method of a kind that a person who picks the kind starts from. */
export function startingMethod(kind: MethodKind, surroundings: MethodSurroundings): MethodSpec {
  return methods[kind].start(surroundings);
}

/** `Complementary, μ 0.7`, `Level-wise, adapted + tree`, `One network`. */
export function methodText(method: MethodSpec): string {
  return descriptorOf(method).text(method);
}

/** Complaints about what does not agree with other fields of the experiment. */
export function methodIssues(method: MethodSpec, around: SpecAround): readonly SpecIssue[] {
  return descriptorOf(method).issues(method, around);
}

/**
 * Complaints about what does not suit classes of these names.
 * @param hasTree whether the experiment brings a tree of them.
 */
export function methodClassIssues(
  method: MethodSpec,
  classes: readonly string[],
  hasTree = false,
): readonly SpecIssue[] {
  return descriptorOf(method).classIssues(method, classes, hasTree);
}

/** How many rounds training goes in. */
export function roundsOf(method: MethodSpec): number {
  return descriptorOf(method).rounds(method);
}

/** How many networks a method trains: one a round, or all of them at once. */
export function networkCountOf(method: MethodSpec): number {
  return descriptorOf(method).networks?.(method) ?? roundsOf(method);
}

/** How many networks may differ from each other; 1 where all are stages of the same. */
export function unlikeNetworksOf(method: MethodSpec): number {
  return descriptorOf(method).stagesOfOne ? 1 : networkCountOf(method);
}

/** Whether rounds can be appended to a finished run: none depends on how many follow it. */
export function growsByRounds(
  method: MethodSpec,
): method is Extract<MethodSpec, { readonly rounds: number }> {
  return descriptorOf(method).growsByRounds === true;
}

/** Whether a network votes for the class it names alone, so that the majority decides. */
export function castsBallots(method: MethodSpec): boolean {
  return descriptorOf(method).castsBallots === true;
}

/** The schedule that a kind of method is published with; null where any will do. */
export function publishedScheduleOf(kind: MethodKind): ScheduleKind | null {
  const descriptor: MethodDescriptor<MethodSpec> = methods[kind];
  return descriptor.publishedSchedule ?? null;
}

/** What the networks' training loss is called: `cross-entropy`, `weighted`, `margin`. */
export function lossNameOf(method: MethodSpec): string {
  return descriptorOf(method).lossName(method);
}

/** The class errors that a method goes by, or that are told where it goes by none. */
export function drivingErrorsOf(method: MethodSpec): DrivingErrors {
  return descriptorOf(method).drivingErrors(method);
}

/** What a trained network that it starts from can be to a method; nothing where it starts from none. */
export function startUsesOf(method: MethodSpec): readonly StartUse[] {
  return startUsesOfKind(method.kind);
}

/** The same by the method's kind. */
export function startUsesOfKind(kind: MethodKind): readonly StartUse[] {
  const descriptor = methods[kind];
  return 'starts' in descriptor ? descriptor.starts : [];
}

/** The network that training starts from by a field of the method; null for random weights. */
export function initialNetworkOf(method: MethodSpec): InitialNetworkChoice | null {
  return descriptorOf(method).initialNetwork(method);
}

/** The method of a run's flat twin; null where a twin would prove nothing. */
export function flatTwinMethod(method: MethodSpec): MethodSpec | null {
  return descriptorOf(method).flatTwin(method);
}

/** A method whose arithmetic has changed since, as it is carried out today; null for all others. */
export function renewedMethod(method: MethodSpec): RenewedMethod<MethodSpec> | null {
  return descriptorOf(method).renewed?.(method) ?? null;
}

/** The method where it is complementary, of which μ and γ are told; null for others. */
export function complementaryOf(method: MethodSpec): Extract<MethodSpec, { mu: number }> | null {
  return 'mu' in method ? method : null;
}

/** What the weights of classes follow from within a round; null where all weigh alike. */
export function classWeightsFrom(method: MethodSpec): ClassWeightsSource | null {
  return descriptorOf(method).classWeightsFrom?.(method) ?? null;
}

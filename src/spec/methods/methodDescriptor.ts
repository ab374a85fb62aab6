/**
 * What distinguishes one method from the others, in one place each: `complementary.ts`,
 * `levelwise.ts` and so on describe theirs, `methods.ts` lists them all.
 *
 * Members that take a spec are written as methods: TypeScript then lets a descriptor of one kind
 * stand for a descriptor of any, as `descriptorOf` needs it.
 */
import type { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { DatasetSpec } from '../sections/datasetSpec.ts';
import type { TrainingSpec } from '../sections/trainingSpec.ts';
import type { SpecIssue } from '../specIssue.ts';

/** What a method is fitted to when a person picks it. */
export interface MethodSurroundings {
  /** Networks of the method before. */
  readonly rounds: number;
  readonly classCount: number;
  readonly epochs: number;
}

/** The parts of an experiment that a method must agree with. */
export interface SpecAround {
  readonly dataset: DatasetSpec;
  readonly training: TrainingSpec;
}

export interface MethodDescriptor<Spec extends { readonly kind: string }> {
  readonly kind: Spec['kind'];
  /** What the form calls it, and one sentence on what it does. */
  readonly label: string;
  readonly help: string;
  readonly schema: z.ZodType<Spec>;
  /** What a person can choose, by path (`method.mu`), in the order of the form. */
  readonly options: OptionDescriptions;
  /** What a person who picks the method starts from. */
  start(surroundings: MethodSurroundings): Spec;
  /** In a few words, as a run is listed: `Complementary, μ 0.7`. */
  text(method: Spec): string;
  /** Complaints about what does not agree with other fields. */
  issues(method: Spec, around: SpecAround): readonly SpecIssue[];
  /** Complaints that depend on the number of classes. */
  classCountIssues(method: Spec, classCount: number): readonly SpecIssue[];
}

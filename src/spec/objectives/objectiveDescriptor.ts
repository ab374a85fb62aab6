/**
 * What distinguishes one objective of a single network from the others, in one place each; the list
 * is `objectives.ts`. Members that take a spec are written as methods, so that a descriptor of one
 * kind can stand for a descriptor of any.
 */
import type { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

/** What the weights of classes follow from: see {@link ObjectiveTraits.weightsFrom}. */
export type ClassWeightsSource = 'counts' | 'validation' | 'steps';

export interface ObjectiveTraits {
  /** Whether it needs a tree of classes, from a file or from the data set's coarse labels. */
  readonly needsTree: boolean;
  /**
   * What the weights of classes follow from: their numbers of images, once and for all; their errors on
   * validation images after each epoch; or their losses step by step. Null where all weigh alike.
   */
  readonly weightsFrom: ClassWeightsSource | null;
}

export interface ObjectiveDescriptor<Spec extends { readonly kind: string }> {
  readonly kind: Spec['kind'];
  /** What the form calls it, and one sentence on what it does. */
  readonly label: string;
  readonly help: string;
  readonly schema: z.ZodType<Spec>;
  /** What a person can choose, by path (`method.objective.gamma`), in the order of the form. */
  readonly options: OptionDescriptions;
  /** Who published it, and where. */
  readonly paper: string;
  /** What is minimised, as docs/methods.md writes it. */
  readonly equation: string;
  readonly traits: ObjectiveTraits;
  /** The authors' values; see docs/methods.md where they give none. */
  start(): Spec;
  /** What to know of the values in force, for people; null, or absent, where there is nothing. */
  caution?(objective: Spec): string | null;
  /** In a few words, as a run is listed: `focal, γ 2`. */
  text(objective: Spec): string;
}

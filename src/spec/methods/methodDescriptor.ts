/**
 * What distinguishes one method from the others, in one place each: `complementary.ts`,
 * `levelwise.ts` and so on describe theirs, `methods.ts` lists them all.
 *
 * Members that take a spec are written as methods: TypeScript then lets a descriptor of one kind
 * stand for a descriptor of any, as `descriptorOf` needs it.
 */
import type { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { NetworkSpec } from '../networks/networks.ts';
import type { ClassWeightsSource } from '../objectives/objectiveDescriptor.ts';
import type { DatasetSpec } from '../sections/datasetSpec.ts';
import type { StartUse } from '../sections/startSpec.ts';
import type { ScheduleKind, TrainingSpec } from '../sections/trainingSpec.ts';
import type { SpecIssue } from '../specIssue.ts';
import type { LevelwiseSpec } from './levelwise/levelwiseSchema.ts';

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
  /** One for all rounds, or a list with one for each. */
  readonly network: NetworkSpec | readonly NetworkSpec[];
  /** A trained network to start from; absent for random weights. */
  readonly start?: { readonly network: string; readonly as: StartUse } | undefined;
}

/** What is true of a method whatever its options are: views, stories and the form ask these. */
export interface MethodTraits<Spec> {
  /** Whether classes become more or less important from round to round (ϕ_t). */
  readonly hasImportance: boolean;
  /** Whether γ (Eq. 8) follows from the class errors, and with it forecasts, hard classes, their bound. */
  readonly hasGamma: boolean;
  /** Whether each training image has a weight of its own. */
  readonly hasImageWeights: boolean;
  /** Whether a mean of the network's weights is kept beside them. */
  readonly averagesWeights: boolean;
  /** Whether the network answers through a hierarchy of classes. */
  readonly hasHierarchy: Spec extends { readonly hierarchy: unknown } ? true : false;
  /** Whether training goes in rounds, a network each; else a run is one piece. */
  readonly hasRounds: boolean;
  /** How the networks' answers are joined: each with its weight, all alike, or there is one only. */
  readonly votes: 'weighted' | 'alike' | 'none';
}

/** The class errors that a method goes by, or that are told where it goes by none. */
export interface DrivingErrors {
  readonly measure: 'soft' | 'hard';
  /** The images on which they are measured. */
  readonly from: 'train' | 'validation';
  /** The field that decides it, where a person can. */
  readonly chosenAt?: string;
}

/** A trained network that a method starts from. */
export interface InitialNetworkChoice {
  /** SHA-256 of its file. */
  readonly hash: string;
  /** Whether its answers are used before any training, so that it must know the same classes. */
  readonly answersFirst: boolean;
}

/** A method as it is carried out today. */
export interface RenewedMethod<Spec> {
  readonly method: Spec;
  /** What has changed since the experiment was made, for people; null where no number has. */
  readonly note: string | null;
}

/** What the method's level-wise networks are trained by. */
export interface LevelwisePart {
  /** As a level-wise method of its own. */
  readonly settings: LevelwiseSpec;
  /** Where its fields stand: `method.hierarchy.from`, `method.members.hierarchy.from`. */
  readonly path: 'method' | 'method.members';
}

export interface MethodDescriptor<Spec extends { readonly kind: string }> {
  readonly kind: Spec['kind'];
  /** What the form calls it, and one sentence on what it does. */
  readonly label: string;
  readonly help: string;
  readonly schema: z.ZodType<Spec>;
  /** What a person can choose, by path (`method.mu`), in the order of the form. */
  readonly options: OptionDescriptions;
  readonly traits: MethodTraits<Spec>;
  /** What a person who picks the method starts from. */
  start(surroundings: MethodSurroundings): Spec;
  /** In a few words, as a run is listed: `Complementary, μ 0.7`. */
  text(method: Spec): string;
  /** Complaints about what does not agree with other fields. */
  issues(method: Spec, around: SpecAround): readonly SpecIssue[];
  /**
   * Complaints about what does not suit the classes at hand, by their names.
   * @param hasTree whether the experiment brings a tree of them.
   */
  classIssues(method: Spec, classes: readonly string[], hasTree: boolean): readonly SpecIssue[];
  /** How many rounds training goes in; 1 where it is one piece. */
  rounds(method: Spec): number;
  /** How many networks are trained, where that is not one a round. */
  networks?(method: Spec): number;
  /** Whether all its networks are one and the same as it trains on, so that none can differ. */
  readonly stagesOfOne?: true;
  /** Whether a network votes for the class it names alone, whatever it thinks of the others. */
  readonly castsBallots?: true;
  /** Whether what a round trains does not depend on how many follow, so that rounds can be appended. */
  readonly growsByRounds?: true;
  /** The schedule that the method is published with, which picking it brings along. */
  readonly publishedSchedule?: ScheduleKind;
  /** What the networks' training loss is called. */
  lossName(method: Spec): string;
  drivingErrors(method: Spec): DrivingErrors;
  /** What a trained network can be to it, where it starts from one; absent for nothing. */
  readonly starts?: readonly StartUse[];
  /** The network that training starts from by a field of its own; null for random weights. */
  initialNetwork(method: Spec): InitialNetworkChoice | null;
  /** The method without what is to prove itself, as a run to compare with; null where none is. */
  flatTwin(method: Spec): { readonly kind: 'single' } | null;
  /** Its level-wise networks; null, or absent, where its networks are flat. */
  levelwise?(method: Spec): LevelwisePart | null;
  /** What the weights of classes follow from within a round; null, or absent, where all weigh alike. */
  classWeightsFrom?(method: Spec): ClassWeightsSource | null;
  /**
   * A method whose arithmetic has changed since, marked with what holds today; null where it is so
   * marked, or nothing has changed. Absent where nothing ever has.
   */
  renewed?(method: Spec): RenewedMethod<Spec> | null;
}

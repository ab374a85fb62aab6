/**
 * ExperimentSpec: all that decides a run. A share link is a spec; a run's identity is its hash.
 * The schema is the only description of its form; types follow from it. Its sections stand in files
 * of their own, methods and networks in a folder each.
 */
import { z } from 'zod';
import { hashJson } from '../lib/hash.ts';
import { cropIssues } from './augmentIssues.ts';
import { classChoiceIssues } from './classPlan.ts';
import { shortText } from './fields/texts.ts';
import type { InitialNetworkChoice } from './methods/methodDescriptor.ts';
import {
  hasHierarchy,
  initialNetworkOf,
  levelwisePartOf,
  methodIssues,
  networkCountOf,
  roundsOf,
  startUsesOf,
} from './methods/methodFacts.ts';
import { methodSchema } from './methods/methods.ts';
import { type NetworkSpec, networkSchema } from './networks/networks.ts';
import { augmentSchema } from './sections/augmentSpec.ts';
import { datasetSchema } from './sections/datasetSpec.ts';
import { deviceSchema } from './sections/device.ts';
import { featuresIssues } from './sections/featuresSpec.ts';
import { seedSchema } from './sections/seed.ts';
import { startSchema } from './sections/startSpec.ts';
import { trainingIssues, trainingSchema } from './sections/trainingSpec.ts';
import { treeFormIssues } from './sections/treeIssues.ts';
import { treeSchema } from './sections/treeSpec.ts';
import type { SpecIssue } from './specIssue.ts';

export const currentVersion = 1;

const shape = z.strictObject({
  version: z.literal(currentVersion),
  name: shortText.min(1, { error: 'must not be empty' }),
  seed: seedSchema,
  dataset: datasetSchema,
  augment: augmentSchema,
  network: z.union([networkSchema, z.array(networkSchema).min(1).max(64)]),
  training: trainingSchema,
  method: methodSchema,
  device: deviceSchema,
  /** A trained network to start from; absent starts from random weights. */
  start: startSchema.optional(),
  /** A tree of the classes; absent takes the data set’s coarse labels, where it has any. */
  tree: treeSchema.optional(),
});

export type ExperimentSpec = z.infer<typeof shape>;

/** The form of an experiment, version 1. Rules between fields stand in {@link issuesAcross}. */
export const experimentSpecSchema = shape.superRefine((spec, context) => {
  for (const { path, message } of issuesAcross(spec)) {
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  }
});

/** What does not agree between fields; each complaint stands at the field to change. */
function issuesAcross(spec: ExperimentSpec): SpecIssue[] {
  return [
    ...featuresIssues(spec.dataset),
    ...classChoiceIssues(spec.dataset),
    ...cropIssues(spec.augment),
    ...networkListIssues(spec),
    ...trainingIssues(spec.training),
    ...methodIssues(spec.method, spec),
    ...startIssues(spec),
    ...treeIssues(spec),
  ];
}

function networkListIssues({ network, method }: ExperimentSpec): SpecIssue[] {
  const wanted = networkCountOf(method);
  if (!Array.isArray(network) || network.length === wanted) return [];
  const message = `lists ${network.length} networks, and the method trains ${wanted}; give one for each, or one for all`;
  return [{ path: 'network', message }];
}

function startIssues({ start, method }: ExperimentSpec): SpecIssue[] {
  if (start === undefined) return [];
  const uses = startUsesOf(method);
  if (uses.length === 0) {
    const message = hasHierarchy(method)
      ? 'does not apply to level-wise networks: name the network in method.initialFrom'
      : 'does not apply to this method: its networks would all begin alike, and stay alike; leave it empty';
    return [{ path: 'start.network', message }];
  }
  if (!uses.includes(start.as)) {
    return [{ path: 'start.as', message: `must be ${uses.join(' or ')} with this method` }];
  }
  if (start.as === 'weights' || roundsOf(method) > 1) return [];
  const message = 'must be weights with one round: there would be no network left to train';
  return [{ path: 'start.as', message }];
}

function treeIssues({ tree, method }: ExperimentSpec): SpecIssue[] {
  if (tree === undefined) return [];
  const part = levelwisePartOf(method);
  if (part === null) return treeFormIssues('tree', tree);
  const message = `does not apply to level-wise networks: open the tree as their hierarchy, ${part.path}.hierarchy.imported`;
  return [{ path: 'tree', message }];
}

/** A trained network that an experiment starts from. */
export interface StartingNetwork extends InitialNetworkChoice {
  /** The field that names it. */
  readonly place: 'start.network' | 'method.initialFrom';
  /** Numbers of the networks that begin as it, from 1. */
  readonly networks: readonly number[];
}

/** The network that an experiment starts from; null for random weights. */
export function startingNetworkOf({
  start,
  method,
}: Pick<ExperimentSpec, 'start' | 'method'>): StartingNetwork | null {
  if (start !== undefined) {
    const isRound = start.as === 'round';
    const count = isRound ? 1 : networkCountOf(method);
    const networks = Array.from({ length: count }, (_, index) => index + 1);
    const hierarchy = levelwisePartOf(method)?.settings.hierarchy;
    const answersFirst = isRound || (hierarchy?.from === 'confusion' && !hierarchy.warmupEpochs);
    return { hash: start.network, answersFirst, place: 'start.network', networks };
  }
  const asked = initialNetworkOf(method);
  return asked && { ...asked, place: 'method.initialFrom', networks: [1] };
}

/** Whether the network of a round (from 1) is given, and so is evaluated and not trained. */
export function isGivenRound({ start }: Pick<ExperimentSpec, 'start'>, round: number): boolean {
  return round === 1 && start?.as === 'round';
}

/** How many rounds are trained, of so many. */
export function trainedRounds(spec: Pick<ExperimentSpec, 'start'>, rounds: number): number {
  return isGivenRound(spec, 1) ? Math.max(0, rounds - 1) : rounds;
}

/** The network that every round trains, or that of the first. */
export function firstNetwork(spec: ExperimentSpec): NetworkSpec {
  return networkOfRound(spec, 1);
}

/** The network of a round (from 1), or the one of that number where all are trained at once. */
export function networkOfRound(spec: ExperimentSpec, round: number): NetworkSpec {
  return Array.isArray(spec.network) ? spec.network[round - 1] : spec.network;
}

/** The networks that are held at once while they train, each set of them. */
export function networksAtOnce(spec: ExperimentSpec): readonly (readonly NetworkSpec[])[] {
  const count = networkCountOf(spec.method);
  const networks = Array.from({ length: count }, (_, index) => networkOfRound(spec, index + 1));
  return roundsOf(spec.method) < count ? [networks] : networks.map((network) => [network]);
}

/** The spec's identity: SHA-256 of its canonical JSON. The name is a label and does not count. */
export function specHash(spec: ExperimentSpec): string {
  const { name: _label, ...deciding } = spec;
  return hashJson(deciding);
}

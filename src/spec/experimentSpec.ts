/**
 * ExperimentSpec: all that decides a run. A share link is a spec; a run's identity is its hash.
 * The schema is the only description of its form; types follow from it.
 */
import { z } from 'zod';
import { hashJson } from '../lib/hash.ts';
import { classChoiceIssues } from './classPlan.ts';
import { levelwiseIssues } from './methods/levelwise/levelwiseIssues.ts';
import { options } from './options.ts';
import { longestClassName } from './units.ts';

export const currentVersion = 1;

type NumberPath = {
  [Path in keyof typeof options]: (typeof options)[Path] extends { kind: 'integer' | 'number' }
    ? Path
    : never;
}[keyof typeof options];

function number(path: NumberPath) {
  const { kind, min, max } = options[path];
  const message = `must be ${kind === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}`;
  const base = kind === 'integer' ? z.int({ error: message }) : z.number({ error: message });
  return base.min(min, { error: message }).max(max, { error: message });
}

type ListPath = {
  [Path in keyof typeof options]: (typeof options)[Path] extends { kind: 'integers' }
    ? Path
    : never;
}[keyof typeof options];

function integers(path: ListPath) {
  const { min, max, maxLength } = options[path];
  const message = `must be whole numbers from ${min} to ${max}`;
  return z
    .array(z.int({ error: message }).min(min, { error: message }).max(max, { error: message }))
    .max(maxLength, { error: `takes at most ${maxLength} numbers` });
}

const className = z.string().max(longestClassName, {
  error: `must not be longer than ${longestClassName} characters`,
});
const text = z.string().max(200, { error: 'must not be longer than 200 characters' });

const sourcePattern =
  /^(builtin:(glyphs|shapes)|catalog:[a-z0-9-]{1,64}|local:.{1,180}|hf:[\w.-]+\/[\w.-]+)$/u;

const mergedClass = z.strictObject({
  name: text.min(1, { error: 'must not be empty' }),
  classes: z
    .array(className)
    .min(1, { error: 'needs the name of at least one class' })
    .max(100_000),
});

const dataset = z.strictObject({
  /** Where the images come from; `local:` sets are asked for by name, classes and hash. */
  source: text.regex(sourcePattern, {
    error:
      'must be builtin:glyphs, builtin:shapes, catalog:<name>, local:<name> or hf:<owner>/<name>',
  }),
  /** SHA-256 of the decoded data set; null takes whatever is given. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' })
    .nullable(),
  /** Held out of each class's training images: a share, or so many images. */
  validation: z.union(
    [
      number('dataset.validation'),
      z.strictObject({ perClass: number('dataset.validation.perClass') }),
    ],
    { error: 'must be a share from 0 to 0.5, or { "perClass": images of each class }' },
  ),
  /** Share of each class held out as test images where the files hold none. */
  testShare: number('dataset.testShare').default(0.2),
  limitPerClass: number('dataset.limitPerClass').nullable(),
  /** Names of the classes kept, in this order; null keeps all. */
  classes: z.array(className).min(2).max(100_000).nullable(),
  /** Names of classes left out. */
  exclude: z.array(className).max(100_000).default([]),
  /** Classes made one, under a name of their own. */
  merge: z.array(mergedClass).max(10_000).default([]),
  /** Leaves out training images that stand among the test images as well, byte for byte. */
  dropLeaked: z.boolean().default(false),
});

const augment = z.strictObject({
  pad: number('augment.pad'),
  mirror: z.boolean(),
  normalise: z.enum(['unit', 'per-channel']),
});

export const networkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    hidden: integers('network.hidden'),
    initial: z.enum(['normal', 'he']).default('normal'),
  }),
  z.strictObject({
    kind: z.literal('cnn'),
    channels: integers('network.channels')
      .length(2, { error: 'needs two numbers' })
      .default([16, 32]),
  }),
  z.strictObject({
    kind: z.literal('resnet'),
    depth: z.literal([8, 14, 20, 32, 44, 56], { error: 'must be 8, 14, 20, 32, 44 or 56' }),
  }),
]);

const schedule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('steps'),
    at: integers('training.schedule.at'),
    factor: number('training.schedule.factor'),
  }),
  z.strictObject({ kind: z.literal('cosine') }),
]);

const training = z.strictObject({
  epochs: number('training.epochs'),
  batchSize: number('training.batchSize'),
  optimizer: z.enum(['sgd', 'adam']),
  learningRate: number('training.learningRate'),
  momentum: number('training.momentum'),
  weightDecay: number('training.weightDecay'),
  schedule,
});

/** A tree over classes, from a file: the name of each node and the position of its parent. */
const importedTree = z.strictObject({
  /** The file it was read from. */
  name: text,
  /** Names of all nodes; the leaves are named as the classes are. */
  nodes: z.array(className).min(2).max(200_000),
  /** Position of each node's parent in `nodes`; −1 for the root. */
  parents: z.array(z.int().min(-1)),
});

const hierarchy = z.strictObject({
  /** `confusion`: no groups, but a full Ψ between classes (Table IV, one-level). */
  from: z.enum(['features', 'labels', 'import', 'confusion']),
  /** Epochs of a flat softmax before the hierarchy; part of `training.epochs`. */
  warmupEpochs: number('method.hierarchy.warmupEpochs'),
  /** Groups of each level above the classes, coarsest first; null takes `branching` or the tree's own. */
  levels: integers('method.hierarchy.levels')
    .min(1, { error: 'needs the number of groups of at least one level' })
    .nullable(),
  /** b of N_l = ceil(N_{l+1} / b), counted up from the classes. */
  branching: number('method.hierarchy.branching').nullable(),
  linkage: z.enum(['average', 'complete', 'ward']),
  /** σ of Eq. 3: tuned to each class's neighbourhood, or one for all. */
  sigma: z.union([z.literal('self-tuned'), number('method.hierarchy.sigma')], {
    error: 'must be "self-tuned" or a number above 0',
  }),
  imported: importedTree.nullable().default(null),
});

const levelWeights = z.union(
  [z.enum(['uniform', 'learned', 'fitted']), z.array(z.number().min(0).max(1)).min(1).max(6)],
  { error: 'must be uniform, learned, fitted, or a list of weights from 0 to 1' },
);

const levelwise = z.strictObject({
  kind: z.literal('levelwise'),
  hierarchy,
  /** θ, coarsest level first, the classes last. */
  levelWeights,
  /** Least θ of each level, where θ is learned or fitted. */
  levelWeightMinimum: number('method.levelWeightMinimum').default(0),
  adapt: z.enum(['none', 'assignment', 'tree']),
  moveBy: z.enum(['counts', 'assignment']),
  nonOverlapping: z.boolean(),
  /** β_y of Eq. 4 and 6, one for all classes; null is 1/N. */
  beta: number('method.beta').nullable(),
  adaptFromEpoch: number('method.adaptFromEpoch'),
  /** α of Eq. 20, 21. */
  levelWeightDecay: number('method.levelWeightDecay'),
  /** SHA-256 of the network that training starts from; null starts from random weights. */
  initialFrom: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' })
    .nullable(),
  /** Weight of each class in the loss, in the order of the classes; null weighs all alike. */
  classImportance: z.array(z.number().min(0)).max(100_000).nullable(),
  /** Names of classes that are never moved. */
  pinned: z.array(className).max(100_000).default([]),
});

const method = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single') }),
  z.strictObject({ kind: z.literal('averaging'), rounds: number('method.rounds') }),
  z.strictObject({
    kind: z.literal('complementary'),
    rounds: number('method.rounds'),
    mu: number('method.mu'),
    errors: z.enum(['soft', 'hard']),
    errorsFrom: z.enum(['train', 'validation']),
    objective: z.enum(['likelihood', 'likelihood-balanced', 'margin']),
    update: z.enum(['paper', 'released-code']),
    targetAccuracy: number('method.targetAccuracy').nullable(),
  }),
  levelwise,
]);

/** The form of an experiment, version 1. Rules between fields stand in {@link checkAcross}. */
export const experimentSpecSchema = z
  .strictObject({
    version: z.literal(currentVersion),
    name: text.min(1, { error: 'must not be empty' }),
    seed: number('seed'),
    dataset,
    augment,
    network: z.union([networkSchema, z.array(networkSchema).min(1).max(64)]),
    training,
    method,
    device: z.enum(['auto', 'webgpu', 'wasm', 'webgl', 'cpu']),
  })
  .superRefine(checkAcross);

export type ExperimentSpec = z.infer<typeof experimentSpecSchema>;
export type NetworkSpec = z.infer<typeof networkSchema>;
export type TrainingSpec = z.infer<typeof training>;
export type DatasetSpec = z.infer<typeof dataset>;
export type AugmentSpec = z.infer<typeof augment>;
export type MethodSpec = z.infer<typeof method>;
export type ComplementarySpec = Extract<MethodSpec, { kind: 'complementary' }>;
export type LevelwiseSpec = z.infer<typeof levelwise>;
export type HierarchySpec = LevelwiseSpec['hierarchy'];
/** A tree over classes as it was read from a file. */
export type ImportedTree = z.infer<typeof importedTree>;
export type DeviceChoice = ExperimentSpec['device'];

/** What must agree between fields; each complaint stands at the field to change. */
function checkAcross(spec: ExperimentSpecShape, context: z.RefinementCtx): void {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { method, training } = spec;
  const rounds = roundsOf(method);
  for (const { path, message } of classChoiceIssues(spec.dataset)) {
    complain(path.split('.'), message);
  }
  if (Array.isArray(spec.network) && spec.network.length !== rounds) {
    complain(
      ['network'],
      `lists ${spec.network.length} networks for ${rounds} rounds; give one a round`,
    );
  }
  if (training.schedule.kind === 'steps' && !isIncreasing(training.schedule.at)) {
    complain(['training', 'schedule', 'at'], 'must be epochs in increasing order');
  }
  if (method.kind === 'levelwise') {
    for (const { path, message } of levelwiseIssues(spec, method)) complain(path, message);
  }
  if (method.kind !== 'complementary') return;
  if (method.errorsFrom === 'validation' && spec.dataset.validation === 0) {
    complain(['method', 'errorsFrom'], 'needs validation images: set a validation share above 0');
  }
  if (method.update === 'released-code' && method.errors !== 'hard') {
    complain(['method', 'errors'], 'must be hard with the released code’s update');
  }
  // One round of `likelihood` weighs all alike anyway; the balanced form weighs from the first.
  const weighs = method.objective === 'likelihood' ? rounds > 1 : method.objective !== 'margin';
  if (weighs && training.batchSize === 1) {
    complain(
      ['training', 'batchSize'],
      'must be at least 2: dividing by the batch’s sum of weights cancels importance at 1',
    );
  }
}

type ExperimentSpecShape = {
  readonly dataset: z.infer<typeof dataset>;
  readonly network: NetworkSpec | NetworkSpec[];
  readonly training: TrainingSpec;
  readonly method: MethodSpec;
};

function isIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]);
}

/** How many networks a method trains. */
export function roundsOf(method: MethodSpec): number {
  return 'rounds' in method ? method.rounds : 1;
}

/** The network of a round (from 1). */
export function networkOfRound(spec: ExperimentSpec, round: number): NetworkSpec {
  return Array.isArray(spec.network) ? spec.network[round - 1] : spec.network;
}

/** The spec's identity: SHA-256 of its canonical JSON. The name is a label and does not count. */
export function specHash(spec: ExperimentSpec): string {
  const { name: _label, ...deciding } = spec;
  return hashJson(deciding);
}

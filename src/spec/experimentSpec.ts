/**
 * ExperimentSpec: all that decides a run. A share link is a spec; a run's identity is its hash.
 * The schema is the only description of its form; types follow from it.
 */
import { z } from 'zod';
import { hashJson } from '../lib/hash.ts';
import { options } from './options.ts';

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

function integers(path: 'network.hidden' | 'network.channels' | 'training.schedule.at') {
  const { min, max, maxLength } = options[path];
  const message = `must be whole numbers from ${min} to ${max}`;
  return z
    .array(z.int({ error: message }).min(min, { error: message }).max(max, { error: message }))
    .max(maxLength, { error: `takes at most ${maxLength} numbers` });
}

const text = z.string().max(200, { error: 'must not be longer than 200 characters' });

const sourcePattern =
  /^(builtin:glyphs|catalog:[a-z0-9-]{1,64}|local:.{1,180}|hf:[\w.-]+\/[\w.-]+)$/u;

const dataset = z.strictObject({
  /** Where the images come from; `local:` sets are asked for by name, classes and hash. */
  source: text.regex(sourcePattern, {
    error: 'must be builtin:glyphs, catalog:<name>, local:<name> or hf:<owner>/<name>',
  }),
  /** SHA-256 of the decoded data set; null takes whatever is given. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' })
    .nullable(),
  validation: number('dataset.validation'),
  limitPerClass: number('dataset.limitPerClass').nullable(),
  /** Names of the classes kept, in this order; null keeps all. */
  classes: z.array(text).min(2).max(100_000).nullable(),
});

const augment = z.strictObject({
  pad: number('augment.pad'),
  mirror: z.boolean(),
  normalise: z.enum(['unit', 'per-channel']),
});

const network = z.discriminatedUnion('kind', [
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
]);

/** The form of an experiment, version 1. Rules between fields stand in {@link checkAcross}. */
export const experimentSpecSchema = z
  .strictObject({
    version: z.literal(currentVersion),
    name: text.min(1, { error: 'must not be empty' }),
    seed: number('seed'),
    dataset,
    augment,
    network: z.union([network, z.array(network).min(1).max(64)]),
    training,
    method,
    device: z.enum(['auto', 'webgpu', 'wasm', 'webgl', 'cpu']),
  })
  .superRefine(checkAcross);

export type ExperimentSpec = z.infer<typeof experimentSpecSchema>;
export type NetworkSpec = z.infer<typeof network>;
export type TrainingSpec = z.infer<typeof training>;
export type AugmentSpec = z.infer<typeof augment>;
export type MethodSpec = z.infer<typeof method>;
export type ComplementarySpec = Extract<MethodSpec, { kind: 'complementary' }>;
export type DeviceChoice = ExperimentSpec['device'];

/** What must agree between fields; each complaint stands at the field to change. */
function checkAcross(spec: ExperimentSpecShape, context: z.RefinementCtx): void {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { method, training } = spec;
  const rounds = roundsOf(method);
  if (Array.isArray(spec.network) && spec.network.length !== rounds) {
    complain(
      ['network'],
      `lists ${spec.network.length} networks for ${rounds} rounds; give one a round`,
    );
  }
  if (training.schedule.kind === 'steps' && !isIncreasing(training.schedule.at)) {
    complain(['training', 'schedule', 'at'], 'must be epochs in increasing order');
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
  return method.kind === 'single' ? 1 : method.rounds;
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

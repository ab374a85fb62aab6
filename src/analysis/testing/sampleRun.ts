/**
 * Logs of runs that never happened, for tests and for the gallery: deterministic, valid against
 * the event schema, and shaped like the real thing (look-alike classes stay hard, importance
 * follows Eq. 6 to 8 from the errors). The numbers mean nothing.
 */
import { difficultyWeights } from '../../algorithms/objectives/classWeights.ts';
import { createRandom, type Random } from '../../lib/random.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import {
  classWeightsFrom,
  networkCountOf,
  roundsOf,
  startingMethod,
  traitsOf,
} from '../../spec/methods/methodFacts.ts';
import type { MethodSpec } from '../../spec/methods/methods.ts';
import type { ObjectiveSpec } from '../../spec/objectives/objectives.ts';
import type { RunEvent, RunEventBody } from '../../spec/run/runEvent.ts';
import { type RunState, reduceRun } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { sampleMeasured } from './sampleMeasures.ts';
import { drawPredictions, gradedAccuracy, lookAlikes, shareCorrect } from './samplePredictions.ts';
import { withDigest } from './withDigest.ts';

/** Methods of networks that vote; a level-wise run is made up by itself. */
type SampleKind = Exclude<MethodSpec['kind'], 'levelwise'>;

export interface SampleRunOptions {
  readonly data: 'glyphs' | 'mnist' | 'many';
  readonly rounds?: number;
  readonly epochs?: number;
  readonly method?: SampleKind;
  /** What a single network minimises; absent for cross-entropy. */
  readonly objective?: ObjectiveSpec;
  /** Classes of the `many` data set. */
  readonly classes?: number;
}

const mu = 0.7;
const testPerClass = 60;
const stepsPerEpoch = 146;

/** The whole log, from run-started to run-finished. */
export function sampleLog(options: SampleRunOptions): RunEvent[] {
  const classes = classNames(options);
  const spec = sampleSpec(options);
  const events: RunEventBody[] = [startedBody(options, spec, classes)];
  const random = createRandom(1, 'sample', options.data);
  const groups = lookAlikes(classes);
  const ease = gradedAccuracy(groups, options.data === 'mnist' ? 0.95 : 0.72, random);
  const simulation: Simulation = { spec, classes, groups, ease, random, events };
  let importance: readonly number[] = classes.map(() => 1 / classes.length);
  const predictions: number[][] = [];
  for (let round = 1; round <= roundsOf(spec.method); round++) {
    importance = trainRound(simulation, round, importance, predictions);
  }
  events.push({
    type: 'run-finished',
    reason: 'rounds',
    digest: '',
    seconds: 146,
  });
  return withDigest(events).map((body, seq) => stamp(body, seq));
}

/** The state after the log's events up to and including an epoch; epoch 0 stops at round-started. */
export function sampleState(options: SampleRunOptions, round: number, epoch: number): RunState {
  return stateAt(sampleLog(options), round, epoch);
}

/** The state of a log just after an epoch; epoch 0 stops at round-started. */
export function stateAt(log: readonly RunEvent[], round: number, epoch: number): RunState {
  const end = log.findIndex(
    (event) =>
      (event.type === 'epoch-finished' && event.round === round && event.epoch === epoch) ||
      (event.type === 'round-started' && event.round === round && epoch === 0),
  );
  return foldRun(log.slice(0, end + 1)) as RunState;
}

/** The state at the end of a log. */
export function finishedState(options: SampleRunOptions): RunState {
  return foldRun(sampleLog(options)) as RunState;
}

/** A log's state with more said about how it stands. */
export function followedBy(state: RunState, ...bodies: readonly RunEventBody[]): RunState {
  return bodies.reduce((now, body) => reduceRun(now, stamp(body, now.seq + 1)), state);
}

/** The class of each test image of a sample run. */
export function sampleTestLabels(state: RunState): Int32Array {
  return Int32Array.from({ length: state.dataset.classes.length * testPerClass }, (_, image) =>
    Math.floor(image / testPerClass),
  );
}

interface Simulation {
  readonly spec: ExperimentSpec;
  readonly classes: readonly string[];
  readonly groups: readonly (readonly number[])[];
  readonly ease: readonly number[];
  readonly random: Random;
  readonly events: RunEventBody[];
}

/** Appends one round's events and returns what the next round trains with. */
function trainRound(
  simulation: Simulation,
  round: number,
  importance: readonly number[],
  earlier: number[][],
): readonly number[] {
  const { spec, classes, events } = simulation;
  events.push({
    type: 'round-started',
    round,
    parameters: 13_614,
    classImportance: [...importance],
  });
  const final = finalAccuracy(simulation, importance);
  for (let epoch = 1; epoch <= spec.training.epochs; epoch++) {
    pushEpoch(simulation, round, epoch, importance, final);
  }
  const network = drawPredictions(final, simulation.groups, testPerClass, round);
  earlier.push(network);
  if (traitsOf(spec.method).hasImageWeights) {
    const effectiveImages = (classes.length * 300) / (1 + 0.4 * round);
    events.push({ type: 'images-weighed', round, isReset: false, isHeld: false, effectiveImages });
  }
  const body = outcomeBody(simulation, round, importance, final, earlier);
  const before = events.findLast((event) => event.type === 'round-finished');
  const measured = sampleMeasured({
    round,
    testPerClass,
    members: earlier,
    before: before?.predictions.ensemble ?? null,
    ensemble: body.predictions.ensemble,
    ranking: final,
    tree: null,
  });
  events.push(body, measured);
  return body.importanceNext ?? classes.map(() => 1 / classes.length);
}

function finalAccuracy(simulation: Simulation, importance: readonly number[]): number[] {
  const { ease, classes, random } = simulation;
  return ease.map((share, index) => {
    const weight = importance[index] * classes.length;
    const moved = share + 0.1 * (weight - 1) + 0.03 * random.normal();
    return Math.min(0.995, Math.max(0.06, moved));
  });
}

function pushEpoch(
  simulation: Simulation,
  round: number,
  epoch: number,
  importance: readonly number[],
  final: readonly number[],
): void {
  const { spec, random, events } = simulation;
  const { epochs } = spec.training;
  const learnt = 1 - Math.exp((-5 * epoch) / Math.max(6, epochs));
  const wobble = () => 0.006 * random.normal();
  const test = final.map((share) => clampShare(share * learnt + wobble()));
  const train = final.map((share) => clampShare((share + 0.05) * learnt + wobble()));
  events.push({
    type: 'progress',
    round,
    epoch,
    step: 73,
    trainLoss: 0.7 + 3.4 * (1 - learnt),
    imagesPerSecond: 41_200,
  });
  pushMembers(simulation, epoch, test);
  const weightsFrom = classWeightsFrom(spec.method);
  if (weightsFrom !== null && weightsFrom !== 'counts') {
    const weights = [...difficultyWeights(train, 1.5)];
    events.push({ type: 'classes-weighed', round, epoch, weights });
  }
  events.push({
    type: 'epoch-finished',
    round,
    epoch,
    learningRate: 0.04,
    trainLoss: 0.7 + 3.4 * (1 - learnt) + Math.abs(wobble()),
    clampedShare: null,
    errors: { train: 1 - mean(train), test: 1 - mean(test) },
    topErrors: {},
    classAccuracy: { train, test },
    forecast: traitsOf(spec.method).hasGamma
      ? { ...implied(importance, train), images: 4096 }
      : null,
    seconds: 1.6,
  });
}

/** Networks that are trained at once: each a little behind all together, in classes of its own. */
function pushMembers({ spec, events }: Simulation, epoch: number, test: readonly number[]): void {
  const networks = networkCountOf(spec.method);
  if (roundsOf(spec.method) === networks) return;
  const members = Array.from({ length: networks }, (_, k) => {
    const own = test.map((share, index) =>
      clampShare(share - 0.03 - 0.02 * k - (index % networks === k ? 0 : 0.05)),
    );
    const error = 1 - mean(own);
    return { topErrors: { test: { '1': error } }, classAccuracy: { test: own } };
  });
  const weights = members.map((_, k) => (2 * (networks - k)) / (networks * (networks + 1)));
  events.push({ type: 'members-measured', epoch, members, weights: { test: weights } });
}

function outcomeBody(
  simulation: Simulation,
  round: number,
  importance: readonly number[],
  final: readonly number[],
  networks: readonly number[][],
) {
  const { groups, spec, ease } = simulation;
  const result = implied(
    importance,
    final.map((share) => clampShare(share + 0.05)),
  );
  const voted = ease.map((share, index) =>
    clampShare(Math.max(share, final[index]) + 0.035 * Math.log2(1 + networks.length)),
  );
  const ensemble = drawPredictions(voted, groups, testPerClass, 1000);
  const network = networks[networks.length - 1];
  const { hasGamma, hasImportance, votes } = traitsOf(spec.method);
  return {
    type: 'round-finished' as const,
    round,
    errorsFrom: 'train' as const,
    ...result,
    voteWeight: votes === 'weighted' ? Math.log(1 / result.gamma) : 1,
    ...(hasGamma ? {} : { gamma: null }),
    ...(hasImportance ? {} : { importanceNext: null }),
    ...measured(network),
    ensemble: measured(ensemble),
    predictions: { network, ensemble },
    topPredictions: null,
    networkHash: null,
    alwaysHard: hasGamma
      ? {
          soft: { share: 0, classes: [] },
          hard: { share: 0.04 / round, classes: [hardestOf(final)] },
        }
      : null,
    bound: hasGamma
      ? { value: 0.715 ** round, note: null }
      : { value: null, note: 'The bound belongs to the complementary method.' },
    seconds: 38,
  };
}

function measured(predictions: readonly number[]) {
  const test = shareCorrect(predictions, testPerClass);
  const error = 1 - mean(test);
  return {
    topErrors: { test: { '1': error, '2': error * 0.55, '5': error * 0.2 } },
    classAccuracy: { test },
  };
}

/** Eq. 4 to 8 from per-class accuracies, with the soft error roughly half the hard one. */
function implied(importance: readonly number[], accuracy: readonly number[]) {
  const hardErrors = accuracy.map((share) => 1 - share);
  const softErrors = hardErrors.map((error) => 0.01 + 0.62 * error);
  const weightedError = importance.reduce(
    (sum, share, index) => sum + share * softErrors[index],
    0,
  );
  const gammaClamped = mu * weightedError >= 0.5;
  const gamma = gammaClamped ? 1 - 1e-6 : (mu * weightedError) / (1 - mu * weightedError);
  const raw = importance.map((share, index) => share * gamma ** (1 - mu * softErrors[index]));
  const total = raw.reduce((sum, value) => sum + value, 0);
  const importanceNext = raw.map((value) => value / total);
  return { softErrors, hardErrors, weightedError, gamma, gammaClamped, importanceNext };
}

function sampleSpec(options: SampleRunOptions): ExperimentSpec {
  const kind = options.method ?? 'complementary';
  return {
    version: 1,
    name: options.data === 'mnist' ? 'MNIST, complementary MLPs' : 'Glyphs, four small networks',
    seed: 1,
    dataset: {
      source: 'builtin:glyphs',
      hash: null,
      validation: 0,
      testShare: 0.2,
      limitPerClass: null,
      classes: null,
      exclude: [],
      merge: [],
      dropLeaked: false,
    },
    augment: { pad: 0, mirror: false, normalise: 'unit' },
    network: { kind: 'mlp', hidden: [16], initial: 'normal' },
    training: {
      epochs: options.epochs ?? 24,
      batchSize: 128,
      optimizer: 'sgd',
      learningRate: 0.04,
      momentum: 0.9,
      weightDecay: 0,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: options.objective
      ? { kind: 'single', objective: options.objective }
      : startingMethod(kind, { rounds: options.rounds ?? 4, classCount: 0, epochs: 0 }),
    device: 'auto',
  };
}

function startedBody(
  options: SampleRunOptions,
  spec: ExperimentSpec,
  classes: readonly string[],
): RunEventBody {
  const each = (count: number) => classes.map(() => count);
  return {
    type: 'run-started',
    espalier: '0.1.0',
    spec,
    specHash: `${'7c1e'.repeat(15)}94b2`,
    dataset: {
      name: options.data === 'mnist' ? 'MNIST' : 'Glyphs',
      hash: '5be0'.repeat(16),
      classes: [...classes],
      shape: { height: 28, width: 28, channels: 1 },
      counts: { train: classes.length * 300, validation: 0, test: classes.length * testPerClass },
      classCounts: { train: each(300), validation: each(0), test: each(testPerClass) },
    },
    device: { kind: 'webgpu', adapter: 'Apple M2', isFallback: false },
    stepsPerEpoch,
  };
}

function classNames(options: SampleRunOptions): string[] {
  if (options.data === 'mnist') return [...'0123456789'];
  if (options.data === 'many') {
    return Array.from({ length: options.classes ?? 1000 }, (_, index) => `class number ${index}`);
  }
  return [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
}

function stamp(body: RunEventBody, seq: number): RunEvent {
  return { ...body, runId: 'sample', seq, at: 1_700_000_000_000 + seq * 800 } as RunEvent;
}

function hardestOf(accuracy: readonly number[]): number {
  return accuracy.indexOf(Math.min(...accuracy));
}

function clampShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

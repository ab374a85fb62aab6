/**
 * Logs of level-wise runs that never happened, for tests and for the gallery: deterministic, valid
 * against the event schema, with a tree in which some classes start in wrong groups and go home
 * one after another. The numbers mean nothing.
 */
import { createRandom, type Random } from '../../lib/random.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { LevelState } from '../../spec/run/events/levelwiseEvents.ts';
import type { RunEvent, RunEventBody } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { sampleMeasured } from './sampleMeasures.ts';
import { withDigest } from './withDigest.ts';

export interface SampleLevelwiseOptions {
  /** 100 classes in 20 groups of five, unless said otherwise: N classes in N / 5 groups. */
  readonly classes?: number;
  readonly epochs?: number;
  /** Stops the log after this epoch; without it the run is finished. */
  readonly until?: number;
  readonly adapt?: LevelwiseSpec['adapt'];
  /** Classes that go back and forth from when they first move; none unless said otherwise. */
  readonly wavering?: number;
}

const groupSize = 5;
const warmupEpochs = 3;
const adaptFromEpoch = 5;
const testPerClass = 30;
const trainPerClass = 120;

const families = [
  'beaver dolphin otter seal whale',
  'aquarium_fish flatfish ray shark trout',
  'orchid poppy rose sunflower tulip',
  'bottle bowl can cup plate',
  'apple mushroom orange pear sweet_pepper',
  'clock keyboard lamp telephone television',
  'bed chair couch table wardrobe',
  'bee beetle butterfly caterpillar cockroach',
  'bear leopard lion tiger wolf',
  'bridge castle house road skyscraper',
  'cloud forest mountain plain sea',
  'camel cattle chimpanzee elephant kangaroo',
  'fox porcupine possum raccoon skunk',
  'crab lobster snail spider worm',
  'baby boy girl man woman',
  'crocodile dinosaur lizard snake turtle',
  'hamster mouse rabbit shrew squirrel',
  'maple_tree oak_tree palm_tree pine_tree willow_tree',
  'bicycle bus motorcycle pickup_truck train',
  'lawn_mower rocket streetcar tank tractor',
].map((names) => names.split(' '));

/** The whole log, or its beginning. */
export function levelwiseLog(options: SampleLevelwiseOptions = {}): RunEvent[] {
  const simulation = createSimulation(options);
  const { spec, until } = simulation;
  const bodies: RunEventBody[] = [startedBody(simulation), roundBody(simulation)];
  for (let epoch = 1; epoch <= until; epoch++) {
    if (epoch > warmupEpochs) bodies.push(...mixtureBodies(simulation, epoch));
    bodies.push(epochBody(simulation, epoch));
    if (epoch === warmupEpochs) bodies.push(builtBody(simulation), geometryBody(simulation, epoch));
  }
  if (options.until === undefined) bodies.push(...endBodies(simulation, spec.training.epochs));
  return withDigest(bodies).map((body, seq) => stamp(body, seq));
}

/** The state at the end of {@link levelwiseLog}. */
export function levelwiseState(options: SampleLevelwiseOptions = {}): RunState {
  return foldRun(levelwiseLog(options)) as RunState;
}

/** The log of a flat run with the same data and seed, as far as the level-wise one. */
export function flatTwinLog(options: SampleLevelwiseOptions = {}): RunEvent[] {
  const simulation = createSimulation(options);
  const flat: Simulation = {
    ...simulation,
    spec: { ...simulation.spec, name: 'Flat twin', method: { kind: 'single' } },
    gain: 0,
  };
  const bodies: RunEventBody[] = [startedBody(flat), roundBody(flat)];
  for (let epoch = 1; epoch <= flat.until; epoch++) bodies.push(epochBody(flat, epoch));
  if (options.until === undefined) {
    const epochs = flat.spec.training.epochs;
    bodies.push(geometryBody(flat, epochs), ...outcomeBodies(flat, epochs), finishedBody());
  }
  return withDigest(bodies).map((body, seq) => stamp(body, seq));
}

/** The state at the end of {@link flatTwinLog}. */
export function flatTwinState(options: SampleLevelwiseOptions = {}): RunState {
  return foldRun(flatTwinLog(options)) as RunState;
}

/** The class of each test image of a sample run. */
export function levelwiseTestLabels(state: RunState): Int32Array {
  const count = state.dataset.classes.length * testPerClass;
  return Int32Array.from({ length: count }, (_, image) => Math.floor(image / testPerClass));
}

interface Simulation {
  readonly spec: ExperimentSpec;
  readonly classes: readonly string[];
  readonly until: number;
  readonly isAdapting: boolean;
  /** Accuracy that the mixture has over a flat softmax at the end. */
  readonly gain: number;
  /** Groups of each level that the classes belong to. */
  readonly homes: readonly (readonly number[])[];
  /** Epoch in which each class that starts in a wrong group goes home. */
  readonly departures: ReadonlyMap<number, number>;
  /** Those of them that go back and forth. */
  readonly wavering: ReadonlySet<number>;
  readonly ease: readonly number[];
  readonly random: Random;
}

function createSimulation(options: SampleLevelwiseOptions): Simulation {
  const count = options.classes ?? 100;
  const classes = Array.from({ length: count }, (_, index) => nameOf(index));
  const epochs = options.epochs ?? 24;
  const random = createRandom(1, 'sample', 'level-wise', count);
  const fine = classes.map((_, index) => Math.floor(index / groupSize));
  const coarse = fine.map((group) => Math.floor(group / 4));
  const departures = new Map<number, number>();
  const wanderers = Math.max(1, Math.round(count * 0.12));
  for (let place = 0; place < wanderers; place++) {
    const index = (place * 17 + 3) % count;
    departures.set(index, adaptFromEpoch + Math.floor((place * (epochs - 8)) / wanderers));
  }
  return {
    spec: sampleSpec(options.adapt ?? 'tree', epochs, [
      Math.max(...coarse) + 1,
      Math.max(...fine) + 1,
    ]),
    classes,
    until: options.until ?? epochs,
    isAdapting: (options.adapt ?? 'tree') !== 'none',
    gain: 0.02,
    homes: [coarse, fine],
    departures,
    wavering: new Set([...departures.keys()].slice(0, options.wavering ?? 0)),
    ease: classes.map(() => Math.min(0.95, Math.max(0.2, 0.61 + 0.13 * random.normal()))),
    random,
  };
}

function nameOf(index: number): string {
  const family = families[Math.floor(index / groupSize)];
  return family?.[index % groupSize] ?? `class number ${index}`;
}

function sampleSpec(adapt: LevelwiseSpec['adapt'], epochs: number, levels: number[]) {
  const method = defaultLevelwise({
    hierarchy: { warmupEpochs, levels, branching: null },
    levelWeights: 'learned',
    levelWeightMinimum: 0.05,
    adapt,
    adaptFromEpoch,
    levelWeightDecay: 0.0001,
  });
  const training = { ...defaultSpec.training, epochs };
  return { ...defaultSpec, name: 'CIFAR-100, level-wise mixture, adapting', training, method };
}

/** The group of a class at a level, where it is after an epoch. */
function groupAt(simulation: Simulation, level: number, index: number, epoch: number): number {
  const { homes, departures, wavering, isAdapting } = simulation;
  const home = homes[level][index];
  const departure = departures.get(index);
  const isAway = departure !== undefined && wavering.has(index) && (epoch - departure) % 2 === 1;
  const isHome = departure === undefined || (isAdapting && epoch >= departure && !isAway);
  if (isHome) return home;
  const groupCount = Math.max(...homes[level]) + 1;
  return (home + (level === 0 ? 1 : 3)) % groupCount;
}

function levelsAt(simulation: Simulation, epoch: number): LevelState[] {
  const { homes, classes } = simulation;
  return homes.map((home, level) => {
    const groupCount = Math.max(...home) + 1;
    const groupOf = classes.map((_, index) => groupAt(simulation, level, index, epoch));
    const stray = epoch < adaptFromEpoch || !simulation.isAdapting ? 0 : 0.18;
    return { groupOf, assignment: sampleAssignment(groupOf, groupCount, stray) };
  });
}

/** Most images of a class in its group, the rest in its neighbours. */
function sampleAssignment(groupOf: readonly number[], groupCount: number, stray: number) {
  const entries = groupOf.flatMap((group, index) => {
    const away = Math.round((stray * trainPerClass) / 2);
    const other = (step: number) => (group + step + (index % 3)) % groupCount;
    const places = [
      { group, count: trainPerClass - 2 * away },
      { group: other(1), count: away },
      { group: other(2), count: away },
    ];
    const distinct = places.filter(
      (place, at) => place.count > 0 && places.findIndex((one) => one.group === place.group) === at,
    );
    return distinct.map((place) => ({ ...place, index }));
  });
  entries.sort((a, b) => a.group - b.group || a.index - b.index);
  const totals = new Array<number>(groupCount).fill(0);
  for (const { group, count } of entries) totals[group] += count;
  const beta = stray === 0 ? 0 : 1 / groupOf.length;
  const sums = totals.map((total) => total + (stray === 0 ? 0 : 1));
  return {
    base: sums.map((sum) => (sum === 0 ? 1 / groupOf.length : beta / sum)),
    groups: entries.map(({ group }) => group),
    classes: entries.map(({ index }) => index),
    counts: entries.map(({ count }) => count),
    values: entries.map(({ group, count }) => (count + beta) / sums[group]),
  };
}

function startedBody({ spec, classes }: Simulation): RunEventBody {
  const each = (count: number) => classes.map(() => count);
  return {
    type: 'run-started',
    espalier: '0.1.0',
    spec,
    specHash: `${'41d0'.repeat(15)}e7aa`,
    dataset: {
      name: 'CIFAR-100',
      hash: '5be1'.repeat(16),
      classes: [...classes],
      shape: { height: 28, width: 28, channels: 1 },
      counts: {
        train: classes.length * trainPerClass,
        validation: 0,
        test: classes.length * testPerClass,
      },
      classCounts: { train: each(trainPerClass), validation: each(0), test: each(testPerClass) },
    },
    device: { kind: 'webgpu', adapter: 'Apple M2', isFallback: false },
    stepsPerEpoch: 93,
  };
}

function roundBody({ classes }: Simulation): RunEventBody {
  return {
    type: 'round-started',
    round: 1,
    parameters: 168_276,
    classImportance: classes.map(() => 1 / classes.length),
  };
}

function accuracyAt(simulation: Simulation, epoch: number): number[] {
  const { ease, gain, spec, departures } = simulation;
  const learnt = 1 - Math.exp((-4 * epoch) / spec.training.epochs);
  const late = Math.max(0, epoch - warmupEpochs) / spec.training.epochs;
  return ease.map((share, index) => {
    const moved = departures.has(index) ? 2.5 : 1;
    const wobble = 0.02 * Math.sin(index * 7.3 + epoch + gain * 100);
    return Math.min(1, Math.max(0, share * learnt + gain * moved * late + wobble));
  });
}

function epochBody(simulation: Simulation, epoch: number): RunEventBody {
  const test = accuracyAt(simulation, epoch);
  const train = test.map((share) => Math.min(1, share + 0.06));
  return {
    type: 'epoch-finished',
    round: 1,
    epoch,
    learningRate: 0.05,
    trainLoss: 4.4 * Math.exp(-epoch / 12) + 0.8,
    clampedShare: null,
    errors: { train: 1 - mean(train), test: 1 - mean(test) },
    topErrors: topErrorsOf(1 - mean(test)),
    classAccuracy: { train, test },
    forecast: null,
    seconds: 13,
  };
}

function topErrorsOf(error: number) {
  return { test: { '1': error, '2': error * 0.71, '5': error * 0.4, '10': error * 0.22 } };
}

function builtBody(simulation: Simulation): RunEventBody {
  const { classes, homes } = simulation;
  return {
    type: 'hierarchy-built',
    epoch: warmupEpochs,
    from: 'features',
    levels: levelsAt(simulation, 0).map((level, at) => ({
      groupCount: Math.max(...homes[at]) + 1,
      names: null,
      ...level,
    })),
    classAssignment: null,
    coarseLabels: {
      names: families.slice(0, Math.ceil(classes.length / groupSize)).map((names) => names[0]),
      groupOf: [...homes[1]],
    },
    beta: 1 / classes.length,
    notes: [],
  };
}

function mixtureBodies(simulation: Simulation, epoch: number): RunEventBody[] {
  const { homes, departures, spec } = simulation;
  const isAdapting = simulation.isAdapting && epoch >= adaptFromEpoch;
  const error = 1 - mean(accuracyAt(simulation, epoch));
  const done = epoch / spec.training.epochs;
  const bottom = 0.4 + 0.3 * done;
  const levels = levelsAt(simulation, epoch);
  const before = levelsAt(simulation, epoch - 1);
  const entryOf = (state: LevelState, group: number, index: number) =>
    state.assignment.values.find(
      (_, at) => state.assignment.groups[at] === group && state.assignment.classes[at] === index,
    ) ?? state.assignment.base[group];
  const movers = isAdapting ? [...departures.keys()] : [];
  const moves = movers.flatMap((index) =>
    homes.flatMap((_, level): RunEventBody[] => {
      const [from, to] = [before[level].groupOf[index], levels[level].groupOf[index]];
      if (from === to) return [];
      return [
        {
          type: 'class-moved',
          epoch,
          level,
          class: index,
          from,
          to,
          before: entryOf(before[level], to, index) * 0.3,
          after: entryOf(levels[level], to, index),
          fromBefore: entryOf(before[level], from, index),
          fromAfter: entryOf(levels[level], from, index),
        },
      ];
    }),
  );
  return [
    {
      type: 'levels-measured',
      epoch,
      isAdapting,
      levelWeights: [0.16 - 0.06 * done, 1 - bottom - 0.16 + 0.06 * done, bottom],
      levelShares: [0.1, 1 - bottom - 0.12, bottom + 0.02],
      levelAccuracy: { test: [1 - error * 0.45, 1 - error * 0.72, 1 - error] },
      levels,
      errorEntry: { test: [error * 0.24, error * 0.3, error * 0.46] },
      severity: { test: 1.78 - 0.2 * done },
      coarseAgreement: [0.31, 0.71 - 0.05 * done],
      strayShare: isAdapting ? [0.12, 0.18] : null,
    },
    ...moves,
  ];
}

function geometryBody(simulation: Simulation, epoch: number): RunEventBody {
  const { homes, classes } = simulation;
  const random = createRandom(epoch, 'geometry');
  const dimensions = 4;
  const scale = 1 + 2 * (epoch / simulation.spec.training.epochs);
  const centres = homes[1].map((group) => createRandom(group, 'centre'));
  const means = classes.flatMap((_, index) =>
    Array.from({ length: dimensions }, (_, at) => {
      const centre = centres[index].normal() * (dimensions - at);
      return scale * (centre + 0.5 * random.normal());
    }),
  );
  const spreads = classes.map(() => 1.2 + 0.1 * random.uniform());
  return { type: 'class-geometry', epoch, dimensions, varianceKept: 0.93, means, spreads };
}

function outcomeBodies(simulation: Simulation, epochs: number): RunEventBody[] {
  const { classes } = simulation;
  const accuracy = accuracyAt(simulation, epochs);
  const predictions = accuracy.flatMap((share, index) =>
    Array.from({ length: testPerClass }, (_, image) => {
      if (image < share * testPerClass) return index;
      const shift = 1 + (image % (groupSize - 1));
      const family = index - (index % groupSize);
      return Math.min(classes.length - 1, family + ((index - family + shift) % groupSize));
    }),
  );
  const test = accuracy.map((share) => Math.ceil(share * testPerClass) / testPerClass);
  const error = 1 - mean(test);
  const topErrors = topErrorsOf(error);
  const images = predictions.flatMap((_, image) => (image % 3 === 0 ? [image] : []));
  const ranks = 5;
  const outcome: RunEventBody = {
    type: 'round-finished',
    round: 1,
    errorsFrom: 'train',
    softErrors: accuracy.map((share) => 0.6 * (1 - share)),
    hardErrors: accuracy.map((share) => 1 - share),
    weightedError: error,
    gamma: null,
    gammaClamped: false,
    importanceNext: null,
    voteWeight: 1,
    topErrors,
    classAccuracy: { test },
    ensemble: { topErrors, classAccuracy: { test } },
    predictions: { network: predictions, ensemble: predictions },
    topPredictions: {
      images,
      ranks,
      classes: images.flatMap((image) =>
        Array.from(
          { length: ranks },
          (_, rank) => (predictions[image] + rank * 3) % classes.length,
        ),
      ),
      probabilities: images.flatMap(() => [0.52, 0.21, 0.09, 0.05, 0.03]),
    },
    networkHash: '9f3a'.repeat(16),
    alwaysHard: null,
    bound: { value: null, note: 'The bound is about changing importance; here it never changes.' },
    seconds: 312,
  };
  const measured = sampleMeasured({
    round: 1,
    testPerClass,
    members: [predictions],
    before: null,
    ensemble: predictions,
    ranking: accuracy,
    tree: simulation.homes.map((home) => ({
      groupCount: Math.max(...home) + 1,
      groupOf: Int32Array.from(home),
    })),
  });
  return [outcome, measured];
}

function endBodies(simulation: Simulation, epochs: number): RunEventBody[] {
  return [
    {
      type: 'top-down-measured',
      split: 'test',
      images: 1000,
      rows: [
        { groupsKept: null, accuracy: 0.611, dotProducts: 126, milliseconds: 0.061 },
        { groupsKept: 1, accuracy: 0.562, dotProducts: 15, milliseconds: 0.012 },
        { groupsKept: 2, accuracy: 0.598, dotProducts: 24, milliseconds: 0.018 },
        { groupsKept: 4, accuracy: 0.609, dotProducts: 42, milliseconds: 0.029 },
      ],
    },
    geometryBody(simulation, epochs),
    ...outcomeBodies(simulation, epochs),
    finishedBody(),
  ];
}

function finishedBody(): RunEventBody {
  return { type: 'run-finished', reason: 'rounds', digest: '', seconds: 312 };
}

function stamp(body: RunEventBody, seq: number): RunEvent {
  return { ...body, runId: 'sample', seq, at: 1_700_000_000_000 + seq * 800 } as RunEvent;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

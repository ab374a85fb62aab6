/**
 * What a run will take where it is kept, before it is trained: counted from the shapes of what its
 * files hold. Networks and checkpoints are their tensors, known to the value; the log is text, whose
 * length is known only about.
 */
import { networkOfRound } from '../../spec/experimentSpec.ts';
import {
  levelwisePartOf,
  networkCountOf,
  roundsOf,
  traitsOf,
} from '../../spec/methods/methodFacts.ts';
import { parametersOf, sizeOf, statisticsOf } from '../../spec/networks/layerParameters.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import { everyLayer } from '../../spec/networks/placedLayers.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { splitNames } from '../../spec/units.ts';

/** Bytes, at the moment of the run when they are most. */
export interface StorageForecast {
  readonly log: number;
  /** What the run can be gone on with from; gone once it is finished. */
  readonly checkpoints: number;
  /** The trained networks of all rounds. */
  readonly networks: number;
}

/** What is known of a run before it begins. */
export type ForecastFacts = Pick<RunState, 'spec' | 'dataset'>;

/** Bytes that a number takes as text: a share like 0.975, and one with all its digits. */
const shareText = 12;
const doubleText = 20;
/** Bytes of a confidence, which has three places. */
const confidenceText = 6;
/** Bytes that a file says of each tensor, and of itself. */
const tensorText = 110;
const fileText = 700;
/** Bytes of an event beside its lists. */
const eventText = 600;
/** Bytes of a round's measures, beside what is told of each class and image. */
const measuresText = 3500;
/** Bytes of progress that a second of training tells. */
const progressText = 4 * 190;

/**
 * @param seconds that the run is thought to take; null where that is not known.
 * @throws LayerMisfit where the images are too small for the network.
 */
export function forecastStorage(known: ForecastFacts, seconds: number | null): StorageForecast {
  return {
    log: logBytes(known, seconds ?? 0),
    checkpoints: 2 * (slotBytes(known) + votesBytes(known)),
    networks: networksBytes(known),
  };
}

/** All of it. */
export function totalBytes({ log, checkpoints, networks }: StorageForecast): number {
  return log + checkpoints + networks;
}

interface Held {
  readonly tensors: number;
  readonly bytes: number;
}

/** What a round's network holds, with so many slots a parameter. */
function heldBy({ spec, dataset }: ForecastFacts, round: number, slots: number): Held {
  const { shape, classes } = dataset;
  const placed = placedNetwork(networkOfRound(spec, round), shape, classes.length);
  const layers = everyLayer(placed);
  const parameters = layers.flatMap(parametersOf);
  const statistics = layers.flatMap(statisticsOf);
  const { features } = placed.classifier.input;
  const groups = groupCounts({ spec, dataset });
  const ofLevels = groups.reduce((sum, count) => sum + (features + 1) * count, 0);
  const trained = sum(parameters.map(sizeOf)) + ofLevels;
  return {
    tensors: (parameters.length + 2 * groups.length) * (1 + slots) + statistics.length,
    bytes: 4 * (trained * (1 + slots) + sum(statistics.map(sizeOf))),
  };
}

/** Groups of each level above the classes; guessed where the tree is built in training. */
function groupCounts({ spec: { method }, dataset }: ForecastFacts): readonly number[] {
  const part = levelwisePartOf(method);
  if (part === null) return [];
  return part.settings.hierarchy.levels ?? [Math.ceil(Math.sqrt(dataset.classes.length))];
}

function networksBytes(known: ForecastFacts): number {
  return sum(
    networkNumbers(known).map((round) => {
      const { tensors, bytes } = heldBy(known, round, 0);
      return bytes + tensors * tensorText + fileText;
    }),
  );
}

/** From 1. */
function networkNumbers({ spec }: Pick<ForecastFacts, 'spec'>): number[] {
  return Array.from({ length: networkCountOf(spec.method) }, (_, index) => index + 1);
}

/** The mean of a network's weights in double precision, where one is kept. */
function averageBytes(known: ForecastFacts, round: number): number {
  if (!traitsOf(known.spec.method).averagesWeights) return 0;
  const { tensors, bytes } = heldBy(known, round, 0);
  return 2 * bytes + tensors * tensorText;
}

/** One slot with the largest network of the run, or with all where they are trained at once. */
function slotBytes(known: ForecastFacts): number {
  const { spec, dataset } = known;
  const { optimizer, momentum } = spec.training;
  const slots = optimizer === 'adam' ? 2 : momentum > 0 ? 1 : 0;
  const numbers = networkNumbers(known);
  const sizes = numbers.map((round) => {
    const { tensors, bytes } = heldBy(known, round, slots);
    return bytes + tensors * tensorText + averageBytes(known, round);
  });
  const classCount = dataset.classes.length;
  const ofLevels = groupCounts(known).map(
    // Ω and Ψ in double precision, the group of each class, and of each training image.
    (groups) => 16 * groups * classCount + 4 * classCount + 4 * dataset.counts.train,
  );
  const confusions =
    levelwisePartOf(spec.method)?.settings.hierarchy.from === 'confusion'
      ? 16 * classCount ** 2
      : 0;
  // The last epoch's events lie in the slot until they are in the log.
  const held = roundsOf(spec.method) < numbers.length ? sum(sizes) : Math.max(...sizes);
  return held + sum(ofLevels) + confusions + epochBytes(known) + fileText;
}

/** Votes of the finished rounds on every image, and weights of images; those of the round before stay. */
function votesBytes({ spec, dataset }: ForecastFacts): number {
  const weights = traitsOf(spec.method).hasImageWeights ? 8 * dataset.counts.train : 0;
  if (roundsOf(spec.method) === 1) return weights;
  const images = sum(splitNames.map((split) => dataset.counts[split]));
  return weights + 8 * images * dataset.classes.length;
}

function logBytes(known: ForecastFacts, seconds: number): number {
  const { spec, dataset } = known;
  const rounds = roundsOf(spec.method);
  const beginning = JSON.stringify(spec).length + JSON.stringify(dataset).length + eventText;
  const epochs = rounds * spec.training.epochs * epochBytes(known);
  return beginning + epochs + rounds * roundBytes(known) + seconds * progressText;
}

/** What the end of an epoch tells. */
function epochBytes({ spec, dataset }: ForecastFacts): number {
  const classCount = dataset.classes.length;
  const networks = networkCountOf(spec.method);
  // Networks that are trained at once tell of each by itself as well.
  const told = roundsOf(spec.method) < networks ? 1 + networks : 1;
  const shares = told * splitCount(dataset) * classCount * shareText;
  const forecast = traitsOf(spec.method).hasGamma ? 3 * classCount * doubleText : 0;
  const levels = sum(
    groupCounts({ spec, dataset }).map((groups) => {
      const entries = Math.min(groups * classCount, 2 * classCount);
      return 4 * classCount + entries * (doubleText + 12) + groups * doubleText;
    }),
  );
  return eventText + shares + forecast + levels;
}

/** What the beginning and the end of a round tell. */
function roundBytes({ spec, dataset }: ForecastFacts): number {
  const classCount = dataset.classes.length;
  const shares = 2 * splitCount(dataset) * classCount * shareText;
  const outcome = 4 * classCount * doubleText;
  const digits = String(classCount).length + 1;
  // One network alone tells where its classes lie, and any with a tree how that came to be.
  const isAlone = roundsOf(spec.method) === 1 || levelwisePartOf(spec.method) !== null;
  const telling = isAlone ? 32 * classCount * doubleText : 0;
  const images = 2 * dataset.counts.test * (digits + confidenceText);
  return (
    2 * eventText + shares + outcome + telling + measuresText + classCount * shareText + images
  );
}

const splitCount = ({ counts }: ForecastFacts['dataset']): number =>
  splitNames.filter((split) => counts[split] > 0).length;

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

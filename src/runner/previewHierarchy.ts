/** A hierarchy before training: exact where labels or a file give it, else as well as can be known. */

import { ClassMoments } from '../algorithms/levelwise/classMoments.ts';
import { groupSizes } from '../algorithms/levelwise/levels.ts';
import type { AnyDataset } from '../data/dataset.ts';
import type { GroupedLevel } from '../data/hierarchy/levelPlan.ts';
import { valuesOf } from '../data/prepare/imageSource.ts';
import {
  type EvaluationSet,
  type PreparedData,
  prepareData,
} from '../data/prepare/preparedData.ts';
import { type Engine, plainObjective } from '../engine/engine.ts';
import { formatCount } from '../lib/numberFormat.ts';
import type { InitialNetwork } from '../methods/context.ts';
import { groupClasses, type MeanFeatures } from '../methods/levelwise/buildHierarchy.ts';
import { groupNotes } from '../methods/levelwise/notes.ts';
import { type ExperimentSpec, networkOfRound } from '../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { levelwisePartOf } from '../spec/methods/methodFacts.ts';
import type { ImageShape } from '../spec/units.ts';
import { withFittingBatches } from './fittingBatches.ts';

/** The levels above the classes, coarsest first, and what is to be said of them. */
export interface PreviewedHierarchy {
  readonly levels: readonly GroupedLevel[];
  readonly notes: readonly string[];
  /** What to group by instead, and why; null where the groups are even enough. */
  readonly proposal: HierarchyProposal | null;
}

/** Another linkage that makes more even groups. */
export interface HierarchyProposal {
  readonly linkage: LevelwiseSpec['hierarchy']['linkage'];
  readonly why: string;
}

interface PreviewSurroundings {
  /** The network that the spec starts from, if it starts from one. */
  readonly initial: InitialNetwork | null;
  /** Starts the device; asked only where a network's features are needed. */
  readonly engine: () => Promise<Engine>;
}

/**
 * The tree as a level-wise run would build it. Before the warm-up nobody knows the features of a
 * network that starts from random weights: classes are then grouped by the means of their images,
 * which is said in a note.
 * @throws DataError where spec and data set do not fit.
 */
export async function previewHierarchy(
  spec: ExperimentSpec,
  dataset: AnyDataset,
  { initial: given, engine }: PreviewSurroundings,
): Promise<PreviewedHierarchy> {
  // A network that is the first round itself says nothing of those that are trained.
  const initial = spec.start?.as === 'round' ? null : given;
  const data = prepareData(dataset, spec);
  const method = levelwisePartOf(spec.method)?.settings;
  if (method === undefined) return { levels: [], notes: [], proposal: null };
  if (method.hierarchy.from === 'confusion') {
    const note =
      'There are no groups: what the network takes for what is counted between classes after the warm-up.';
    return { levels: [], notes: [note], proposal: null };
  }
  const isKnown = data.levels.every(({ groups }) => groups !== null);
  const features = isKnown
    ? noFeatures
    : await featuresOf(withFittingBatches(spec, data), data, initial, engine);
  const levels = groupClasses(method, data.levels, features);
  const proposal = isKnown ? null : evenerLinkage(method, data, features, levels);
  const source = isKnown ? [] : [sourceNote(initial, method.hierarchy.warmupEpochs)];
  return {
    levels,
    notes: [
      ...source,
      ...data.levelNotes,
      ...groupNotes(levels, data.classes.length, method.hierarchy),
    ],
    proposal,
  };
}

/** Ward's linkage where the one chosen puts more than half of the classes into one group. */
function evenerLinkage(
  method: LevelwiseSpec,
  data: PreparedData,
  features: MeanFeatures,
  levels: readonly GroupedLevel[],
): HierarchyProposal | null {
  const { linkage } = method.hierarchy;
  const classCount = data.classes.length;
  const largest = levels.map((level) => Math.max(...groupSizes(level)));
  const uneven = largest.findIndex((size) => size > classCount / 2);
  if (linkage === 'ward' || uneven === -1) return null;
  const byWard = { ...method, hierarchy: { ...method.hierarchy, linkage: 'ward' as const } };
  const ward = Math.max(...groupSizes(groupClasses(byWard, data.levels, features)[uneven]));
  // Of few groups, or of classes that are all alike, Ward's may be no more even.
  if (ward >= largest[uneven]) return null;
  const [most, groups, less] = [largest[uneven], levels[uneven].groupCount, ward].map(formatCount);
  const name = linkage === 'average' ? 'Average' : 'Complete';
  return {
    linkage: 'ward',
    why: `${name} linkage puts ${most} of ${formatCount(classCount)} classes into one of ${groups} groups; the largest of Ward’s would hold ${less}.`,
  };
}

/** Where the groups are known already. */
const noFeatures: MeanFeatures = { means: new Float64Array(), classCount: 0, featureCount: 0 };

function featuresOf(
  spec: ExperimentSpec,
  data: PreparedData,
  initial: InitialNetwork | null,
  engine: () => Promise<Engine>,
): Promise<MeanFeatures> {
  return initial === null ? pixelMeans(data) : networkMeans(spec, data, initial, engine);
}

function sourceNote(initial: InitialNetwork | null, warmupEpochs: number): string {
  if (initial === null) {
    return 'Grouped by the mean image of each class, for a first impression: the run groups classes by its network’s features after the warm-up, and sizes will differ.';
  }
  return warmupEpochs === 0
    ? 'Grouped by the features of the network that the run starts from, as the run will.'
    : 'Grouped by the features of the network that the run starts from; the run does so after the warm-up, and sizes will differ.';
}

async function networkMeans(
  spec: ExperimentSpec,
  data: PreparedData,
  { snapshot }: InitialNetwork,
  engine: () => Promise<Engine>,
): Promise<MeanFeatures> {
  const classCount = data.classes.length;
  const started = await engine();
  const trainer = started.createTrainer({
    network: networkOfRound(spec, 1),
    shape: data.shape,
    classCount,
    objective: plainObjective,
    training: spec.training,
    seed: spec.seed,
    round: 1,
  });
  try {
    trainer.loadMatching(snapshot, { classifier: false });
    const { featureCount } = trainer;
    const moments = new ClassMoments(classCount, featureCount);
    const { labels, ranges } = trainSet(data);
    for await (const { images, start, count } of ranges()) {
      const features = await trainer.features(images);
      moments.add(features, labels.subarray(start, start + count));
    }
    return { means: moments.means(), classCount, featureCount };
  } finally {
    trainer.dispose();
    started.releaseImages();
  }
}

/** Mean images, shrunk: clustering needs no more than a coarse grid of each. */
async function pixelMeans(data: PreparedData): Promise<MeanFeatures> {
  const { height, width, channels } = data.shape;
  const classCount = data.classes.length;
  const moments = new ClassMoments(classCount, height * width * channels);
  const { labels, ranges } = trainSet(data);
  for await (const { images, start, count } of ranges()) {
    moments.add(valuesOf(images), labels.subarray(start, start + count));
  }
  const means = shrink(moments.means(), classCount, data.shape);
  return { means, classCount, featureCount: means.length / classCount };
}

/** Largest side of a shrunk image. */
const gridSide = 16;

/** Averages of square blocks of pixels. */
function shrink(means: Float64Array, classCount: number, shape: ImageShape): Float64Array {
  const { height, width, channels } = shape;
  const block = Math.ceil(Math.max(height, width) / gridSide);
  const rows = Math.ceil(height / block);
  const columns = Math.ceil(width / block);
  const size = height * width * channels;
  const shrunk = new Float64Array(classCount * rows * columns * channels);
  for (let at = 0; at < means.length; at++) {
    const index = Math.floor(at / size);
    const pixel = Math.floor((at % size) / channels);
    const row = Math.floor(Math.floor(pixel / width) / block);
    const column = Math.floor((pixel % width) / block);
    const cell = ((index * rows + row) * columns + column) * channels + (at % channels);
    shrunk[cell] += means[at] / (block * block);
  }
  return shrunk;
}

function trainSet({ whole }: PreparedData): EvaluationSet {
  if (!whole.train) throw new RangeError('There are no training images');
  return whole.train;
}

/** Classes of each group of a level. */
export function sizesOf(level: GroupedLevel): number[] {
  return [...groupSizes(level)];
}

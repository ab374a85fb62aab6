/** What is measured of a mixture at the end of an epoch. */
import { entryLevel, type LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { adjustedRand } from '../../algorithms/metrics/adjustedRand.ts';
import { mistakeSeverity } from '../../algorithms/metrics/mistakeSeverity.ts';
import { predictedClasses } from '../../algorithms/metrics/predictions.ts';
import type { EventOf, RunEventBody } from '../../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../../spec/units.ts';
import type { Mixture } from './mixture.ts';
import type { MixtureBySplit, MixturePredictions } from './predictMixture.ts';

type LevelsMeasured = EventOf<'levels-measured'>;

/** What `levels-measured` tells beside what the predictions come to. */
interface Moment
  extends Pick<
    LevelsMeasured,
    'epoch' | 'isAdapting' | 'levelWeights' | 'levelShares' | 'strayShare'
  > {
  readonly predictions: MixtureBySplit;
  /** The tree that stays the same all run long. */
  readonly severityTree: readonly LevelGroups[];
  /** The finest coarse labels of the data set. */
  readonly coarse: LevelGroups | null;
}

/** The event that tells how a mixture stands. */
export function levelsMeasured(
  mixture: Mixture,
  { predictions, severityTree, coarse, ...facts }: Moment,
): RunEventBody {
  const levels = mixture.groups;
  const measure = <Value>(value: (ofSplit: MixturePredictions) => Value) =>
    mapSplits(predictions, value);
  return {
    type: 'levels-measured',
    ...facts,
    levelAccuracy: measure((ofSplit) => levelAccuracy(ofSplit, levels)),
    levels: mixture.states(),
    errorEntry: measure((ofSplit) => errorEntry(ofSplit, levels)),
    severity: measure((ofSplit) => severity(ofSplit, severityTree)),
    coarseAgreement: coarse && levels.map(({ groupOf }) => adjustedRand(groupOf, coarse.groupOf)),
  };
}

function mapSplits<Value>(
  predictions: MixtureBySplit,
  measure: (ofSplit: MixturePredictions) => Value,
): Partial<Record<SplitName, Value>> {
  return Object.fromEntries(
    splitNames.flatMap((split) => {
      const ofSplit = predictions[split];
      return ofSplit ? [[split, measure(ofSplit)]] : [];
    }),
  );
}

/** Share of images whose group each level's own softmax got right, the classes last. */
function levelAccuracy(
  { groups, labels }: MixturePredictions,
  levels: readonly LevelGroups[],
): number[] {
  return groups.map((predicted, level) => {
    const truth = levels.at(level)?.groupOf;
    const right = predicted.filter((group, image) => {
      const label = labels[image];
      return group === (truth === undefined ? label : truth[label]);
    });
    return right.length / labels.length;
  });
}

/** Share of all images whose error enters at each level. */
function errorEntry(
  { probabilities, labels, groups }: MixturePredictions,
  levels: readonly LevelGroups[],
): number[] {
  const counts = groups.map(() => 0);
  for (const [predicted, label] of mistakes(probabilities, labels)) {
    counts[entryLevel(levels, predicted, label)]++;
  }
  return counts.map((count) => count / labels.length);
}

/** Mean tree distance over the mistakes; null without any. */
function severity(
  { probabilities, labels }: MixturePredictions,
  tree: readonly LevelGroups[],
): number | null {
  const predicted = predictedClasses(probabilities, probabilities.length / labels.length);
  return mistakeSeverity(tree, predicted, labels);
}

/** Predicted and true class of each image that is classified wrongly. */
function mistakes(probabilities: Float32Array, labels: Int32Array): [number, number][] {
  const predicted = predictedClasses(probabilities, probabilities.length / labels.length);
  const wrong: [number, number][] = [];
  labels.forEach((label, image) => {
    if (predicted[image] !== label) wrong.push([predicted[image], label]);
  });
  return wrong;
}

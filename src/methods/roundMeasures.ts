/** What is measured of a network and of the vote at a round's end, beyond their errors. */
import type { LevelGroups } from '../algorithms/levelwise/levels.ts';
import { separability } from '../algorithms/levelwise/separability.ts';
import { calibration, confidences } from '../algorithms/metrics/calibration.ts';
import { leastRiskClasses } from '../algorithms/metrics/conditionalRisk.ts';
import { hardAndEasy, harmonicMeanRecall, worstClass } from '../algorithms/metrics/hardClasses.ts';
import { mistakeSeverity } from '../algorithms/metrics/mistakeSeverity.ts';
import type { Trainer } from '../engine/engine.ts';
import { roundNumber } from '../lib/roundNumber.ts';
import type { AccuracyBySplit } from '../spec/run/events/eventFields.ts';
import type { Measures } from '../spec/run/events/measureEvents.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import type { SplitName } from '../spec/units.ts';
import { classMoments } from './classGeometry.ts';
import type { MethodContext, Outputs } from './context.ts';
import { evenlySpaced } from './evenlySpaced.ts';

/** The tree in which the severity of mistakes is measured; it stays the same all run long. */
export interface SeverityTree {
  readonly from: NonNullable<EventOf<'round-measured'>['severityTree']>;
  readonly levels: readonly LevelGroups[];
}

/** The split that is measured: the one furthest from training that has images. */
export function measuredSplit(splits: Readonly<Partial<Record<SplitName, unknown>>>): SplitName {
  if (splits.test !== undefined) return 'test';
  return splits.validation === undefined ? 'train' : 'validation';
}

/** The split that classes are ranked on: validation, unless there is none or it is measured itself. */
export function rankingSplit(splits: Readonly<Partial<Record<SplitName, unknown>>>): SplitName {
  const isHeldOut = splits.validation !== undefined && measuredSplit(splits) === 'test';
  return isHeldOut ? 'validation' : 'train';
}

/** A classifier's outputs on the split it is measured on, and its accuracy on all. */
interface Measured {
  readonly outputs: Outputs<Float32Array | Float64Array>;
  readonly predicted: Int32Array;
  readonly classAccuracy: AccuracyBySplit;
  readonly tree: SeverityTree | null;
}

/** What a classifier comes to, and the confidence of each image. */
export function measuresOf({ outputs, predicted, classAccuracy, tree }: Measured): {
  readonly measures: Measures;
  readonly confidence: number[];
} {
  const own = classAccuracy[measuredSplit(classAccuracy)] ?? [];
  const ranking = classAccuracy[rankingSplit(classAccuracy)] ?? [];
  const worst = worstClass(own);
  const confidence = confidences(outputs.probabilities, predicted);
  const { hardestClasses, ...ends } = hardAndEasy(ranking, own);
  const { bins, ...calibrated } = calibration(confidence, predicted, outputs.labels);
  return {
    measures: {
      ...ends,
      hardestClasses: [...hardestClasses],
      worstClass: worst?.accuracy ?? null,
      worstClassIndex: worst?.index ?? null,
      harmonicMeanRecall: harmonicMeanRecall(own),
      calibration: { ...calibrated, bins: [...bins] },
      severity: tree && mistakeSeverity(tree.levels, predicted, outputs.labels),
      leastRisk: tree && leastRisk(outputs, tree),
    },
    confidence: Array.from(confidence, (value) => roundNumber(value, 3)),
  };
}

/** What the classes of least conditional risk come to. */
function leastRisk(
  { probabilities, labels }: Measured['outputs'],
  { levels }: SeverityTree,
): Measures['leastRisk'] {
  if (labels.length === 0) return null;
  const chosen = leastRiskClasses(probabilities, levels, probabilities.length / labels.length);
  const wrong = chosen.filter((index, image) => index !== labels[image]).length;
  return { error: wrong / labels.length, severity: mistakeSeverity(levels, chosen, labels) };
}

/** Classes whose separability is measured, at most: pairs of them are compared (ours). */
const maxSeparated = 200;

/**
 * How far apart the classes lie in a network's features, over the training images that an epoch's
 * figures are measured on; of many classes, over evenly spaced ones. Null of a single class.
 */
export async function measuredSeparability(
  context: Pick<MethodContext, 'data' | 'control'>,
  trainer: Pick<Trainer, 'features' | 'featureCount'>,
): Promise<number | null> {
  const { train } = context.data.sampled;
  const moments = await classMoments(context, trainer, train);
  const classes = evenlySpaced(context.data.classes.length, maxSeparated);
  const value = separability(moments.means(), moments.spreads(), classes);
  return value !== null && Number.isFinite(value) ? roundNumber(value) : null;
}

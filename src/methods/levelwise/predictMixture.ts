/** What a mixture says of whole splits: class probabilities, and the best group at each level. */
import { predictedClasses } from '../../algorithms/metrics/predictions.ts';
import type { EvaluationSet, EvaluationSets } from '../../data/prepare/preparedData.ts';
import type { LevelwiseTrainer, MixtureOutputs } from '../../engine/engine.ts';
import { type SplitName, splitNames } from '../../spec/units.ts';
import type { MethodContext, Outputs } from '../context.ts';

/** A split's outputs, with what each level's own softmax finds most probable. */
export interface MixturePredictions extends Outputs {
  /** Best group of each image, one array a level, the classes' last. */
  readonly groups: readonly Int32Array[];
}

export type MixtureBySplit = Readonly<Partial<Record<SplitName, MixturePredictions>>>;

/** A mixture's predictions on every set given. */
export async function predictMixture(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  sets: EvaluationSets,
): Promise<MixtureBySplit> {
  const predictions: Partial<Record<SplitName, MixturePredictions>> = {};
  for (const split of splitNames) {
    const set = sets[split];
    if (set) predictions[split] = await predictSet(context, trainer, set);
  }
  return predictions;
}

async function predictSet(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  set: EvaluationSet,
): Promise<MixturePredictions> {
  const classCount = context.data.classes.length;
  const total = set.labels.length;
  const probabilities = new Float32Array(total * classCount);
  const groups: Int32Array[] = [];
  for await (const { outputs, start, count } of mixturePieces(context, trainer, set)) {
    probabilities.set(outputs.classes, start * classCount);
    outputs.levels.forEach((values, level) => {
      groups[level] ??= new Int32Array(total);
      groups[level].set(predictedClasses(values, values.length / count), start);
    });
  }
  return { probabilities, labels: set.labels, groups };
}

interface MixturePiece {
  readonly outputs: MixtureOutputs;
  /** Position of its first image in the set. */
  readonly start: number;
  readonly count: number;
}

/** A set's outputs level by level, a bounded number of images at a time. */
export async function* mixturePieces(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  set: EvaluationSet,
): AsyncGenerator<MixturePiece> {
  for await (const { images, start, count } of set.ranges()) {
    await context.control.yieldIfDue();
    yield { outputs: await trainer.predictLevels(images), start, count };
  }
}

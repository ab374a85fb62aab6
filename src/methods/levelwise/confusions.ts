/** What a flat network takes for what: Ω between classes (Table IV, one-level). */
import { confusionAssignment } from '../../algorithms/levelwise/confusionAssignment.ts';
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import { predictedClasses } from '../../algorithms/metrics/predictions.ts';
import { countClasses } from '../../data/dataset.ts';
import type { EvaluationSet } from '../../data/prepare/preparedData.ts';
import type { Trainer } from '../../engine/engine.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import type { MethodContext } from '../context.ts';
import { predictSet } from '../evaluate.ts';

/** How often each class (row) is predicted for images of each class (column). */
export interface Confusions {
  readonly counts: GroupCounts;
  /** Ψ from these counts, N × N. */
  readonly assignment: Float64Array;
}

/**
 * Counts confusions on validation images, and for a class without any on its training images,
 * which the network knows too well.
 */
export async function measureConfusions(
  context: MethodContext,
  trainer: Trainer,
  beta: Float64Array,
): Promise<{ readonly confusions: Confusions; readonly notes: readonly string[] }> {
  const { classes, whole } = context.data;
  const predicted: number[] = [];
  const truth: number[] = [];
  const add = async (set: EvaluationSet | undefined, isWanted: (label: number) => boolean) => {
    if (!set) return;
    const { probabilities, labels } = await predictSet(context, trainer, set);
    predictedClasses(probabilities, classes.length).forEach((index, image) => {
      if (!isWanted(labels[image])) return;
      predicted.push(index);
      truth.push(labels[image]);
    });
  };
  const held = countClasses(whole.validation?.labels ?? new Int32Array(), classes.length);
  await add(whole.validation, () => true);
  const missing = held.filter((count) => count === 0).length;
  if (missing > 0) await add(whole.train, (label) => held[label] === 0);
  const images = [Int32Array.from(predicted), Int32Array.from(truth)] as const;
  return {
    confusions: {
      counts: GroupCounts.of(...images, classes.length, classes.length),
      assignment: confusionAssignment(...images, beta),
    },
    notes: missing === 0 ? [] : [missingNote(missing, classes.length)],
  };
}

function missingNote(missing: number, classCount: number): string {
  return `${formatCount(missing)} of ${formatCount(classCount)} classes have no validation images: their confusions were counted on training images, where they are fewer.`;
}

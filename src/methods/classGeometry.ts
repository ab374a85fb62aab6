/** Where the classes lie in a network's feature space. */
import { ClassMoments } from '../algorithms/levelwise/classMoments.ts';
import { principalComponents } from '../algorithms/levelwise/principalComponents.ts';
import type { EvaluationSet } from '../data/prepare/preparedData.ts';
import type { Trainer } from '../engine/engine.ts';
import { roundNumber } from '../lib/roundNumber.ts';
import type { EventOf, RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext } from './context.ts';

type FeatureTrainer = Pick<Trainer, 'features' | 'featureCount'>;

/** Principal components of the class means that are told, at most. */
const maxDimensions = 16;

/** Means and spreads of the classes' deep features over training images, all of them unless told, not augmented. */
export async function classMoments(
  { data, control }: Pick<MethodContext, 'data' | 'control'>,
  trainer: FeatureTrainer,
  train: EvaluationSet | undefined = data.whole.train,
): Promise<ClassMoments> {
  const moments = new ClassMoments(data.classes.length, trainer.featureCount);
  if (!train) throw new RangeError('There are no training images');
  for await (const { images, start, count } of train.ranges()) {
    await control.yieldIfDue();
    const features = await trainer.features(images);
    moments.add(features, train.labels.subarray(start, start + count));
  }
  return moments;
}

/** The event that tells where the classes lie after an epoch. */
export function classGeometry(
  moments: ClassMoments,
  classCount: number,
  featureCount: number,
  epoch: number,
): RunEventBody {
  const { dimensions, varianceKept, values } = principalComponents(
    moments.means(),
    classCount,
    featureCount,
    maxDimensions,
  );
  return {
    type: 'class-geometry',
    epoch,
    dimensions,
    varianceKept: roundNumber(varianceKept),
    means: Array.from(values, (value) => roundNumber(value)),
    spreads: Array.from(moments.spreads(), (value) => roundNumber(value)),
  } satisfies Omit<EventOf<'class-geometry'>, 'runId' | 'seq' | 'at'>;
}

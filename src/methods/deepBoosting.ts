/**
 * Deep boosting, the baseline of Table 2: SAMME over networks. Each trains from a fresh start on
 * images weighed by what those before got wrong; each votes by its weighted error.
 */
import {
  classShares,
  effectiveImages,
  equalImageWeights,
  learnerError,
  learnerOf,
  updateImageWeights,
} from '../algorithms/boosting/samme.ts';
import { hardClassErrors, softClassErrors } from '../algorithms/complementary/classErrors.ts';
import { predictedClasses } from '../algorithms/metrics/predictions.ts';
import { plainObjective } from '../engine/engine.ts';
import { doublesIn, rowTensor } from '../spec/run/checkpoint.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd, Outputs } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { firstRound, keepRound } from './rounds.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Trains `rounds` networks. @throws RangeError where there are no training images. */
export async function* deepBoosting(
  context: MethodContext,
  rounds: number,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context);
  const classCount = context.data.classes.length;
  const { labels } = trainingOutputs(context.data.whole);
  let weights = startingWeights(context, labels.length);
  const finishedRounds = () => ({ ...ensemble.save(), [weightsName]: rowTensor(weights) });
  for (let round = firstRound(context); round <= rounds; round++) {
    // Their mean is 1, as the weights of classes have it.
    const imageWeights = weights.map((weight) => weight * weights.length);
    const { outputs, networkHash, separability, seconds } = yield* trainNetwork(context, {
      round,
      seed: context.spec.seed,
      objective: plainObjective,
      weights: { own: new Float64Array(classCount).fill(1), wrong: null },
      imageWeights,
      classImportance: classShares(weights, labels, classCount),
      forecast: () => null,
      describe: null,
      finishedRounds,
    });
    const { probabilities } = trainingOutputs(outputs);
    const predicted = predictedClasses(probabilities, classCount);
    const error = learnerError(weights, predicted, labels);
    const learner = learnerOf(error, classCount);
    weights = updateImageWeights(weights, predicted, labels, learner);
    yield {
      type: 'images-weighed',
      round,
      isReset: learner.isReset,
      isHeld: learner.isHeld,
      effectiveImages: effectiveImages(weights),
    };
    yield {
      type: 'round-finished',
      round,
      errorsFrom: 'train',
      softErrors: [...softClassErrors(probabilities, labels, classCount)],
      hardErrors: [...hardClassErrors(probabilities, labels, classCount)],
      weightedError: error,
      gamma: null,
      gammaClamped: false,
      importanceNext: [...classShares(weights, labels, classCount)],
      ...ensemble.add(outputs, learner.vote),
      alwaysHard: null,
      bound: {
        value: null,
        note: 'The bound is about importance of classes; here single images are weighed.',
      },
      topPredictions: null,
      networkHash,
      seconds,
    };
    yield ensemble.measured(round, separability);
    await keepRound(context, round, finishedRounds());
  }
  return 'rounds';
}

const weightsName = 'boosting/image-weights';

/** All alike, or those of the checkpoint that the run goes on from. */
function startingWeights({ resumption }: MethodContext, count: number): Float64Array {
  if (resumption === null) return equalImageWeights(count);
  return doublesIn(resumption.checkpoint.finishedRounds, weightsName);
}

/** What there is of the training images. */
function trainingOutputs<Kind extends Pick<Outputs, 'labels'>>(
  sets: Readonly<Partial<Record<'train', Kind>>>,
): Kind {
  if (sets.train === undefined) throw new RangeError('There are no training images to weigh');
  return sets.train;
}

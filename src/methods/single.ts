import { initialImportance } from '../algorithms/complementary/importance.ts';
import type { SingleSpec } from '../spec/methods/single.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import { classGeometry, classMoments } from './classGeometry.ts';
import type { MethodContext, MethodEnd } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { singleObjective } from './singleObjective.ts';
import { topPredictionsOf } from './topPredictions.ts';
import { trainNetwork } from './trainNetwork.ts';

/** One network, by cross-entropy the baseline of every table, or by another objective. */
export async function* single(
  context: MethodContext,
  method: SingleSpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const classCount = context.data.classes.length;
  const uniform = initialImportance(classCount);
  const { objective, weights, refresh } = singleObjective(method.objective, context.data);
  const weightsNow = context.resumption?.state.rounds[0]?.classWeights.at(-1)?.weights;
  const ensemble = new Ensemble(context);
  const { outputs, networkHash, separability, seconds } = yield* trainNetwork(context, {
    round: 1,
    seed: context.spec.seed,
    objective,
    // What was told last is what the classes weigh where a run goes on; a trainer that changes them
    // itself has them in its snapshot.
    weights: { own: weightsNow ? Float64Array.from(weightsNow) : weights, wrong: null },
    classImportance: weights.map((weight) => weight / classCount),
    ...(refresh && { refresh }),
    forecast: () => null,
    describe: async (trainer) => {
      const moments = await classMoments(context, trainer);
      return [
        classGeometry(moments, classCount, trainer.featureCount, context.spec.training.epochs),
      ];
    },
    finishedRounds: () => ensemble.save(),
  });
  yield {
    type: 'round-finished',
    round: 1,
    ...equalVoteOutcome(uniform, outputs),
    ...ensemble.add(outputs, 1),
    topPredictions: topPredictionsOf(outputs.test, classCount),
    networkHash,
    seconds,
  };
  yield ensemble.measured(1, separability);
  return 'rounds';
}

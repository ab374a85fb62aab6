import { initialImportance } from '../algorithms/complementary/importance.ts';
import { plainObjective } from '../engine/engine.ts';
import { classGeometry, classMoments } from './classGeometry.ts';
import type { Method } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { topPredictionsOf } from './topPredictions.ts';
import { trainNetwork } from './trainNetwork.ts';

/** One network, every class equally important: the baseline of every table. */
export const single: Method = async function* (context) {
  const classCount = context.data.classes.length;
  const uniform = initialImportance(classCount);
  const ensemble = new Ensemble(context);
  const { outputs, networkHash, separability, seconds } = yield* trainNetwork(context, {
    round: 1,
    seed: context.spec.seed,
    objective: plainObjective,
    weights: { own: new Float64Array(classCount).fill(1), wrong: null },
    classImportance: uniform,
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
};

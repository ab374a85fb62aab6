/**
 * The level-wise mixture over a visual hierarchy: one trunk, a softmax for each level of a tree of
 * classes, and class probabilities that mix them (Eq. 1, 2, 11). A flat network is trained for the
 * warm-up epochs; the hierarchy is built; then the mixture is trained, and Ψ, the groups' share of
 * each class, adapts to what the network sees (Eq. 4 to 6, Algorithm 1).
 */
import { plainObjective } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd } from '../context.ts';
import { Ensemble } from '../ensemble.ts';
import { equalVoteOutcome } from '../equalVote.ts';
import { startFrom } from '../startFrom.ts';
import { topPredictionsOf } from '../topPredictions.ts';
import { trainLevelwise } from './trainLevelwise.ts';

/** Trains one network: flat for the warm-up epochs, as a mixture for the others. */
export async function* levelwise(
  context: MethodContext,
  method: LevelwiseSpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const round = 1;
  const { classWeights, classImportance } = importanceOf(context, method);
  const { outputs, networkHash, separability, severityTree, seconds } = yield* trainLevelwise(
    context,
    {
      method,
      round,
      seed: context.spec.seed,
      objective: plainObjective,
      weights: { own: classWeights, wrong: null },
      classImportance,
      begin: method.initialFrom === null ? null : (trainer) => startFrom(context, trainer),
      severityTree: null,
      forecast: () => null,
      finishedRounds: () => ({}),
    },
  );
  const ensemble = new Ensemble(context, severityTree);
  const accuracy = ensemble.add(outputs, 1);
  yield {
    type: 'round-finished',
    round,
    ...equalVoteOutcome(classImportance, outputs),
    ...accuracy,
    topPredictions: topPredictionsOf(outputs.test, context.data.classes.length),
    networkHash,
    seconds,
  };
  yield ensemble.measured(round, separability);
  return 'rounds';
}

interface Importance {
  /** w of the loss, one a class. */
  readonly classWeights: Float64Array;
  /** The same, summing to 1. */
  readonly classImportance: Float64Array;
}

function importanceOf({ data }: MethodContext, { classImportance }: LevelwiseSpec): Importance {
  const classWeights = Float64Array.from(data.classes, (_, index) => classImportance?.[index] ?? 1);
  const sum = classWeights.reduce((total, weight) => total + weight, 0);
  return { classWeights, classImportance: classWeights.map((weight) => weight / sum) };
}

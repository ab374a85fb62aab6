/** What a level-wise run begins with: a flat network, trained for the warm-up epochs. */
import { plainObjective, type Trainer } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { MethodContext } from '../context.ts';
import { startFrom } from '../startFrom.ts';
import { createFlatTrainer } from '../trainNetwork.ts';

/** A flat network as the spec has it start: from random weights, or from an earlier network. */
export function createStartingTrainer(
  context: MethodContext,
  method: LevelwiseSpec,
  classWeights: Float64Array,
): Trainer {
  const trainer = createFlatTrainer(context, {
    round: 1,
    seed: context.spec.seed,
    objective: plainObjective,
    weights: { own: classWeights, wrong: null },
  });
  if (method.initialFrom !== null) startFrom(context, trainer);
  return trainer;
}

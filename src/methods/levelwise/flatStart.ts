/** What a level-wise run begins with: a flat network, trained for the warm-up epochs. */
import { EngineError, plainObjective, type Trainer } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { MethodContext } from '../context.ts';
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

/** The trunk is taken over; the classifier only where it tells the same classes apart. */
function startFrom({ initial, data }: MethodContext, trainer: Trainer): void {
  if (initial === null) throw new RangeError('The network to start from was not given');
  const isSameClasses =
    initial.classes.length === data.classes.length &&
    initial.classes.every((name, index) => name === data.classes[index]);
  if (trainer.loadMatching(initial.snapshot, { classifier: isSameClasses }) > 0) return;
  throw new EngineError(
    'The network to start from has no layer of the shape that this run’s network has.',
    'Start from a network trained on images of the same size, or from random weights.',
  );
}

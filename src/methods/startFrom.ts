/** Networks that begin with the weights of another. */
import { EngineError, type Trainer } from '../engine/engine.ts';
import type { MethodContext } from './context.ts';

/** The trunk is taken over; the classifier only where it tells the same classes apart. */
export function startFrom(
  { initial, data }: Pick<MethodContext, 'initial' | 'data'>,
  trainer: Pick<Trainer, 'loadMatching'>,
): void {
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

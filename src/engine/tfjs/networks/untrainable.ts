import type { PlacedLayer } from '../../../spec/networks/placedLayers.ts';
import { EngineError } from '../../engine.ts';

/** A layer that can be described, but that no kernel computes yet. */
export function cannotTrain({ name }: Pick<PlacedLayer, 'name'>, what: string): EngineError {
  return new EngineError(
    `The layer “${name}” cannot be trained yet: it is ${what}.`,
    'Choose a network without such layers.',
  );
}

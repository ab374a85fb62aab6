/** The arithmetic of a training step. */
import { multiplyAddsOf } from '../../src/spec/networks/layerParameters.ts';
import { everyLayer } from '../../src/spec/networks/placedLayers.ts';
import { type BenchNetwork, placedLayers } from './network.ts';

/**
 * Floating point operations of one step of `batch` images: two for each multiplication in
 * convolutions and dense layers, forward, for the gradient of their weights and, but for the first
 * of them, for that of their input. The zeros around images count; all other layers do not.
 */
export function stepFlops(network: BenchNetwork, batch: number): number {
  const products = everyLayer(placedLayers(network))
    .map(multiplyAddsOf)
    .filter((count) => count > 0);
  const passes = products.map((count, position) => count * (position === 0 ? 2 : 3));
  return 2 * batch * passes.reduce((sum, count) => sum + count, 0);
}

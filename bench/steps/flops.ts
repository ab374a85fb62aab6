/** The arithmetic of a training step. */
import type { BenchLayer, BenchNetwork } from './network.ts';

/**
 * Floating point operations of one step of `batch` images: two for each multiplication in
 * convolutions and dense layers, forward, for the gradient of their weights and, but for the first
 * of them, for that of their input. The zeros around images count; all other layers do not.
 */
export function stepFlops({ shape, layers }: BenchNetwork, batch: number): number {
  const products = productsOf(layers, shape.height);
  const passes = products.map((count, position) => count * (position === 0 ? 2 : 3));
  return 2 * batch * passes.reduce((sum, count) => sum + count, 0);
}

/** Multiplications of each convolution and dense layer for one square image of a height. */
function productsOf(layers: readonly BenchLayer[], height: number): number[] {
  let side = height;
  return layers.flatMap((layer) => {
    if (layer.kind === 'maxPool') side = Math.ceil(side / 2);
    if (layer.kind === 'dense') return [layer.inputs * layer.units];
    if (layer.kind === 'residual') {
      const own = productsOf(layer.body, side);
      side = Math.ceil(side / layer.stride);
      return own;
    }
    if (layer.kind !== 'convolution') return [];
    side = Math.ceil(side / layer.stride);
    return [9 * layer.inputs * layer.outputs * side * side];
  });
}

import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../../spec/experimentSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { dense } from '../layers/dense.ts';
import type { Layer } from '../layers/layer.ts';
import { sequence } from '../layers/sequence.ts';
import { onRows } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';

/** Fully connected layers with ReLU between them; without hidden layers a linear classifier. */
export function mlp(
  kernels: Kernels,
  store: ParameterStore,
  network: Extract<NetworkSpec, { kind: 'mlp' }>,
  shape: ImageShape,
  classCount: number,
): Layer {
  const sizes = [shape.height * shape.width * shape.channels, ...network.hidden, classCount];
  const layers = sizes.slice(1).map((units, position) => {
    const inputs = sizes[position];
    const deviation = network.initial === 'he' ? Math.sqrt(2 / inputs) : 0.01;
    const relu = position < network.hidden.length;
    return dense(kernels, store, {
      name: `dense${position + 1}`,
      inputs,
      units,
      deviation,
      relu,
    }) as Layer;
  });
  return onRows(sequence(...layers) as Layer<Tensor2D, Tensor2D>) as Layer;
}

import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { dense } from '../layers/dense.ts';
import type { Layer } from '../layers/layer.ts';
import { sequence } from '../layers/sequence.ts';
import { flatten, onRows } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';
import type { Trunk } from './trunk.ts';

/** Fully connected layers with ReLU, then the classifier; without hidden layers that alone. */
export function mlp(
  kernels: Kernels,
  store: ParameterStore,
  network: Extract<NetworkSpec, { kind: 'mlp' }>,
  shape: ImageShape,
): Trunk {
  const sizes = [shape.height * shape.width * shape.channels, ...network.hidden];
  const deviationOf = (inputs: number) => (network.initial === 'he' ? Math.sqrt(2 / inputs) : 0.01);
  const layers = network.hidden.map((units, position) => {
    const inputs = sizes[position];
    const deviation = deviationOf(inputs);
    const name = `dense${position + 1}`;
    return dense(kernels, store, { name, inputs, units, deviation, relu: true }) as Layer;
  });
  const featureCount = sizes[sizes.length - 1];
  return {
    layer: trunkOf(layers),
    featureCount,
    isTrained: layers.length > 0,
    classifier: { name: `dense${sizes.length}`, deviation: deviationOf(featureCount) },
  };
}

function trunkOf(layers: readonly Layer[]): Layer<Tensor4D, Tensor2D> {
  if (layers.length === 0) return flatten();
  return onRows(sequence(...layers) as Layer<Tensor2D, Tensor2D>);
}

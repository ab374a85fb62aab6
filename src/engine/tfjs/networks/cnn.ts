import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { convolutionRelu } from '../layers/convolution.ts';
import type { Layer } from '../layers/layer.ts';
import { sequence } from '../layers/sequence.ts';
import { flatten, maxPool } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';
import type { Trunk } from './trunk.ts';

/** Two 3 × 3 convolutions, each with ReLU and 2 × 2 max-pooling, then the classifier. */
export function cnn(
  kernels: Kernels,
  store: ParameterStore,
  network: Extract<NetworkSpec, { kind: 'cnn' }>,
  shape: ImageShape,
): Trunk {
  const [first, second] = network.channels;
  const sideAfter = (length: number) => Math.ceil(Math.ceil(length / 2) / 2);
  const convolution = (name: string, inputs: number, outputs: number) =>
    convolutionRelu(kernels, store, { name, inputs, outputs, stride: 1 }) as Layer;
  const layers = sequence(
    convolution('conv1', shape.channels, first),
    maxPool(kernels) as Layer,
    convolution('conv2', first, second),
    maxPool(kernels) as Layer,
    flatten() as Layer,
  );
  return {
    layer: layers as Layer<Tensor4D, Tensor2D>,
    featureCount: sideAfter(shape.height) * sideAfter(shape.width) * second,
    isTrained: true,
    classifier: { name: 'dense', deviation: 0.01 },
  };
}

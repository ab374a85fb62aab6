import type { NetworkSpec } from '../../../spec/experimentSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { convolutionRelu } from '../layers/convolution.ts';
import { dense } from '../layers/dense.ts';
import type { Layer } from '../layers/layer.ts';
import { sequence } from '../layers/sequence.ts';
import { flatten, maxPool } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';

/** Two 3 × 3 convolutions, each with ReLU and 2 × 2 max-pooling, then one dense layer. */
export function cnn(
  kernels: Kernels,
  store: ParameterStore,
  network: Extract<NetworkSpec, { kind: 'cnn' }>,
  shape: ImageShape,
  classCount: number,
): Layer {
  const [first, second] = network.channels;
  const sideAfter = (length: number) => Math.ceil(Math.ceil(length / 2) / 2);
  const features = sideAfter(shape.height) * sideAfter(shape.width) * second;
  const convolution = (name: string, inputs: number, outputs: number) =>
    convolutionRelu(kernels, store, { name, inputs, outputs, stride: 1 }) as Layer;
  return sequence(
    convolution('conv1', shape.channels, first),
    maxPool(kernels) as Layer,
    convolution('conv2', first, second),
    maxPool(kernels) as Layer,
    flatten() as Layer,
    dense(kernels, store, {
      name: 'dense',
      inputs: features,
      units: classCount,
      deviation: 0.01,
      relu: false,
    }) as Layer,
  );
}

import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { batchNorm } from '../layers/batchNorm.ts';
import { convolution } from '../layers/convolution.ts';
import type { Layer } from '../layers/layer.ts';
import { residualBlock } from '../layers/residualBlock.ts';
import { sequence } from '../layers/sequence.ts';
import { globalAveragePool } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';
import type { Trunk } from './trunk.ts';

/** Channels of the three stages; the second and third begin with stride 2. */
const stages = [16, 32, 64] as const;

/**
 * Residual network for small images, depth 6n + 2, of He et al. 2016, section 4.2: a convolution,
 * three stages of n basic blocks and global average pooling, then the classifier.
 */
export function resnet(
  kernels: Kernels,
  store: ParameterStore,
  network: Extract<NetworkSpec, { kind: 'resnet' }>,
  shape: ImageShape,
): Trunk {
  const stem = {
    name: 'stem/conv',
    inputs: shape.channels,
    outputs: stages[0],
    stride: 1,
  } as const;
  const layers = sequence(
    convolution(kernels, store, stem) as Layer,
    batchNorm(kernels, store, 'stem/norm', stages[0], true) as Layer,
    ...blocks(kernels, store, (network.depth - 2) / 6),
    globalAveragePool(kernels) as Layer,
  );
  return {
    layer: layers as Layer<Tensor4D, Tensor2D>,
    featureCount: stages[2],
    isTrained: true,
    classifier: { name: 'dense', deviation: 0.01 },
  };
}

function blocks(kernels: Kernels, store: ParameterStore, perStage: number): Layer[] {
  let inputs: number = stages[0];
  return stages.flatMap((outputs, stage) =>
    Array.from({ length: perStage }, (_, position) => {
      const name = `stage${stage + 1}/block${position + 1}`;
      const stride = stage > 0 && position === 0 ? 2 : 1;
      const block = residualBlock(kernels, store, { name, inputs, outputs, stride });
      inputs = outputs;
      return block as Layer;
    }),
  );
}

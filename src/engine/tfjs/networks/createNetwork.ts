import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { assertNever } from '../../../lib/assertNever.ts';
import type { NetworkSpec } from '../../../spec/experimentSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Layer } from '../layers/layer.ts';
import type { ParameterStore } from '../parameters.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';
import { resnet } from './resnet.ts';

/** From images, B × height × width × channels, to logits, B × N. */
export type Network = Layer<Tensor4D, Tensor2D>;

/** Builds the network of a spec; its parameters go to the store. */
export function createNetwork(
  kernels: Kernels,
  store: ParameterStore,
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): Network {
  switch (network.kind) {
    case 'mlp':
      return mlp(kernels, store, network, shape, classCount) as Network;
    case 'cnn':
      return cnn(kernels, store, network, shape, classCount) as Network;
    case 'resnet':
      return resnet(kernels, store, network, shape, classCount) as Network;
    default:
      return assertNever(network, 'network');
  }
}

import { assertNever } from '../../../lib/assertNever.ts';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { ParameterStore } from '../parameters.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';
import { resnet } from './resnet.ts';
import type { Trunk } from './trunk.ts';

/** Builds the network of a spec up to its classifier; its parameters go to the store. */
export function createTrunk(
  kernels: Kernels,
  store: ParameterStore,
  network: NetworkSpec,
  shape: ImageShape,
): Trunk {
  switch (network.kind) {
    case 'mlp':
      return mlp(kernels, store, network, shape);
    case 'cnn':
      return cnn(kernels, store, network, shape);
    case 'resnet':
      return resnet(kernels, store, network, shape);
    default:
      return assertNever(network, 'network');
  }
}

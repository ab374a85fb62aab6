/**
 * The networks of the bench: the descriptions that Espalier trains its own from, which every engine
 * builds with its own means.
 */
import {
  convolution,
  dense,
  globalMean,
  type LayerList,
  norm,
  relu,
} from '../../src/spec/networks/layerDescription.ts';
import { networkLayers } from '../../src/spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../src/spec/networks/networks.ts';
import { type PlacedNetwork, placeNetwork } from '../../src/spec/networks/placedLayers.ts';
import type { ImageShape } from '../../src/spec/units.ts';

export interface BenchNetwork {
  readonly shape: ImageShape;
  readonly classCount: number;
  /** The last one is the classifier. */
  readonly layers: LayerList;
  /** The same network as one of Espalier's kinds; null where it is none of them. */
  readonly spec: NetworkSpec | null;
}

const greyImages = { height: 28, width: 28, channels: 1 };
const colourImages = { height: 32, width: 32, channels: 3 };

/** Fully connected layers with ReLU on grey images, then the classifier. */
export function mlp(hidden: readonly number[], classCount: number): BenchNetwork {
  return networkOf({ kind: 'mlp', hidden: [...hidden], initial: 'he' }, greyImages, classCount);
}

/** Two convolutions, each with ReLU and pooling, on grey images, then the classifier. */
export function cnn(first: number, second: number, classCount: number): BenchNetwork {
  return networkOf({ kind: 'cnn', channels: [first, second] }, greyImages, classCount);
}

/** The residual network of depth 6n + 2 on colour images (He et al. 2016, section 4.2). */
export function resnet(depth: 8 | 14 | 20 | 32, classCount: number): BenchNetwork {
  return colourNetwork({ kind: 'resnet', depth }, classCount);
}

/** Any of Espalier's networks on colour images. */
export function colourNetwork(spec: NetworkSpec, classCount: number): BenchNetwork {
  return networkOf(spec, colourImages, classCount);
}

/** Four convolutions with batch norm and ReLU on colour images, then the classifier. */
export function batchNormNetwork(classCount: number): BenchNetwork {
  const layers = [16, 16, 32, 64].flatMap((outputs, position) => {
    const stride = position > 1 ? 2 : 1;
    const number = position + 1;
    return [
      convolution(`conv${number}`, outputs, { stride }),
      norm(`norm${number}`),
      relu(`relu${number}`),
    ];
  });
  return {
    shape: colourImages,
    classCount,
    layers: [...layers, globalMean('mean'), dense('dense', classCount, 0.01)],
    spec: null,
  };
}

/** The layers with the shapes that arrive and leave. */
export function placedLayers({ layers, shape }: BenchNetwork): PlacedNetwork {
  return placeNetwork(layers, shape);
}

/** One of Espalier's networks, for images of a shape and N classes. */
export function networkOf(spec: NetworkSpec, shape: ImageShape, classCount: number): BenchNetwork {
  const layers = networkLayers(spec, shape, classCount);
  return { shape, classCount, layers, spec };
}

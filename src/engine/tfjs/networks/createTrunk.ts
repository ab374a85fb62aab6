/**
 * From the description of a network to the layers that train: one after another as they are
 * described, a ReLU joined with the layer before it, as kernels compute the two together.
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { assertNever } from '../../../lib/assertNever.ts';
import {
  isImage,
  type Placed,
  type PlacedList,
  type PlacedNetwork,
} from '../../../spec/networks/placedLayers.ts';
import type { Kernels, Stride } from '../kernels/kernels.ts';
import { add } from '../layers/add.ts';
import { batchNorm } from '../layers/batchNorm.ts';
import { convolution } from '../layers/convolution.ts';
import { dense } from '../layers/dense.ts';
import type { Layer } from '../layers/layer.ts';
import { type Sequence, sequence } from '../layers/sequence.ts';
import { flatten, globalMean, maxPool, paddedShortcut } from '../layers/shapes.ts';
import type { ParameterStore } from '../parameters.ts';
import { joinRelus, type LayerStep } from './joinRelus.ts';
import type { Trunk } from './trunk.ts';
import { cannotTrain } from './untrainable.ts';

/**
 * Builds a network up to its classifier; its parameters go to the store.
 * @throws EngineError for a layer that no kernel computes yet.
 */
export function createTrunk(
  kernels: Kernels,
  store: ParameterStore,
  { trunk, classifier }: PlacedNetwork,
): Trunk {
  return {
    layer: new TrunkBuilder(kernels, store).trunk(trunk),
    featureCount: classifier.input.features,
    classifier,
  };
}

class TrunkBuilder {
  private readonly kernels: Kernels;
  private readonly store: ParameterStore;

  constructor(kernels: Kernels, store: ParameterStore) {
    this.kernels = kernels;
    this.store = store;
  }

  /** Layers of images, one that makes rows of them, layers of rows. */
  trunk(layers: PlacedList): Layer<Tensor4D, Tensor2D> {
    const steps = joinRelus(layers);
    const bridge = steps.findIndex(({ layer }) => !isImage(layer.output));
    const rows = steps.slice(bridge + 1);
    const images = this.images(steps.slice(0, bridge)).followedBy(this.bridge(steps[bridge]));
    return rows.reduce((before, step) => before.followedBy(this.ofRows(step)), images);
  }

  private images(steps: readonly LayerStep[]): Sequence<Tensor4D, Tensor4D> {
    return sequence(steps.map((step) => this.ofImages(step)));
  }

  private ofImages({ layer, relu }: LayerStep): Layer<Tensor4D, Tensor4D> {
    const { kernels, store } = this;
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, relu);
      case 'norm':
        return batchNorm(kernels, store, layer, { channels: layer.input.channels, relu });
      case 'pooling':
        return this.pooling(layer);
      case 'paddedShortcut':
        if (layer.stride !== 2) throw cannotTrain(layer, 'a shortcut that keeps every pixel');
        return paddedShortcut(kernels, layer.outputs);
      case 'add':
        return this.add(layer, relu);
      case 'concatenate':
        throw cannotTrain(layer, 'branches put side by side');
      case 'relu':
        throw cannotTrain(layer, 'a ReLU by itself');
      case 'dropout':
        throw cannotTrain(layer, 'dropout');
      case 'globalMean':
      case 'flatten':
      case 'dense':
        throw new RangeError(`${layer.name} does not put out images`);
      default:
        return assertNever(layer, 'layer');
    }
  }

  private bridge({ layer }: LayerStep): Layer<Tensor4D, Tensor2D> {
    switch (layer.kind) {
      case 'globalMean':
        return globalMean(this.kernels);
      case 'flatten':
        return flatten();
      default:
        throw new RangeError(`${layer.name} does not make rows of images`);
    }
  }

  private ofRows({ layer, relu }: LayerStep): Layer<Tensor2D, Tensor2D> {
    switch (layer.kind) {
      case 'dense':
        return dense(this.kernels, this.store, layer, { inputs: layer.input.features, relu });
      case 'relu':
        throw cannotTrain(layer, 'a ReLU by itself');
      case 'dropout':
        throw cannotTrain(layer, 'dropout');
      default:
        throw new RangeError(`${layer.name} does not take rows`);
    }
  }

  private convolution(layer: Placed<'convolution'>, relu: boolean): Layer<Tensor4D, Tensor4D> {
    const { size, stride, padding, groups } = layer;
    if (size !== 3) throw cannotTrain(layer, `a convolution of ${size} × ${size}`);
    if (padding !== 1) throw cannotTrain(layer, `a convolution with ${padding} pixels of zeros`);
    if (groups !== 1) throw cannotTrain(layer, `a convolution of ${groups} groups`);
    if (!isStride(stride)) throw cannotTrain(layer, `a convolution of stride ${stride}`);
    const inputs = layer.input.channels;
    return convolution(this.kernels, this.store, layer, { inputs, stride, relu });
  }

  private pooling(layer: Placed<'pooling'>): Layer<Tensor4D, Tensor4D> {
    const { of, size, stride, padding, keepsPartial, input } = layer;
    if (of !== 'maximum') throw cannotTrain(layer, 'pooling by means');
    const isWhole = input.height % 2 === 0 && input.width % 2 === 0;
    if (size === 2 && stride === 2 && padding === 0 && (keepsPartial || isWhole)) {
      return maxPool(this.kernels);
    }
    throw cannotTrain(layer, 'pooling of other windows than 2 × 2 with stride 2');
  }

  private add(layer: Placed<'add'>, relu: boolean): Layer<Tensor4D, Tensor4D> {
    const branches = layer.branches.map((branch) => this.images(joinRelus(branch)));
    const [first, second, ...others] = branches;
    if (others.length > 0) throw cannotTrain(layer, `a sum of ${branches.length} branches`);
    return add(this.kernels, [first, second], relu);
  }
}

function isStride(stride: number): stride is Stride {
  return stride === 1 || stride === 2;
}

/**
 * From the description of a network to the layers that train: one after another as they are
 * described, a ReLU joined with the layer before it, as kernels compute the two together.
 */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { assertNever } from '../../../lib/assertNever.ts';
import {
  isImage,
  type Placed,
  type PlacedList,
  type PlacedNetwork,
} from '../../../spec/networks/placedLayers.ts';
import type { Backend } from '../backends/backend.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { add } from '../layers/add.ts';
import { batchNorm } from '../layers/batchNorm.ts';
import type { LayerBranch } from '../layers/branches.ts';
import { concatenate } from '../layers/concatenate.ts';
import { convolution } from '../layers/convolution.ts';
import { dense } from '../layers/dense.ts';
import { flatten } from '../layers/flatten.ts';
import type { Layer } from '../layers/layer.ts';
import { named } from '../layers/named.ts';
import { globalMean, maxPool, meanPool, paddedShortcut } from '../layers/pooling.ts';
import { type Sequence, sequence } from '../layers/sequence.ts';
import { dropout, relu as reluAlone } from '../layers/valueByValue.ts';
import type { ParameterStore } from '../parameters.ts';
import { joinRelus, type LayerStep } from './joinRelus.ts';
import type { Trunk } from './trunk.ts';
import { cannotTrain } from './untrainable.ts';

type ComputingBackend = Pick<Backend, 'kernels' | 'computesAgain'>;

/**
 * Builds a network up to its classifier; its parameters go to the store.
 * @throws EngineError for a layer that no kernel computes yet.
 */
export function createTrunk(
  backend: ComputingBackend,
  store: ParameterStore,
  { trunk, classifier }: PlacedNetwork,
): Trunk {
  return {
    layer: new TrunkBuilder(backend, store).trunk(trunk),
    featureCount: classifier.input.features,
    classifier,
  };
}

class TrunkBuilder {
  private readonly kernels: Kernels;
  private readonly isComputedAgain: boolean;
  private readonly store: ParameterStore;

  constructor({ kernels, computesAgain }: ComputingBackend, store: ParameterStore) {
    this.kernels = kernels;
    this.isComputedAgain = computesAgain;
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

  private ofImages(step: LayerStep): Layer<Tensor4D, Tensor4D> {
    return named(step.layer.name, this.makingImages(step));
  }

  private makingImages({ layer, relu }: LayerStep): Layer<Tensor4D, Tensor4D> {
    const { kernels, store, isComputedAgain } = this;
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, relu);
      case 'norm':
        return batchNorm(kernels, store, layer, {
          channels: layer.input.channels,
          relu,
          isComputedAgain,
        });
      case 'pooling':
        return this.pooling(layer);
      case 'paddedShortcut':
        return paddedShortcut(kernels, layer.outputs, layer.stride);
      case 'add':
        return add(kernels, this.branches(layer), relu);
      case 'concatenate':
        return concatenate(kernels, this.branches(layer));
      case 'relu':
      case 'dropout':
        return this.ofAny(layer);
      case 'globalMean':
      case 'flatten':
      case 'dense':
        throw new RangeError(`${layer.name} does not put out images`);
      default:
        return assertNever(layer, 'layer');
    }
  }

  private bridge(step: LayerStep): Layer<Tensor4D, Tensor2D> {
    return named(step.layer.name, this.makingRows(step));
  }

  private makingRows({ layer }: LayerStep): Layer<Tensor4D, Tensor2D> {
    switch (layer.kind) {
      case 'globalMean':
        return globalMean(this.kernels);
      case 'flatten':
        return flatten();
      default:
        throw new RangeError(`${layer.name} does not make rows of images`);
    }
  }

  private ofRows(step: LayerStep): Layer<Tensor2D, Tensor2D> {
    return named(step.layer.name, this.takingRows(step));
  }

  private takingRows({ layer, relu }: LayerStep): Layer<Tensor2D, Tensor2D> {
    switch (layer.kind) {
      case 'dense':
        return dense(this.kernels, this.store, layer, { inputs: layer.input.features, relu });
      case 'relu':
      case 'dropout':
        return this.ofAny(layer);
      default:
        throw new RangeError(`${layer.name} does not take rows`);
    }
  }

  private ofAny<T extends Tensor>(layer: Placed<'relu' | 'dropout'>): Layer<T, T> {
    if (layer.kind === 'relu') return reluAlone(this.kernels);
    return dropout(this.kernels, layer.rate, this.store.dropout.key(layer.name));
  }

  private convolution(layer: Placed<'convolution'>, relu: boolean): Layer<Tensor4D, Tensor4D> {
    const { groups, input } = layer;
    if (groups !== 1) throw cannotTrain(layer, `a convolution of ${groups} groups`);
    return convolution(this.kernels, this.store, layer, { inputs: input.channels, relu });
  }

  private pooling({ of, size, stride, padding, keepsPartial }: Placed<'pooling'>) {
    const window = { size, stride, padding, keepsPartial };
    return of === 'maximum' ? maxPool(this.kernels, window) : meanPool(this.kernels, window);
  }

  private branches({ branches }: Placed<'add' | 'concatenate'>): LayerBranch[] {
    return branches.map((branch) => this.images(joinRelus(branch)));
  }
}

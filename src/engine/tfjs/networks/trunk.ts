import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Dense } from '../../../spec/networks/layerDescription.ts';
import type { Layer } from '../layers/layer.ts';

/** A network without its classifiers. */
export interface Trunk {
  /** From images, B × height × width × channels, to features, B × d. */
  readonly layer: Layer<Tensor4D, Tensor2D>;
  /** d. */
  readonly featureCount: number;
  /** The classifier of the classes. */
  readonly classifier: Dense;
}

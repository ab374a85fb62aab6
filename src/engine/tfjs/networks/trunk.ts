import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer } from '../layers/layer.ts';

/** A network without its classifiers. */
export interface Trunk {
  /** From images, B × height × width × channels, to features, B × d. */
  readonly layer: Layer<Tensor4D, Tensor2D>;
  /** d. */
  readonly featureCount: number;
  /** Whether it has parameters, and so needs the gradient of its features. */
  readonly isTrained: boolean;
  /** What the classifier of the classes is called, and how its weights are drawn. */
  readonly classifier: {
    readonly name: string;
    /** Standard deviation of the initial weights. */
    readonly deviation: number;
  };
}

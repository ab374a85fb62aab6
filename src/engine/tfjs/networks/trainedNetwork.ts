import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { DenseLayer } from '../layers/dense.ts';

/** What a trainer has of its network, or of its networks. */
export interface TrainedNetwork {
  /** Length of a feature vector of each trunk. */
  readonly featureCounts: readonly number[];
  /** The classifiers. */
  readonly heads: readonly DenseLayer[];
  /** Features of each trunk in inference mode. */
  features(x: Tensor4D): Tensor2D[];
  /** Logits of each head in inference mode. */
  infer(x: Tensor4D): Tensor2D[];
  forward(x: Tensor4D): NetworkPass;
}

/** A training pass of a {@link TrainedNetwork}. */
export interface NetworkPass {
  /** Logits of each head, B × units. */
  readonly logits: readonly Tensor2D[];
  /**
   * Leaves gradients with the parameters, from one gradient a head; frees the features. To be
   * called once.
   */
  backward(gradients: readonly Tensor2D[]): void;
}

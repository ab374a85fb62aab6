import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Distribution } from '../../../spec/networks/layerDescription.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { kept } from '../layers/activation.ts';
import { type DenseLayer, dense } from '../layers/dense.ts';
import type { Pass } from '../layers/layer.ts';
import { named } from '../layers/named.ts';
import type { Decay, ParameterStore } from '../parameters.ts';
import type { NetworkPass, TrainedNetwork } from './trainedNetwork.ts';
import type { Trunk } from './trunk.ts';

/** A classifier on top of a trunk. */
export interface HeadOptions {
  /** What it is called; the classes' classifier has the trunk's name for it. */
  readonly name: string;
  /** Number of classes or groups. */
  readonly units: number;
  /** The weights at first; as the trunk's classifier unless given. */
  readonly initial?: Distribution;
  /** Decay of the weights; the optimiser's unless given. */
  readonly decay?: Decay;
}

/** A trunk with one or more linear classifiers on its features. */
export class HeadedNetwork implements TrainedNetwork {
  readonly trunk: Trunk;
  readonly heads: readonly DenseLayer[];
  readonly featureCounts: readonly number[];
  private readonly kernels: Kernels;

  /** The heads' parameters go to the store. */
  constructor(
    kernels: Kernels,
    store: ParameterStore,
    trunk: Trunk,
    heads: readonly HeadOptions[],
  ) {
    this.kernels = kernels;
    this.trunk = trunk;
    this.featureCounts = [trunk.featureCount];
    const { featureCount: inputs, classifier } = trunk;
    this.heads = heads.map(({ decay, ...head }) =>
      named(
        head.name,
        dense(
          kernels,
          store,
          { ...classifier, ...head },
          { inputs, relu: false, ...(decay && { decay }) },
        ),
      ),
    );
  }

  features(x: Tensor4D): Tensor2D[] {
    return [this.trunk.layer.infer(x)];
  }

  infer(x: Tensor4D): Tensor2D[] {
    const [features] = this.features(x);
    const logits = this.heads.map((head) => head.infer(features));
    features.dispose();
    return logits;
  }

  forward(x: Tensor4D): NetworkPass {
    const pass = this.trunk.layer.forward(kept(x));
    const heads = this.heads.map((head) => head.forward(pass.output));
    return {
      logits: heads.map(({ output }) => output.tensor),
      backward: (gradients) => this.backThrough(pass, heads, gradients),
    };
  }

  private backThrough(
    pass: Pass<Tensor4D, Tensor2D>,
    heads: readonly Pass<Tensor2D, Tensor2D>[],
    gradients: readonly Tensor2D[],
  ): void {
    let sum: Tensor2D | null = null;
    for (const [position, { backward }] of heads.entries()) {
      sum = this.added(sum, backward(gradients[position], this.trunk.layer.isTrained));
    }
    if (sum !== null) {
      pass.backward(sum, false);
      sum.dispose();
    }
    pass.output.dispose();
  }

  /** a + b, freeing both; null counts as zeros. */
  private added(a: Tensor2D | null, b: Tensor2D | null): Tensor2D | null {
    if (a === null || b === null) return a ?? b;
    const sum = this.kernels.add(a, b);
    a.dispose();
    b.dispose();
    return sum;
  }
}

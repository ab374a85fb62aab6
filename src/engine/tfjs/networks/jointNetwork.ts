import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { DenseLayer } from '../layers/dense.ts';
import type { NetworkPass, TrainedNetwork } from './trainedNetwork.ts';

/** Networks side by side on the same images: their heads, one after another. */
export class JointNetwork implements TrainedNetwork {
  readonly featureCounts: readonly number[];
  readonly heads: readonly DenseLayer[];

  constructor(private readonly members: readonly TrainedNetwork[]) {
    this.featureCounts = members.flatMap(({ featureCounts }) => featureCounts);
    this.heads = members.flatMap(({ heads }) => heads);
  }

  features(x: Tensor4D): Tensor2D[] {
    return this.members.flatMap((member) => member.features(x));
  }

  infer(x: Tensor4D): Tensor2D[] {
    return this.members.flatMap((member) => member.infer(x));
  }

  forward(x: Tensor4D): NetworkPass {
    const passes = this.members.map((member) => member.forward(x));
    return {
      logits: passes.flatMap(({ logits }) => logits),
      backward: (gradients) => {
        let taken = 0;
        for (const { logits, backward } of passes) {
          backward(gradients.slice(taken, taken + logits.length));
          taken += logits.length;
        }
      },
    };
  }
}

/** A learned θ and its gradient from stock TensorFlow.js operations. */
import {
  add,
  div,
  mul,
  slice,
  softmax,
  sub,
  sum,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import { freeShare, type MixtureKernels } from '../mixtureKernels.ts';

function fromShares(shares: Tensor1D, minimum: number): Tensor1D {
  return add<Tensor1D>(mul(shares, freeShare(shares.size, minimum)), minimum);
}

export const composedLevelWeights = {
  levelWeights: (free, minimum) => tidy(() => fromShares(softmax(free), minimum)),
  levelWeightsGradient: (free, metrics, minimum) =>
    tidy(() => {
      const shares = slice(metrics, 1, metrics.size - 1);
      const softened = softmax(free);
      // −∂loss/∂ln p_l: r_l, less where the minimum holds a part of θ_l.
      const held = mul(softened, freeShare(free.size, minimum));
      const pull = minimum === 0 ? shares : mul(shares, div(held, fromShares(softened, minimum)));
      return sub<Tensor1D>(mul(softened, sum(pull)), pull);
    }),
} satisfies Partial<MixtureKernels>;

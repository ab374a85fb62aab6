/** Scaling of the loss from stock TensorFlow.js operations. */
import {
  abs,
  add,
  all,
  clipByValue,
  div,
  greaterEqual,
  lessEqual,
  logicalAnd,
  mul,
  scalar,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { scaling } from '../scalingKernels.ts';

const largestFloat = 3.4028234663852886e38;

/** Whether all of its values are finite: what is no number is not less than anything. */
function isFiniteAll(x: Tensor): Tensor {
  return all(lessEqual(abs(x), scalar(largestFloat)));
}

export const composedScaling = {
  scaled: (x, factor) => mul(x, factor),
  settleScale: (gradients, { scale, steps }) =>
    tidy(() => {
      const isGood = gradients
        .map(({ gradient }) => isFiniteAll(gradient))
        .reduce((first, second) => logicalAnd(first, second));
      const counted = add<Tensor1D>(steps, 1);
      const isLong = greaterEqual(counted, scaling.growthInterval);
      const grown = where(isLong, mul(scale, 2), scale);
      const zero = mul<Tensor1D>(steps, 0);
      const wanted = where(isGood, grown, div(scale, 2));
      return {
        factor: where<Tensor1D>(isGood, div<Tensor1D>(1, scale), zero),
        state: {
          scale: clipByValue(wanted, scaling.least, scaling.most) as Tensor1D,
          steps: where<Tensor1D>(isGood, where<Tensor1D>(isLong, zero, counted), zero),
        },
      };
    }),
} satisfies Partial<Kernels>;

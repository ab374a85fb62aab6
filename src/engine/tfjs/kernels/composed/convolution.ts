/** Convolutions of any window, and their gradients. */
import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  fused,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Steps } from '../../../../spec/networks/windows.ts';
import { convolutionAttributes } from '../convolutionAttributes.ts';
import type { Kernels } from '../kernels.ts';
import { runKernel } from './runKernel.ts';

function convolution(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | null,
  { stride: strides, padding: pad }: Steps,
  relu: boolean,
): Tensor4D {
  if (bias === null && !relu) return conv2d(x, filter, strides, pad);
  const activation = relu ? 'relu' : 'linear';
  const options = { x, filter, strides, pad, activation } as const;
  return fused.conv2d(bias === null ? options : { ...options, bias });
}

export const composedConvolution = {
  convolution,
  convolutionFilterGradient: (x, dy, window) =>
    runKernel(
      Conv2DBackpropFilter,
      { x, dy },
      {
        ...convolutionAttributes(window),
        filterShape: [window.size, window.size, x.shape[3], dy.shape[3]],
      },
    ),
  convolutionInputGradient: (dy, filter, shape, steps) =>
    runKernel(
      Conv2DBackpropInput,
      { dy, filter },
      { ...convolutionAttributes(steps), inputShape: shape },
    ),
} satisfies Partial<Kernels>;

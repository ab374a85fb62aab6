/** Convolutions by the kernel of their window; the others are composed, which no record can repeat. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Steps } from '../../../../spec/networks/windows.ts';
import { composedConvolution } from '../composed/convolution.ts';
import type { Kernels } from '../kernels.ts';
import { isPointwise, isThreeByThree } from '../windows.ts';
import { directConvolution, directInputGradient } from './directConvolution.ts';
import { directFilterGradient } from './filterGradient.ts';
import { pointwise, pointwiseFilterGradient, pointwiseInputGradient } from './matrixProduct.ts';

const windowOf = (filter: Tensor4D, { stride, padding }: Steps) => ({
  size: filter.shape[0],
  stride,
  padding,
});

export const webgpuConvolution = {
  convolution: (x, filter, bias, steps, relu) => {
    const window = windowOf(filter, steps);
    if (isPointwise(window)) return pointwise(x, filter, bias, relu);
    if (isThreeByThree(window)) return directConvolution(x, filter, bias, window.stride, relu);
    return composedConvolution.convolution(x, filter, bias, steps, relu);
  },
  convolutionFilterGradient: (x, dy, window) => {
    if (isPointwise(window)) return pointwiseFilterGradient(x, dy);
    if (isThreeByThree(window)) return directFilterGradient(x, dy, window.stride);
    return composedConvolution.convolutionFilterGradient(x, dy, window);
  },
  convolutionInputGradient: (dy, filter, shape, steps) => {
    const window = windowOf(filter, steps);
    if (isPointwise(window)) return pointwiseInputGradient(dy, filter);
    if (isThreeByThree(window)) return directInputGradient(dy, filter, shape, window.stride);
    return composedConvolution.convolutionInputGradient(dy, filter, shape, steps);
  },
} satisfies Partial<Kernels>;

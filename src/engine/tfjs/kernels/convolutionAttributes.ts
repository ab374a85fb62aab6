import type { Stride } from './kernels.ts';

/** What TensorFlow.js calls the one kind of convolution used here: 3 × 3 over one pixel of padding. */
export function convolutionAttributes(stride: Stride) {
  return { strides: [stride, stride], pad: 1, dataFormat: 'NHWC', dilations: [1, 1] };
}

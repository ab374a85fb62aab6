import type { Steps } from '../../../spec/networks/windows.ts';

/** What TensorFlow.js calls a convolution whose windows lie so. */
export function convolutionAttributes({ stride, padding }: Steps) {
  return { strides: [stride, stride], pad: padding, dataFormat: 'NHWC', dilations: [1, 1] };
}

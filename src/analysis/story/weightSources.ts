import type { ClassWeightsSource } from '../../spec/objectives/objectiveDescriptor.ts';

/** What weights of classes follow from. */
export const sourceTexts: Readonly<Record<ClassWeightsSource, string>> = {
  counts: 'by the classes’ numbers of images, the same all run long',
  validation: 'by the errors on validation images after each epoch',
  steps: 'by the classes’ losses, step by step',
};

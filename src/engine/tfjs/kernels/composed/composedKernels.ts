import type { Kernels } from '../kernels.ts';
import { composedAssignment } from './assignment.ts';
import { composedClassObjectives } from './classObjectives.ts';
import { composedConvolution } from './convolution.ts';
import { composedDropout } from './dropout.ts';
import { composedJoint } from './joint.ts';
import { composedLayers } from './layers.ts';
import { composedLevelWeights } from './levelWeights.ts';
import { composedMixture } from './mixture.ts';
import { composedNorm } from './norm.ts';
import { composedObjective } from './objective.ts';
import { composedOptimisers } from './optimisers.ts';
import { composedPooling } from './pooling.ts';
import { composedScaling } from './scaling.ts';

/** Kernels for any backend of TensorFlow.js that has gradients of convolution and pooling. */
export const composedKernels: Kernels = {
  ...composedLayers,
  ...composedConvolution,
  ...composedPooling,
  ...composedDropout,
  ...composedNorm,
  ...composedObjective,
  ...composedClassObjectives,
  ...composedOptimisers,
  ...composedScaling,
  ...composedMixture,
  ...composedJoint,
  ...composedLevelWeights,
  ...composedAssignment,
};

import type { Kernels } from '../kernels.ts';
import { webgpuAssignment } from './assignment.ts';
import { webgpuChannels } from './channels.ts';
import { webgpuClassObjectives } from './classObjectives.ts';
import { webgpuColumnSums } from './columnSums.ts';
import { webgpuConvolution } from './convolution.ts';
import { webgpuDropout } from './dropout.ts';
import { webgpuElementwise } from './elementwise.ts';
import { webgpuJoint } from './joint.ts';
import { webgpuLevelWeights } from './levelWeights.ts';
import { webgpuLossScale } from './lossScale.ts';
import { webgpuProducts } from './matrixProduct.ts';
import { webgpuMixture } from './mixture.ts';
import { webgpuNormForward } from './normForward.ts';
import { webgpuNormGradient } from './normGradient.ts';
import { webgpuObjective } from './objective.ts';
import { webgpuOptimisers } from './optimisers.ts';
import { webgpuPooling } from './pooling.ts';
import { webgpuShortcut } from './shortcut.ts';

/** What WebGPU replaces of the composed kernels: what stock gets wrong, or does in many steps. */
export const webgpuKernels = {
  ...webgpuPooling,
  ...webgpuNormForward,
  ...webgpuNormGradient,
  ...webgpuObjective,
  ...webgpuClassObjectives,
  ...webgpuProducts,
  ...webgpuElementwise,
  ...webgpuConvolution,
  ...webgpuChannels,
  ...webgpuShortcut,
  ...webgpuDropout,
  ...webgpuColumnSums,
  ...webgpuOptimisers,
  ...webgpuLossScale,
  ...webgpuMixture,
  ...webgpuJoint,
  ...webgpuLevelWeights,
  ...webgpuAssignment,
} satisfies Partial<Kernels>;

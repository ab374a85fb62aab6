import type { Tensor } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import type { Values } from './sampleValues.ts';

/** Kernels on values that are small enough to be computed twice in passing. */
export interface SelfTestCase {
  readonly inputs: readonly Values[];
  /** Whether inputs of several axes, and what passes between layers, are stored at half precision. */
  readonly isAtHalf?: boolean;
  /** What the kernels come to. They may change the tensors of the inputs, which are made anew each time. */
  readonly compute: (kernels: Kernels, ...tensors: never[]) => readonly Tensor[];
}

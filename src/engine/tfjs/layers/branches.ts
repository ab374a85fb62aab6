import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Sequence } from './sequence.ts';

/** Layers beside others on the same input; one without layers is the identity. */
export type LayerBranch = Sequence<Tensor4D, Tensor4D>;

/** Frees a tensor or activation of each branch, but for branches without layers: theirs is the one given. */
export function freeOwn(
  branches: readonly LayerBranch[],
  tensors: readonly (Pick<Tensor4D, 'dispose'> | null)[],
  isFreed = (_: LayerBranch) => true,
): void {
  for (const [position, branch] of branches.entries()) {
    if (!branch.isEmpty && isFreed(branch)) tensors[position]?.dispose();
  }
}

/** Whether the way back of a branch reads what it puts out. */
export const readsOutput = (branch: LayerBranch) => branch.readsOutput;

/** Whether what a branch puts out can be freed as soon as it is joined. */
export const forgetsOutput = (branch: LayerBranch) => !branch.readsOutput;

import type { TrunkConstant } from '../trunk.ts';

/** What a node of a graph puts out: something of each image, or numbers that are the same for all. */
export type GraphValue =
  | { readonly isComputed: true; readonly at: number }
  | { readonly isComputed: false; readonly constant: TrunkConstant };

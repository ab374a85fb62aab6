/**
 * Convolutions that are not Winograd's, as products of what pixels see and the filter: XNNPACK takes
 * longer, since weights are new at every step. Products are added in its order, so that its bits stay;
 * it begins with the bias, and so has those with one.
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Steps } from '../../../../spec/networks/windows.ts';
import { convolvedShape } from '../windows.ts';
import { address, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** Output pixels of a block, whose rows stay in the second cache. */
const block = 64;

/** Columns of a panel of packed weights. */
const panelColumns = 8;

/** Values that a pixel may see: a panel of weights stays in the first cache. */
const longest = 640;

/** Whether a convolution without bias is computed so. */
export function isUnfolded([size, , channels, outputs]: readonly number[]): boolean {
  return outputs % 4 === 0 && size * size * channels <= longest;
}

export function unfoldedConvolution(
  loops: Loops,
  x: Tensor4D,
  filter: Tensor4D,
  { stride, padding }: Steps,
): Tensor4D {
  const [size, , channels, outputs] = filter.shape;
  const shape = convolvedShape(x.shape, filter.shape, { stride, padding });
  const inner = size * size * channels;
  const length = Math.ceil(inner / 4) * 4;
  const output = allocate<Tensor4D>(shape);
  const panels = allocate([Math.ceil(outputs / panelColumns), length, panelColumns]);
  const rows = allocate([block, length]);
  const sums = allocate([block, outputs]);
  loops.packRows(address(filter), address(panels), inner, length, outputs);
  loops.unfoldedConvolution(
    ...([x, panels, output, rows, sums].map(address) as [number, number, number, number, number]),
    ...x.shape,
    ...([shape[1], shape[2], outputs, size, stride, padding, length, block] as const),
  );
  for (const tensor of [panels, rows, sums]) tensor.dispose();
  return output;
}

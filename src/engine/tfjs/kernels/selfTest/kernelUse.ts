/**
 * Ways through a kernel: one may have shaders of its own for the windows that most networks have, so
 * that kernels are tested, and where need be replaced, way by way.
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { PoolWindow } from '../../../../spec/networks/windows.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { isHalving, isHalvingWhole } from '../windows.ts';

export type KernelName = keyof Kernels;

type Ways = {
  readonly [Name in KernelName]?: (...given: Parameters<Kernels[Name]>) => string;
};

const convolutionWay = (size: number) =>
  size === 1 || size === 3 ? `${size} × ${size} windows` : 'other windows';

const poolingWay = (isOwn: boolean) => (isOwn ? 'halving' : 'other windows');

const meanWay = (window: PoolWindow, shape: Shape4D) => poolingWay(isHalvingWhole(window, shape));

const ways: Ways = {
  convolution: (_x, filter) => convolutionWay(filter.shape[0]),
  convolutionInputGradient: (_dy, filter) => convolutionWay(filter.shape[0]),
  convolutionFilterGradient: (_x, _dy, { size }) => convolutionWay(size),
  maxPool: (x, window) => poolingWay(isHalving(window, x.shape)),
  maxPoolGradient: (_dy, x: Tensor4D, _y, window) => poolingWay(isHalving(window, x.shape)),
  meanPool: (x, window) => meanWay(window, x.shape),
  meanPoolGradient: (_dy, shape, window) => meanWay(window, shape),
};

/** A kernel, and where it has several ways the one that it takes for what it is given: `maxPool, halving`. */
export function kernelUse(name: KernelName, given: readonly unknown[]): string {
  const way = ways[name] as ((...all: readonly unknown[]) => string) | undefined;
  return way === undefined ? name : `${name}, ${way(...given)}`;
}

/**
 * Poolings of any window, and their gradients. Stock means leave out the zeros around an image, so
 * that these become part of it first; and stock gradients divide by the whole window where it is
 * partial, so that dy makes up for it.
 */
import {
  AvgPoolGrad,
  avgPool,
  broadcastTo,
  MaxPoolGrad,
  maxPool as maxPoolOf,
  mean,
  mul,
  pad as padded,
  reshape,
  slice,
  type Tensor2D,
  type Tensor4D,
  tensor4d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { square } from '../../../../lib/square.ts';
import { type PoolWindow, windowsAlong } from '../../../../spec/networks/windows.ts';
import type { Kernels, Shape4D } from '../kernels.ts';
import { overhang, pooledShape } from '../windows.ts';
import { runKernel } from './runKernel.ts';

type Side = [number, number];
type Sides = [Side, Side, Side, Side];

/** What lies before and behind the images, of `padding` pixels before and as many as needed behind. */
function sidesOf([, height, width]: Shape4D, window: PoolWindow, padding: number): Sides {
  const side = (length: number): Side => [padding, Math.max(0, overhang(window, length))];
  return [[0, 0], side(height), side(width), [0, 0]];
}

/** Zeros around the images, whether a window sees them or not. */
function zerosAround({ padding }: PoolWindow): Sides {
  const side: Side = [padding, padding];
  return [[0, 0], side, side, [0, 0]];
}

/** The same windows on images that have their zeros with them. */
function onPadded(
  x: Shape4D,
  window: PoolWindow,
): { readonly shape: Shape4D; readonly sides: Sides } {
  const { padding } = window;
  const [images, height, width, channels] = x;
  const shape: Shape4D = [images, height + 2 * padding, width + 2 * padding, channels];
  const beyond = (length: number): Side => [0, Math.max(0, overhang(window, length) - padding)];
  return { shape, sides: [[0, 0], beyond(height), beyond(width), [0, 0]] };
}

function maxPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  return maxPoolOf(x, window.size, window.stride, sidesOf(x.shape, window, window.padding));
}

function maxPoolGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, window: PoolWindow): Tensor4D {
  const { size: filterSize, stride: strides } = window;
  const pad = sidesOf(x.shape, window, window.padding);
  return runKernel(MaxPoolGrad, { dy, input: x, output: y }, { filterSize, strides, pad });
}

function meanPool(x: Tensor4D, window: PoolWindow): Tensor4D {
  const { sides } = onPadded(x.shape, window);
  const { size, stride, padding } = window;
  if (padding === 0) return avgPool(x, size, stride, sides);
  return tidy(() => avgPool(padded(x, zerosAround(window)), size, stride, sides));
}

function meanPoolGradient(dy: Tensor4D, shape: Shape4D, window: PoolWindow): Tensor4D {
  const { size: filterSize, stride: strides, padding } = window;
  const { shape: whole, sides: pad } = onPadded(shape, window);
  return tidy(() => {
    const upstream = isPartial(shape, window) ? mul(dy, shortfall(shape, window)) : dy;
    const input = zeros<Tensor4D['rankType']>(whole);
    const gradient = runKernel(
      AvgPoolGrad,
      { dy: upstream as Tensor4D, input },
      { filterSize, strides, pad },
    );
    return padding === 0 ? gradient : slice(gradient, [0, padding, padding, 0], shape);
  });
}

function isPartial([, height, width]: Shape4D, window: PoolWindow): boolean {
  return overhang(window, height) > window.padding || overhang(window, width) > window.padding;
}

/** How many times a whole window's pixels are those that each window has: 1 where it is whole. */
function shortfall(shape: Shape4D, window: PoolWindow): Tensor4D {
  const [, height, width] = shape;
  const [, lines, columns] = pooledShape(shape, window);
  const [down, right] = [presentAlong(window, height), presentAlong(window, width)];
  const factors = down.flatMap((tall) => right.map((wide) => square(window.size) / (tall * wide)));
  return tensor4d(factors, [1, lines, columns, 1]);
}

/** Pixels of each window along a side that the padded image has. */
function presentAlong(window: PoolWindow, length: number): number[] {
  const { size, stride, padding } = window;
  return Array.from({ length: windowsAlong(window, length) }, (_, place) =>
    Math.min(size, length + 2 * padding - place * stride),
  );
}

function averagePoolGradient(dy: Tensor2D, shape: Shape4D): Tensor4D {
  const [batch, height, width, channels] = shape;
  return tidy(() => {
    const share = mul(dy, 1 / (height * width));
    return broadcastTo(reshape(share, [batch, 1, 1, channels]), shape);
  });
}

export const composedPooling = {
  maxPool,
  maxPoolGradient,
  meanPool,
  meanPoolGradient,
  averagePool: (x) => mean(x, [1, 2]) as Tensor2D,
  averagePoolGradient,
} satisfies Partial<Kernels>;

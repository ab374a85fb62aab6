/** Channels of several images put side by side, and taken apart again. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { address, allocate } from './heap.ts';
import type { Loops } from './loops/loops.ts';

export function wasmChannels(loops: Loops) {
  /** Copies `count` channels of each pixel from one channel on to another. */
  const copy = (source: Tensor4D, from: number, target: Tensor4D, to: number, count: number) => {
    const bytes = (channels: number) => channels * Float32Array.BYTES_PER_ELEMENT;
    const [all, allOfTarget] = [source.shape[3], target.shape[3]];
    loops.copyColumns(
      address(source) + bytes(from),
      bytes(all),
      address(target) + bytes(to),
      bytes(allOfTarget),
      source.size / all,
      bytes(count),
    );
  };
  return {
    concatenate: (a: Tensor4D, b: Tensor4D): Tensor4D => {
      const [images, height, width, first] = a.shape;
      const joined = allocate<Tensor4D>([images, height, width, first + b.shape[3]]);
      copy(a, 0, joined, 0, first);
      copy(b, 0, joined, first, b.shape[3]);
      return joined;
    },
    channels: (x: Tensor4D, first: number, count: number): Tensor4D => {
      const [images, height, width] = x.shape;
      const part = allocate<Tensor4D>([images, height, width, count]);
      copy(x, first, part, 0, count);
      return part;
    },
  } satisfies Partial<Kernels>;
}

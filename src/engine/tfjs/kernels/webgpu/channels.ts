/** Channels of several images put side by side, and taken apart again: one shader each. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { commonLanes, createActivation, runShader, vectorView } from './shader.ts';

function concatenate(a: Tensor4D, b: Tensor4D): Tensor4D {
  const [images, height, width, first] = a.shape;
  const second = b.shape[3];
  const lanes = commonLanes(first, second);
  const result = createActivation<Tensor4D>([images, height, width, first + second], lanes);
  runShader({
    name: 'concatenate',
    constants: { first: first / lanes, second: second / lanes },
    reads: { a: vectorView(a, lanes), b: vectorView(b, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        let channel = index % (first + second);
        let pixel = index / (first + second);
        if (channel < first) {
          result[index] = a[pixel * first + channel];
        } else {
          result[index] = b[pixel * second + channel - first];
        }
      }`,
  });
  return result;
}

function channels(x: Tensor4D, first: number, count: number): Tensor4D {
  const [images, height, width, all] = x.shape;
  const lanes = commonLanes(first, count, all);
  const result = createActivation<Tensor4D>([images, height, width, count], lanes);
  runShader({
    name: 'channels',
    constants: { first: first / lanes, count: count / lanes, all: all / lanes },
    reads: { x: vectorView(x, lanes) },
    writes: { result: vectorView(result, lanes) },
    size: { threads: result.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        result[index] = x[index / count * all + first + index % count];
      }`,
  });
  return result;
}

export const webgpuChannels = { concatenate, channels } satisfies Partial<Kernels>;

/** Dropout by the hash of dropoutMask.ts, computed where it is used: one thread a value. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { type DropoutKey, dropThreshold, keptFactor } from '../dropoutMask.ts';
import type { Kernels } from '../kernels.ts';
import { hostTensor } from './hostTensors.ts';
import { createTensor, runShader } from './shader.ts';

/**
 * `mixed`, `imageStart` and the hash of a value of dropoutMask.ts. Layer and step are read, not
 * compiled in, so that networks of the same shapes share the shader.
 */
const dropoutCode = `
  fn mixed(bits : u32) -> u32 {
    var x = bits ^ (bits >> 16u);
    x *= 0x7feb352du;
    x ^= x >> 15u;
    x *= 0x846ca68bu;
    return x ^ (x >> 16u);
  }
  fn run(index : u32) {
    if (index >= arrayLength(&result)) { return; }
    let ofLayer = (u32(layer[0]) << 16u) | u32(layer[1]);
    let ofStep = mixed(ofLayer ^ mixed(u32(step[0])));
    let start = mixed(ofStep + index / ofImage * 0x9e3779b9u);
    let hash = mixed(start + index % ofImage * 0x9e3779b9u);
    result[index] = x[index] * select(factor, 0.0, hash < threshold);
  }
`;

export const webgpuDropout = {
  dropout: <T extends Tensor>(x: T, rate: number, { layer, step }: DropoutKey): T => {
    const result = createTensor<T>(x.shape);
    runShader({
      name: 'dropout',
      constants: { ofImage: x.size / x.shape[0], threshold: dropThreshold(rate) },
      numbers: { factor: keptFactor(rate) },
      reads: { x, layer: hostTensor(layer), step: hostTensor(step) },
      writes: { result },
      size: { threads: x.size },
      code: dropoutCode,
    });
    return result;
  },
} satisfies Partial<Kernels>;

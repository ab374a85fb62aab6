import { matMul, randomUniform, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Milliseconds of each of some products of two matrices of side × side, on the backend of
 * TensorFlow.js under way, after one that is not counted. What a device reaches here is taken for
 * its peak.
 */
export async function products(side: number, repetitions: number): Promise<number[]> {
  const [a, b] = [0, 1].map((seed) => randomUniform([side, side], -1, 1, 'float32', seed));
  const milliseconds: number[] = [];
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const begin = performance.now();
    const product = matMul(a as Tensor2D, b as Tensor2D);
    await product.data();
    milliseconds.push(performance.now() - begin);
    product.dispose();
  }
  a.dispose();
  b.dispose();
  return milliseconds.slice(1);
}

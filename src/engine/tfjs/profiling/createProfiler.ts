import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { peakSide } from '../../../spec/run/stepProfile.ts';
import type { Engine, Profiler } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { randomValues } from '../kernels/selfTest/sampleValues.ts';
import type { Profiling } from './profiling.ts';

/** Products that are measured at most, after one that compiles, and milliseconds that they may take. */
const products = 5;
const budget = 250;

/** A profiler of a backend that is measured, with what makes trainers on it. */
export function createProfiler(
  { backend, clock, takeParts }: Profiling<Backend>,
  trainers: Pick<Engine, 'createTrainer' | 'createLevelwiseTrainer' | 'createJointTrainer'>,
): Profiler {
  return {
    ...trainers,
    device: backend.device,
    clock,
    takeParts,
    releaseImages: () => backend.releaseImages(),
    measurePeak: () => measurePeak(backend, takeParts),
  };
}

async function measurePeak(
  backend: Backend,
  takeParts: Profiling<Backend>['takeParts'],
): Promise<number> {
  backend.activate();
  const { memory, kernels } = backend;
  const square = (name: string) => {
    const { values, shape } = randomValues(name, peakSide, peakSide);
    return memory.allocate<Tensor2D>(values, shape);
  };
  const [a, b] = [square('a'), square('b')];
  const bias = memory.allocate<Tensor1D>(new Float32Array(peakSide), [peakSide]);
  const compute = () => ({ product: kernels.dense(a, b, bias, false) });
  const product = backend.repeat({ name: 'product of matrices', arrays: [], compute });
  const time = async () => {
    await takeParts();
    product.run();
    await product.take('product');
    const parts = await takeParts();
    return parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  };
  try {
    await product.prepare(() => {});
    await time();
    const times = [await time()];
    const spent = () => times.reduce((sum, one) => sum + one, 0);
    while (times.length < products && spent() < budget) times.push(await time());
    const best = Math.min(...times);
    return (peakSide * peakSide * peakSide) / best;
  } finally {
    product.dispose();
    for (const tensor of [a, b, bias]) tensor.dispose();
  }
}

/** Scaling of the loss: gradients are looked through where they lie, and the scale is settled there. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { type ScaledGradient, scaling } from '../scalingKernels.ts';
import { arenasOf, placeGradients } from './arena.ts';
import { columnSums } from './columnSums.ts';
import { createTensor, lanesOf, runShader, vectorView } from './shader.ts';

/** Values that a thread looks at, at least, and threads at most. */
const ofThread = 16;
const maxThreads = 4096;

function scaled<T extends Tensor>(x: T, factor: Tensor1D): T {
  const lanes = lanesOf(x.size);
  const result = createTensor<T>(x.shape);
  runShader({
    name: 'scaled',
    reads: { x: vectorView(x, lanes), factor },
    writes: { result: vectorView(result, lanes) },
    size: { threads: x.size / lanes },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&result)) { return; }
        result[index] = x[index] * factor[0];
      }`,
  });
  return result;
}

/** The gradients as they lie: all in one where arenas hold them. */
function wholesOf(gradients: readonly ScaledGradient[]): readonly Tensor[] {
  const arenas = arenasOf(gradients.map(({ value }) => value));
  if (arenas !== null && placeGradients(arenas, gradients)) return [arenas.gradients.whole];
  return gradients.map(({ gradient }) => gradient);
}

/** How many threads meet a value that is not finite. Bits tell, as compilers may assume that none is. */
function countBad(gradient: Tensor): Tensor1D {
  const threads = Math.min(maxThreads, Math.ceil(gradient.size / ofThread));
  const bad = createTensor<Tensor>([threads, 1]);
  runShader({
    name: 'notFinite',
    constants: { threads },
    reads: { gradient: vectorView(gradient, 'bits') },
    writes: { bad },
    size: { threads },
    code: `
      fn run(index : u32) {
        if (index >= threads) { return; }
        var found = 0.0;
        for (var at = index; at < arrayLength(&gradient); at += threads) {
          if ((gradient[at] & 0x7f800000u) == 0x7f800000u) { found = 1.0; }
        }
        bad[index] = found;
      }`,
  });
  const count = columnSums<Tensor1D>(bad, [1]);
  bad.dispose();
  return count;
}

/** The sum of several counts, all of which are freed. */
function added(counts: readonly Tensor1D[]): Tensor1D {
  return counts.reduce((sum, count) => {
    const result = createTensor<Tensor1D>([1]);
    runShader({
      name: 'addedCounts',
      reads: { sum, count },
      writes: { result },
      size: { threads: 1 },
      code: 'fn run(index : u32) { if (index == 0u) { result[0] = sum[0] + count[0]; } }',
    });
    sum.dispose();
    count.dispose();
    return result;
  });
}

export const webgpuLossScale = {
  scaled,
  settleScale: (gradients, state) => {
    const bad = added(wholesOf(gradients).map(countBad));
    const factor = createTensor<Tensor1D>([1]);
    const { least, most, growthInterval } = scaling;
    runShader({
      name: 'settleScale',
      constants: { growthInterval },
      numbers: { least, most },
      reads: { bad },
      writes: { factor, scale: state.scale, steps: state.steps },
      size: { threads: 1 },
      code: `
        fn run(index : u32) {
          if (index != 0u) { return; }
          let before = scale[0];
          if (bad[0] > 0.0) {
            factor[0] = 0.0;
            scale[0] = max(before / 2.0, least);
            steps[0] = 0.0;
            return;
          }
          factor[0] = 1.0 / before;
          let counted = steps[0] + 1.0;
          let isLong = counted >= f32(growthInterval);
          scale[0] = select(before, min(2.0 * before, most), isLong);
          steps[0] = select(counted, 0.0, isLong);
        }`,
    });
    bad.dispose();
    return { factor, state };
  },
} satisfies Partial<Kernels>;

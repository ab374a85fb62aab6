/** A learned θ and its gradient, in one thread: there are a handful of levels. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { freeShare, type MixtureKernels } from '../mixtureKernels.ts';
import { createTensor, runShader } from './shader.ts';

/** Leaves the softmax of the free parameters in an array. */
const soften = `
  var<private> softened : array<f32, levels>;
  fn soften() {
    var largest = free[0];
    for (var l = 1u; l < levels; l++) { largest = max(largest, free[l]); }
    var sum = 0.0;
    for (var l = 0u; l < levels; l++) {
      softened[l] = exp(free[l] - largest);
      sum += softened[l];
    }
    for (var l = 0u; l < levels; l++) { softened[l] /= sum; }
  }
`;

function levelWeights(free: Tensor1D, minimum: number): Tensor1D {
  const levels = free.size;
  const result = createTensor<Tensor1D>([levels]);
  runShader({
    name: 'levelWeights',
    constants: { levels },
    numbers: { minimum, rest: freeShare(levels, minimum) },
    reads: { free },
    writes: { result },
    size: { groups: 1, groupSize: 1 },
    code: `
      ${soften}
      fn run(group : u32, lane : u32) {
        soften();
        for (var l = 0u; l < levels; l++) { result[l] = rest * softened[l] + minimum; }
      }`,
  });
  return result;
}

function levelWeightsGradient(free: Tensor1D, metrics: Tensor1D, minimum: number): Tensor1D {
  const levels = free.size;
  const result = createTensor<Tensor1D>([levels]);
  runShader({
    name: 'levelWeightsGradient',
    constants: { levels },
    numbers: { minimum, rest: freeShare(levels, minimum) },
    reads: { free, metrics },
    writes: { result },
    size: { groups: 1, groupSize: 1 },
    code: `
      ${soften}
      // −∂loss/∂ln p_l: r_l, less where the minimum holds a part of θ_l.
      fn pullOf(l : u32) -> f32 {
        if (minimum == 0.0) { return metrics[1u + l]; }
        let held = rest * softened[l];
        return metrics[1u + l] * held / (held + minimum);
      }
      fn run(group : u32, lane : u32) {
        soften();
        var sum = 0.0;
        for (var l = 0u; l < levels; l++) { sum += pullOf(l); }
        for (var l = 0u; l < levels; l++) { result[l] = softened[l] * sum - pullOf(l); }
      }`,
  });
  return result;
}

export const webgpuLevelWeights = {
  levelWeights,
  levelWeightsGradient,
} satisfies Partial<MixtureKernels>;

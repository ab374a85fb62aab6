/** Ψ from Ω, and drawing groups, in few shaders; formulas as in mixtureKernels.ts. */
import { sum, type Tensor1D, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { DeviceRule, GroupDraw, MixtureKernels } from '../mixtureKernels.ts';
import { runProgram } from './program.ts';

/** Σ_y Ω_ty of each group. */
function sizesOf(counts: Tensor2D): Tensor1D {
  return sum(counts, 1) as Tensor1D;
}

const smoothedCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let classes = uniforms.countsShape.y;
    let size = sizes[index / classes] + uniforms.betaSum;
    result[index] = (counts[index] + beta[index % classes]) / size;
  }
`;

/** Group of the largest entry of each column, the first of equals. */
const largestCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let groups = uniforms.smoothedShape.x;
    let classes = uniforms.smoothedShape.y;
    var own = 0;
    for (var t = 1; t < groups; t++) {
      if (smoothed[t * classes + index] > smoothed[own * classes + index]) { own = t; }
    }
    result[index] = f32(own);
  }
`;

const keptCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let classes = uniforms.smoothedShape.y;
    let isOwn = i32(own[index % classes]) == index / classes;
    result[index] = select(0.0, smoothed[index], isOwn);
  }
`;

const rescaledCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let classes = uniforms.keptShape.y;
    let total = sums[index / classes];
    if (total > 0.0) {
      result[index] = kept[index] / total;
    } else {
      result[index] = beta[index % classes] / uniforms.betaSum;
    }
  }
`;

function assignment(counts: Tensor2D, { beta, betaSum, keep }: DeviceRule): Tensor2D {
  const outputShape = counts.shape;
  const numbers = { betaSum };
  return tidy(() => {
    const smoothed = runProgram<Tensor2D>({
      key: 'assignment',
      inputs: { counts, sizes: sizesOf(counts), beta },
      numbers,
      outputShape,
      code: smoothedCode,
    });
    if (keep === 'all') return smoothed;
    const own = keep === 'largest' ? largestOf(smoothed) : keep;
    const kept = runProgram<Tensor2D>({
      key: 'keptAssignment',
      inputs: { smoothed, own },
      outputShape,
      code: keptCode,
    });
    const inputs = { kept, sums: sizesOf(kept), beta };
    return runProgram({
      key: 'rescaledAssignment',
      inputs,
      numbers,
      outputShape,
      code: rescaledCode,
    });
  });
}

function largestOf(smoothed: Tensor2D): Tensor1D {
  const outputShape = [smoothed.shape[1]];
  return runProgram({ key: 'largestGroup', inputs: { smoothed }, outputShape, code: largestCode });
}

/** One thread an image; a row of draws is label, group, uniform, free. */
const drawCode = `
  fn weightOf(image : i32, t : i32, largest : f32) -> f32 {
    let label = i32(draws[image * 4]);
    let taken = select(0.0, 1.0, i32(draws[image * 4 + 1]) == t);
    let ofClass = max(0.0, counts[t * uniforms.countsShape.y + label] - taken + beta[label]);
    let share = ofClass / (sizes[t] - taken + uniforms.betaSum);
    return share * exp(logits[image * uniforms.logitsShape.y + t] - largest);
  }

  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let width = uniforms.logitsShape.y;
    var drawn = draws[index * 4 + 1];
    if (draws[index * 4 + 3] > 0.0) {
      var largest = logits[index * width];
      for (var t = 1; t < width; t++) { largest = max(largest, logits[index * width + t]); }
      var total = 0.0;
      for (var t = 0; t < width; t++) { total += weightOf(index, t, largest); }
      let threshold = draws[index * 4 + 2] * total;
      var cumulated = 0.0;
      for (var t = 0; t < width; t++) {
        let weight = weightOf(index, t, largest);
        if (weight > 0.0) {
          drawn = f32(t);
          cumulated += weight;
          if (cumulated > threshold) { break; }
        }
      }
    }
    result[index] = drawn;
  }
`;

const countCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let group = index / uniforms.countsShape.y;
    let label = index % uniforms.countsShape.y;
    var count = counts[index];
    for (var image = 0; image < uniforms.drawsShape.x; image++) {
      if (i32(draws[image * 4]) == label) {
        if (i32(draws[image * 4 + 1]) == group) { count -= 1.0; }
        if (i32(drawn[image]) == group) { count += 1.0; }
      }
    }
    result[index] = count;
  }
`;

function sampleGroups(
  logits: Tensor2D,
  counts: Tensor2D,
  { beta, betaSum }: Pick<DeviceRule, 'beta' | 'betaSum'>,
  draw: GroupDraw,
): ReturnType<MixtureKernels['sampleGroups']> {
  return tidy(() => {
    const draws = tensor2d(rowsOf(draw), [draw.labels.length, 4], 'float32');
    const groups = runProgram<Tensor1D>({
      key: 'drawGroups',
      inputs: { logits, counts, sizes: sizesOf(counts), beta, draws },
      numbers: { betaSum },
      outputShape: [draw.labels.length],
      code: drawCode,
    });
    const inputs = { counts, draws, drawn: groups };
    const outputShape = counts.shape;
    const next = runProgram<Tensor2D>({ key: 'countGroups', inputs, outputShape, code: countCode });
    return { groups, counts: next };
  });
}

function rowsOf({ labels, groups, uniforms, free }: GroupDraw): Float32Array {
  const rows = new Float32Array(4 * labels.length);
  for (const image of labels.keys()) {
    rows.set([labels[image], groups[image], uniforms[image], free[image]], 4 * image);
  }
  return rows;
}

export const webgpuAssignment = { assignment, sampleGroups } satisfies Partial<MixtureKernels>;

/** Ψ from Ω, and drawing groups, in few shaders; formulas as in mixtureKernels.ts. */
import { type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { DeviceRule, GroupDraw, MixtureKernels } from '../mixtureKernels.ts';
import { hostTensor } from './hostTensors.ts';
import { exchangeFor, laneTree } from './laneTree.ts';
import { createTensor, runShader } from './shader.ts';

const rowLanes = 64;

/** Sum of each row, in an order that its length alone decides. */
function rowSums(x: Tensor2D): Tensor1D {
  const [rows, columns] = x.shape;
  const span = { from: 1, to: rowLanes };
  const exchange = exchangeFor(span);
  const result = createTensor<Tensor1D>([rows]);
  runShader({
    name: 'rowSums',
    constants: { rows, columns },
    reads: { x },
    writes: { result },
    size: { groups: rows, groupSize: rowLanes, exchange },
    code: () => `
      ${laneTree({ name: 'sumOfLanes', type: 'f32', join: 'low + high', isShared: false, exchange, ...span })}
      fn run(row : u32, lane : u32, subgroup : u32) {
        if (row >= rows) { return; }
        var sum = 0.0;
        for (var y = lane; y < columns; y += ${rowLanes}u) { sum += x[row * columns + y]; }
        sum = sumOfLanes(sum, lane, subgroup);
        if (lane == 0u) { result[row] = sum; }
      }`,
  });
  return result;
}

function smoothedOf(counts: Tensor2D, { beta, betaSum }: DeviceRule): Tensor2D {
  const result = createTensor<Tensor2D>(counts.shape);
  runShader({
    name: 'assignment',
    constants: { classes: counts.shape[1] },
    numbers: { betaSum },
    reads: { counts, sizes: rowSums(counts), beta },
    writes: { result },
    size: { threads: counts.size },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&counts)) { return; }
        let size = sizes[index / classes] + betaSum;
        result[index] = (counts[index] + beta[index % classes]) / size;
      }`,
  });
  return result;
}

/** Group of the largest entry of each column, the first of equals. */
function largestOf(smoothed: Tensor2D): Tensor1D {
  const [groups, classes] = smoothed.shape;
  const result = createTensor<Tensor1D>([classes]);
  runShader({
    name: 'largestGroup',
    constants: { groups, classes },
    reads: { smoothed },
    writes: { result },
    size: { threads: classes },
    code: `
      fn run(index : u32) {
        if (index >= classes) { return; }
        var own = 0u;
        for (var t = 1u; t < groups; t++) {
          if (smoothed[t * classes + index] > smoothed[own * classes + index]) { own = t; }
        }
        result[index] = f32(own);
      }`,
  });
  return result;
}

function keptOf(smoothed: Tensor2D, own: Tensor1D): Tensor2D {
  const result = createTensor<Tensor2D>(smoothed.shape);
  runShader({
    name: 'keptAssignment',
    constants: { classes: smoothed.shape[1] },
    reads: { smoothed, own },
    writes: { result },
    size: { threads: smoothed.size },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&smoothed)) { return; }
        let isOwn = u32(own[index % classes]) == index / classes;
        result[index] = select(0.0, smoothed[index], isOwn);
      }`,
  });
  return result;
}

function rescaledOf(kept: Tensor2D, { beta, betaSum }: DeviceRule): Tensor2D {
  const result = createTensor<Tensor2D>(kept.shape);
  runShader({
    name: 'rescaledAssignment',
    constants: { classes: kept.shape[1] },
    numbers: { betaSum },
    reads: { kept, sums: rowSums(kept), beta },
    writes: { result },
    size: { threads: kept.size },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&kept)) { return; }
        let sum = sums[index / classes];
        if (sum > 0.0) { result[index] = kept[index] / sum; }
        else { result[index] = beta[index % classes] / betaSum; }
      }`,
  });
  return result;
}

function assignment(counts: Tensor2D, rule: DeviceRule): Tensor2D {
  const { keep } = rule;
  return tidy(() => {
    const smoothed = smoothedOf(counts, rule);
    if (keep === 'all') return smoothed;
    return rescaledOf(keptOf(smoothed, keep === 'largest' ? largestOf(smoothed) : keep), rule);
  });
}

type Smoothing = Pick<DeviceRule, 'beta' | 'betaSum'>;

/** One thread an image; those that are not free draw as well. */
function draw(
  logits: Tensor2D,
  counts: Tensor2D,
  { beta, betaSum }: Smoothing,
  { labels, groups, uniforms }: GroupDraw,
): Tensor1D {
  const [images, width] = logits.shape;
  const drawn = createTensor<Tensor1D>([images]);
  runShader({
    name: 'drawGroups',
    constants: { images, width, classes: counts.shape[1] },
    numbers: { betaSum },
    reads: {
      logits,
      counts,
      sizes: rowSums(counts),
      beta,
      labels: hostTensor(labels),
      groups: hostTensor(groups),
      uniforms: hostTensor(uniforms),
    },
    writes: { drawn },
    size: { threads: images },
    code: drawCode,
  });
  return drawn;
}

const drawCode = `
  fn weightOf(image : u32, t : u32, largest : f32) -> f32 {
    let label = u32(labels[image]);
    let taken = select(0.0, 1.0, u32(groups[image]) == t);
    let ofClass = max(0.0, counts[t * classes + label] - taken + beta[label]);
    return ofClass / (sizes[t] - taken + betaSum) * exp(logits[image * width + t] - largest);
  }

  fn run(image : u32) {
    if (image >= images) { return; }
    var own = groups[image];
    var largest = logits[image * width];
    for (var t = 1u; t < width; t++) { largest = max(largest, logits[image * width + t]); }
    var total = 0.0;
    for (var t = 0u; t < width; t++) { total += weightOf(image, t, largest); }
    let threshold = uniforms[image] * total;
    var cumulated = 0.0;
    for (var t = 0u; t < width; t++) {
      let weight = weightOf(image, t, largest);
      if (weight > 0.0) {
        own = f32(t);
        cumulated += weight;
        if (cumulated > threshold) { break; }
      }
    }
    drawn[image] = own;
  }
`;

/** Images that are not free stay where they are. */
function settle(drawn: Tensor1D, { groups, free }: GroupDraw): Tensor1D {
  const result = createTensor<Tensor1D>(drawn.shape);
  runShader({
    name: 'settleGroups',
    reads: { drawn, groups: hostTensor(groups), free: hostTensor(free) },
    writes: { result },
    size: { threads: drawn.size },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&drawn)) { return; }
        result[index] = select(groups[index], drawn[index], free[index] > 0.0);
      }`,
  });
  return result;
}

/** Counts the images in their groups instead of those they were in, in place. */
function recount(counts: Tensor2D, settled: Tensor1D, { labels, groups }: GroupDraw): void {
  runShader({
    name: 'countGroups',
    constants: { images: settled.size, classes: counts.shape[1] },
    reads: { settled, labels: hostTensor(labels), groups: hostTensor(groups) },
    writes: { counts },
    size: { threads: counts.size },
    code: `
      fn run(index : u32) {
        if (index >= arrayLength(&counts)) { return; }
        let group = index / classes;
        let label = index % classes;
        var count = counts[index];
        for (var image = 0u; image < images; image++) {
          if (u32(labels[image]) == label) {
            if (u32(groups[image]) == group) { count -= 1.0; }
            if (u32(settled[image]) == group) { count += 1.0; }
          }
        }
        counts[index] = count;
      }`,
  });
}

function sampleGroups(
  logits: Tensor2D,
  counts: Tensor2D,
  rule: Smoothing,
  given: GroupDraw,
): ReturnType<MixtureKernels['sampleGroups']> {
  const groups = tidy(() => {
    const settled = settle(draw(logits, counts, rule, given), given);
    recount(counts, settled, given);
    return settled;
  });
  return { groups, counts };
}

export const webgpuAssignment = { assignment, sampleGroups } satisfies Partial<MixtureKernels>;

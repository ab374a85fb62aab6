/** The level-wise mixture in two shaders a level and one that joins them; formulas as in mixtureKernels.ts. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import {
  logOfZero,
  type MixtureInputs,
  type MixtureKernels,
  type MixtureResult,
} from '../mixtureKernels.ts';
import type { Targets } from '../targets.ts';
import { columnSums } from './columnSums.ts';
import { hostTensor } from './hostTensors.ts';
import { softmax } from './objective.ts';
import { lanesFor, overLanes, rowGroups } from './overLanes.ts';
import { createTensor, runShader } from './shader.ts';

/** Leaves z − q of each image, and its a among the terms. Groups that Ψ leaves out have no part. */
const levelCode = (size: ReturnType<typeof rowGroups>, hasAssignment: boolean) => `
  ${overLanes(size)}
  fn shareOf(t : u32, label : u32) -> f32 {
    return ${hasAssignment ? 'assignment[t * classes + label]' : 'select(0.0, 1.0, t == label)'};
  }
  fn run(image : u32, lane : u32, subgroup : u32) {
    if (image >= images) { return; }
    let label = u32(labels[image]);
    let start = image * width;
    let shift = shiftOf(start, lane, subgroup);
    var ownMost = logOfZero;
    var ownParts = 0.0;
    for (var t = lane; t < width; t += lanes) {
      let share = shareOf(t, label);
      if (share > 0.0) {
        ownParts += 1.0;
        ownMost = max(ownMost, logits[start + t] - shift + log(share));
      }
    }
    let parts = sumOverLanes(ownParts, lane, subgroup);
    let most = largestOverLanes(ownMost, lane, subgroup);
    var ownTotal = 0.0;
    for (var t = lane; t < width; t += lanes) {
      let share = shareOf(t, label);
      if (share > 0.0) { ownTotal += exp(logits[start + t] - shift + log(share) - most); }
    }
    let total = sumOverLanes(ownTotal, lane, subgroup);
    for (var t = lane; t < width; t += lanes) {
      let share = shareOf(t, label);
      // Without any part the level's own factor is 0, or all there is: q must be finite too.
      var q = select(0.0, 1.0 / f32(width), parts == 0.0);
      if (share > 0.0) { q = exp(logits[start + t] - shift + log(share) - most) / total; }
      gradient[start + t] = exp(logits[start + t] - shift) - q;
    }
    if (lane == 0u) {
      terms[image * levels + level] = most + select(log(total), 0.0, parts == 0.0);
    }
  }
`;

/** Of each image its part of the loss, then its share of each level. */
const joinCode = `
  fn termOf(image : u32, level : u32) -> f32 {
    let weight = levelWeights[level];
    return terms[image * levels + level] + select(logOfZero, log(weight), weight > 0.0);
  }
  fn run(image : u32) {
    if (image >= images) { return; }
    var most = termOf(image, 0u);
    for (var level = 1u; level < levels; level++) { most = max(most, termOf(image, level)); }
    var sum = 0.0;
    for (var level = 0u; level < levels; level++) { sum += exp(termOf(image, level) - most); }
    let total = most + log(sum);
    let to = image * (levels + 1u);
    joined[to] = -rights[image] * total;
    for (var level = 0u; level < levels; level++) {
      joined[to + 1u + level] = rights[image] * exp(termOf(image, level) - total);
    }
  }
`;

const scaleCode = `
  fn run(index : u32) {
    if (index >= arrayLength(&gradient)) { return; }
    gradient[index] *= joined[index / width * (levels + 1u) + 1u + level];
  }
`;

function mixture(
  { logits, assignments, levelWeights }: MixtureInputs,
  targets: Targets,
): MixtureResult {
  const levels = logits.length;
  const images = logits[0].shape[0];
  const labels = hostTensor(targets.labels);
  const terms = createTensor<Tensor2D>([images, levels]);
  const gradients = logits.map((scores, level) => {
    const [, width] = scores.shape;
    const assignment = assignments[level];
    const lanes = lanesFor(width);
    const size = rowGroups(images, lanes);
    const gradient = createTensor<Tensor2D>(scores.shape);
    runShader({
      name: 'mixtureLevel',
      constants: { images, width, lanes, levels, level, classes: assignment?.shape[1] ?? width },
      numbers: { logOfZero },
      reads: { logits: scores, labels, ...(assignment === null ? {} : { assignment }) },
      writes: { gradient, terms },
      size,
      code: () => levelCode(size, assignment !== null),
    });
    return gradient;
  });
  const joined = createTensor<Tensor2D>([images, levels + 1]);
  runShader({
    name: 'mixtureJoin',
    constants: { images, levels },
    numbers: { logOfZero },
    reads: { terms, levelWeights, rights: hostTensor(targets.right) },
    writes: { joined },
    size: { threads: images },
    code: joinCode,
  });
  for (const [level, gradient] of gradients.entries()) {
    runShader({
      name: 'mixtureGradient',
      constants: { width: gradient.shape[1], levels, level },
      reads: { joined },
      writes: { gradient },
      size: { threads: gradient.size },
      code: scaleCode,
    });
  }
  const metrics = columnSums<Tensor1D>(joined, [levels + 1]);
  for (const tensor of [terms, joined]) tensor.dispose();
  return { gradients, metrics };
}

const probabilitiesCode = (hasAssignment: boolean, isFirst: boolean) => `
  fn run(index : u32) {
    if (index >= arrayLength(&result)) { return; }
    let image = index / classes;
    let y = index % classes;
    ${
      hasAssignment
        ? `var sum = 0.0;
           for (var t = 0u; t < width; t++) {
             sum += softened[image * width + t] * assignment[t * classes + y];
           }`
        : 'let sum = softened[index];'
    }
    result[index] = ${isFirst ? '' : 'result[index] + '}levelWeights[level] * sum;
  }
`;

function mixtureProbabilities({ logits, assignments, levelWeights }: MixtureInputs): Tensor2D {
  const [images, classes] = logits[logits.length - 1].shape;
  const result = createTensor<Tensor2D>([images, classes]);
  for (const [level, scores] of logits.entries()) {
    const assignment = assignments[level];
    const softened = softmax(scores);
    runShader({
      name: level === 0 ? 'firstLevelProbabilities' : 'levelProbabilities',
      constants: { classes, level, ...(assignment === null ? {} : { width: scores.shape[1] }) },
      reads: { softened, levelWeights, ...(assignment === null ? {} : { assignment }) },
      writes: { result },
      size: { threads: result.size },
      code: () => probabilitiesCode(assignment !== null, level === 0),
    });
    softened.dispose();
  }
  return result;
}

export const webgpuMixture = { mixture, mixtureProbabilities } satisfies Partial<MixtureKernels>;

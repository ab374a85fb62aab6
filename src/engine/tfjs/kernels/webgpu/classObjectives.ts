/**
 * The objectives of single networks, a group of lanes an image; formulas as in
 * composed/classObjectives.ts. That over classes takes three shaders: the images' losses, the
 * classes' weights in one group, and the gradient.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ObjectiveKernels, ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';
import { columnSums } from './columnSums.ts';
import { hostTensor } from './hostTensors.ts';
import { exchangeFor, laneTree } from './laneTree.ts';
import { lanesFor, overLanes, rowGroups } from './overLanes.ts';
import { createTensor, runShader } from './shader.ts';

type OwnTargets = Pick<Targets, 'labels' | 'right'>;

/** What a shader over images is told beside logits, labels and factors. */
interface ImageShader {
  readonly name: string;
  readonly reads?: Readonly<Record<string, Tensor>>;
  readonly constants?: Readonly<Record<string, number>>;
  readonly numbers?: Readonly<Record<string, number>>;
  /** WGSL before `fn run`. */
  readonly declarations?: string;
  /**
   * WGSL that writes `gradient` of the row and sets `loss` in lane 0, from `start`, `label`, `right`
   * and `shift`, which taken from a logit leaves its ln p.
   */
  readonly code: string;
}

/** Runs a shader over the images and adds up their losses. */
function overImages(logits: Tensor2D, targets: OwnTargets, shader: ImageShader): ObjectiveResult {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const size = rowGroups(images, lanes);
  const gradient = createTensor<Tensor2D>(logits.shape);
  const ofImages = createTensor<Tensor2D>([images, 2]);
  runShader({
    name: shader.name,
    constants: { images, width: classes, lanes, ...shader.constants },
    numbers: shader.numbers ?? {},
    reads: {
      logits,
      labels: hostTensor(targets.labels),
      rights: hostTensor(targets.right),
      ...shader.reads,
    },
    writes: { gradient, metrics: ofImages },
    size,
    code: () => `
      ${overLanes(size)}
      ${shader.declarations ?? ''}
      fn run(image : u32, lane : u32, subgroup : u32) {
        if (image >= images) { return; }
        let start = image * width;
        let label = u32(labels[image]);
        let right = rights[image];
        let shift = shiftOf(start, lane, subgroup);
        var loss = 0.0;
        ${shader.code}
        if (lane == 0u) {
          metrics[2u * image] = loss;
          metrics[2u * image + 1u] = 0.0;
        }
      }`,
  });
  const metrics = columnSums<Tensor1D>(ofImages, [2]);
  ofImages.dispose();
  return { gradient, metrics };
}

const focal: ObjectiveKernels['focal'] = (logits, targets, focusing) =>
  overImages(logits, targets, {
    name: focusing === 0 ? 'focal of 0' : 'focal',
    numbers: { focusing },
    code: `
      var own = 0.0;
      for (var l = lane; l < width; l += lanes) {
        if (l != label) { own += exp(logits[start + l] - shift); }
      }
      let others = sumOverLanes(own, lane, subgroup);
      let surprise = shift - logits[start + label];
      var ratio = 1.0 + 0.5 * others;
      if (others > 1e-3) { ratio = surprise / others; }
      var modulator = ${focusing === 0 ? '1.0' : '0.0'};
      ${focusing === 0 ? '' : 'if (others > 0.0) { modulator = pow(others, focusing); }'}
      let scale = right * modulator * (1.0 + focusing * exp(-surprise) * ratio);
      for (var l = lane; l < width; l += lanes) {
        let share = exp(logits[start + l] - shift);
        gradient[start + l] = scale * (share - select(0.0, 1.0, l == label));
      }
      loss = right * modulator * surprise;`,
  });

function adjusted(logits: Tensor2D, adjustments: Tensor1D): Tensor2D {
  const result = createTensor<Tensor2D>(logits.shape);
  runShader({
    name: 'adjusted',
    constants: { count: logits.size, width: logits.shape[1] },
    reads: { logits, adjustments },
    writes: { result },
    size: { threads: logits.size },
    code: `
      fn run(index : u32) {
        if (index < count) { result[index] = logits[index] + adjustments[index % width]; }
      }`,
  });
  return result;
}

/** −a ln p of each image's own class. */
function lossesOf(logits: Tensor2D, { labels, right }: OwnTargets): Tensor1D {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const size = rowGroups(images, lanes);
  const losses = createTensor<Tensor1D>([images]);
  runShader({
    name: 'losses',
    constants: { images, width: classes, lanes },
    reads: { logits, labels: hostTensor(labels), rights: hostTensor(right) },
    writes: { losses },
    size,
    code: () => `
      ${overLanes(size)}
      fn run(image : u32, lane : u32, subgroup : u32) {
        if (image >= images) { return; }
        let start = image * width;
        let shift = shiftOf(start, lane, subgroup);
        if (lane == 0u) {
          losses[image] = rights[image] * (shift - logits[start + u32(labels[image])]);
        }
      }`,
  });
  return losses;
}

const weightLanes = 64;

/** Raises q by the classes' losses, in place. */
function raise(classWeights: Tensor1D, losses: Tensor1D, labels: Int32Array, rate: number): void {
  const ofClasses = createTensor<Tensor1D>(classWeights.shape);
  const exchange = exchangeFor({ from: 1, to: weightLanes });
  const tree = (name: string, join: string) =>
    laneTree({ name, type: 'f32', join, isShared: true, from: 1, to: weightLanes, exchange });
  runShader({
    name: 'robust weights',
    constants: { images: losses.size, classes: classWeights.size, lanes: weightLanes },
    numbers: { rate },
    reads: { losses, labels: hostTensor(labels) },
    writes: { classWeights, ofClasses },
    size: { groups: 1, groupSize: weightLanes, exchange },
    code: () => `
      ${tree('sumOfAll', 'low + high')}
      ${tree('largestOfAll', 'max(low, high)')}
      fn run(group : u32, lane : u32, subgroup : u32) {
        var largest = 0.0;
        for (var l = lane; l < classes; l += lanes) {
          var loss = 0.0;
          for (var image = 0u; image < images; image++) {
            if (u32(labels[image]) == l) { loss += losses[image]; }
          }
          ofClasses[l] = loss;
          largest = max(largest, loss);
        }
        largest = largestOfAll(largest, lane, subgroup);
        var sum = 0.0;
        for (var l = lane; l < classes; l += lanes) {
          let raised = classWeights[l] * exp(rate * (ofClasses[l] - largest));
          classWeights[l] = raised;
          sum += raised;
        }
        sum = sumOfAll(sum, lane, subgroup);
        for (var l = lane; l < classes; l += lanes) { classWeights[l] /= sum; }
      }`,
  });
  ofClasses.dispose();
}

const robust: ObjectiveKernels['robust'] = (logits, targets, classWeights, rate) => {
  const losses = lossesOf(logits, targets);
  raise(classWeights, losses, targets.labels, rate);
  losses.dispose();
  const result = overImages(logits, targets, {
    name: 'robust',
    reads: { classWeights },
    code: `
      let factor = right * classWeights[label];
      for (var l = lane; l < width; l += lanes) {
        let share = exp(logits[start + l] - shift);
        gradient[start + l] = factor * (share - select(0.0, 1.0, l == label));
      }
      loss = factor * (shift - logits[start + label]);`,
  });
  return { ...result, classWeights };
};

const hierarchical: ObjectiveKernels['hierarchical'] = (logits, targets, groups, coefficients) => {
  const names = coefficients.map((_, level) => `coefficient${level}`);
  return overImages(logits, targets, {
    name: 'hierarchical',
    numbers: Object.fromEntries(names.map((name, level) => [name, coefficients[level]])),
    reads: { groups },
    constants: { levels: groups.shape[0] },
    declarations: `
      const coefficients = array<f32, levels + 1u>(${names.join(', ')});
      fn isShared(level : u32, one : u32, other : u32) -> bool {
        return groups[level * width + one] == groups[level * width + other];
      }
      fn massOf(start : u32, level : u32, label : u32, lane : u32, subgroup : u32) -> f32 {
        var own = logits[start + label];
        for (var l = lane; l < width; l += lanes) {
          if (isShared(level, l, label)) { own = max(own, logits[start + l]); }
        }
        let largest = largestOverLanes(own, lane, subgroup);
        var sum = 0.0;
        for (var l = lane; l < width; l += lanes) {
          if (isShared(level, l, label)) { sum += exp(logits[start + l] - largest); }
        }
        return largest + log(sumOverLanes(sum, lane, subgroup));
      }`,
    code: `
      loss = coefficients[levels] * (shift - logits[start + label]);
      var total = coefficients[levels];
      for (var l = lane; l < width; l += lanes) {
        gradient[start + l] = select(0.0, -right * coefficients[levels], l == label);
      }
      for (var level = 0u; level < levels; level++) {
        let weight = coefficients[level];
        let mass = massOf(start, level, label, lane, subgroup);
        total += weight;
        loss += weight * (shift - mass);
        for (var l = lane; l < width; l += lanes) {
          if (isShared(level, l, label)) {
            gradient[start + l] -= right * weight * exp(logits[start + l] - mass);
          }
        }
      }
      for (var l = lane; l < width; l += lanes) {
        gradient[start + l] += right * total * exp(logits[start + l] - shift);
      }
      loss *= right;`,
  });
};

const softLabelled: ObjectiveKernels['softLabelled'] = (logits, targets, groups, shares) =>
  overImages(logits, targets, {
    name: 'soft labels',
    reads: { groups, shares },
    constants: { levels: groups.shape[0] },
    declarations: `
      fn shareOf(label : u32, other : u32) -> f32 {
        var depth = 0u;
        while (depth < levels) {
          if (groups[depth * width + label] != groups[depth * width + other]) { break; }
          depth++;
        }
        return shares[label * (levels + 2u) + select(depth, levels + 1u, label == other)];
      }`,
    code: `
      var own = 0.0;
      var surprise = 0.0;
      for (var l = lane; l < width; l += lanes) {
        let share = shareOf(label, l);
        own += share;
        surprise += share * (shift - logits[start + l]);
      }
      let total = sumOverLanes(own, lane, subgroup);
      loss = right * sumOverLanes(surprise, lane, subgroup);
      for (var l = lane; l < width; l += lanes) {
        gradient[start + l] = right * (total * exp(logits[start + l] - shift) - shareOf(label, l));
      }`,
  });

export const webgpuClassObjectives = {
  focal,
  adjusted,
  robust,
  hierarchical,
  softLabelled,
} satisfies ObjectiveKernels;

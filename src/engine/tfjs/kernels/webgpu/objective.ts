/** The objectives in one shader over the images and one that adds up; as in composed/objective.ts. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { type Kernels, logFloor } from '../kernels.ts';
import type { ObjectiveResult } from '../objectiveKernels.ts';
import type { Targets } from '../targets.ts';
import { columnSums } from './columnSums.ts';
import { hostTensor } from './hostTensors.ts';
import { lanesFor, overLanes, rowGroups } from './overLanes.ts';
import { createTensor, runShader } from './shader.ts';

const objectiveCode = (size: ReturnType<typeof rowGroups>, hasMargin: boolean) => `
  ${overLanes(size)}
  fn run(image : u32, lane : u32, subgroup : u32) {
    if (image >= images) { return; }
    let start = image * width;
    let label = u32(labels[image]);
    let right = rights[image];
    let shift = shiftOf(start, lane, subgroup);
    ${hasMargin ? marginCode : likelihoodCode}
  }
`;

const likelihoodCode = `
  for (var l = lane; l < width; l += lanes) {
    let share = exp(logits[start + l] - shift);
    gradient[start + l] = right * (share - select(0.0, 1.0, l == label));
  }
  if (lane == 0u) {
    metrics[2u * image] = -right * (logits[start + label] - shift);
    metrics[2u * image + 1u] = 0.0;
  }
`;

const marginCode = `
  var loss = 0.0;
  var clamped = 0.0;
  var byLog = 0.0;
  for (var l = lane; l < width; l += lanes) {
    let log = logits[start + l] - shift;
    if (l == label) {
      loss -= right * log;
      byLog -= right;
    } else {
      let wrong = wrongs[l];
      loss += wrong * max(log, ${logFloor});
      if (log > ${logFloor}) { byLog += wrong; } else { clamped += 1.0; }
    }
  }
  let allByLog = sumOverLanes(byLog, lane, subgroup);
  for (var l = lane; l < width; l += lanes) {
    let log = logits[start + l] - shift;
    var own = select(0.0, wrongs[l], log > ${logFloor});
    if (l == label) { own = -right; }
    gradient[start + l] = own - exp(log) * allByLog;
  }
  let allLoss = sumOverLanes(loss, lane, subgroup);
  let allClamped = sumOverLanes(clamped, lane, subgroup);
  if (lane == 0u) {
    metrics[2u * image] = allLoss;
    metrics[2u * image + 1u] = allClamped / f32(images * (width - 1u));
  }
`;

function objective(logits: Tensor2D, given: Targets): ObjectiveResult {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const size = rowGroups(images, lanes);
  const hasMargin = given.wrong !== null;
  const wrongs = given.wrong === null ? {} : { wrongs: hostTensor(given.wrong) };
  const labels = hostTensor(given.labels);
  const rights = hostTensor(given.right);
  const gradient = createTensor<Tensor2D>(logits.shape);
  const ofImages = createTensor<Tensor2D>([images, 2]);
  runShader({
    name: hasMargin ? 'margin' : 'likelihood',
    constants: { images, width: classes, lanes },
    reads: { logits, labels, rights, ...wrongs },
    writes: { gradient, metrics: ofImages },
    size,
    code: () => objectiveCode(size, hasMargin),
  });
  const metrics = columnSums<Tensor1D>(ofImages, [2]);
  ofImages.dispose();
  return { gradient, metrics };
}

/** Softmax of each row. */
export function softmax(logits: Tensor2D): Tensor2D {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const size = rowGroups(images, lanes);
  const result = createTensor<Tensor2D>(logits.shape);
  runShader({
    name: 'softmax',
    constants: { images, width: classes, lanes },
    reads: { logits },
    writes: { result },
    size,
    code: () => `
      ${overLanes(size)}
      fn run(image : u32, lane : u32, subgroup : u32) {
        if (image >= images) { return; }
        let start = image * width;
        let shift = shiftOf(start, lane, subgroup);
        for (var l = lane; l < width; l += lanes) {
          result[start + l] = exp(logits[start + l] - shift);
        }
      }`,
  });
  return result;
}

export const webgpuObjective = { objective, softmax } satisfies Partial<Kernels>;

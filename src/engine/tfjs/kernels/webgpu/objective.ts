/** The objectives in one shader over the images and one that adds up; as in composed/objective.ts. */
import { type Tensor1D, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import { type Kernels, logFloor, type ObjectiveResult, type Targets } from '../kernels.ts';
import { columnSums } from './columnSums.ts';
import { createTensor, runShader } from './shader.ts';

const mostLanes = 64;

/** Lanes that share an image's classes: a power of 2, some eight classes each. */
function lanesFor(classes: number): number {
  let lanes = 1;
  while (lanes < mostLanes && lanes * 8 < classes) lanes *= 2;
  return lanes;
}

/** Sums and maxima over the lanes of a group, the same in all lanes. */
const overLanes = `
  var<workgroup> held : array<f32, lanes>;
  fn sumOverLanes(value : f32, lane : u32) -> f32 {
    held[lane] = value;
    workgroupBarrier();
    var sum = 0.0;
    for (var other = 0u; other < lanes; other++) { sum += held[other]; }
    workgroupBarrier();
    return sum;
  }
  fn largestOverLanes(value : f32, lane : u32) -> f32 {
    held[lane] = value;
    workgroupBarrier();
    var largest = held[0];
    for (var other = 1u; other < lanes; other++) { largest = max(largest, held[other]); }
    workgroupBarrier();
    return largest;
  }
  // What is taken from each logit of a row to have its ln p.
  fn shiftOf(start : u32, lane : u32) -> f32 {
    var own = logits[start];
    for (var l = lane; l < classes; l += lanes) { own = max(own, logits[start + l]); }
    let largest = largestOverLanes(own, lane);
    var sum = 0.0;
    for (var l = lane; l < classes; l += lanes) { sum += exp(logits[start + l] - largest); }
    return largest + log(sumOverLanes(sum, lane));
  }
`;

/** Targets are the images' labels, then their factors, then those of the classes as wrong ones. */
const objectiveCode = (hasMargin: boolean) => `
  ${overLanes}
  fn run(image : u32, lane : u32) {
    if (image >= images) { return; }
    let start = image * classes;
    let label = u32(targets[image]);
    let right = targets[images + image];
    let shift = shiftOf(start, lane);
    ${hasMargin ? marginCode : likelihoodCode}
  }
`;

const likelihoodCode = `
  for (var l = lane; l < classes; l += lanes) {
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
  for (var l = lane; l < classes; l += lanes) {
    let log = logits[start + l] - shift;
    if (l == label) {
      loss -= right * log;
      byLog -= right;
    } else {
      let wrong = targets[2u * images + l];
      loss += wrong * max(log, ${logFloor});
      if (log > ${logFloor}) { byLog += wrong; } else { clamped += 1.0; }
    }
  }
  let allByLog = sumOverLanes(byLog, lane);
  for (var l = lane; l < classes; l += lanes) {
    let log = logits[start + l] - shift;
    var own = select(0.0, targets[2u * images + l], log > ${logFloor});
    if (l == label) { own = -right; }
    gradient[start + l] = own - exp(log) * allByLog;
  }
  let allLoss = sumOverLanes(loss, lane);
  let allClamped = sumOverLanes(clamped, lane);
  if (lane == 0u) {
    metrics[2u * image] = allLoss;
    metrics[2u * image + 1u] = allClamped / f32(images * (classes - 1u));
  }
`;

function packed({ labels, right, wrong }: Targets): Tensor1D {
  const values = new Float32Array(2 * labels.length + (wrong?.length ?? 0));
  values.set(labels);
  values.set(right, labels.length);
  if (wrong !== null) values.set(wrong, 2 * labels.length);
  return tensor1d(values);
}

function objective(logits: Tensor2D, given: Targets): ObjectiveResult {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const hasMargin = given.wrong !== null;
  const targets = packed(given);
  const gradient = createTensor<Tensor2D>(logits.shape);
  const ofImages = createTensor<Tensor2D>([images, 2]);
  runShader({
    name: hasMargin ? 'margin' : 'likelihood',
    constants: { images, classes, lanes },
    reads: { logits, targets },
    writes: { gradient, metrics: ofImages },
    size: { groups: images, groupSize: lanes },
    code: () => objectiveCode(hasMargin),
  });
  const metrics = columnSums<Tensor1D>(ofImages, [2]);
  for (const tensor of [targets, ofImages]) tensor.dispose();
  return { gradient, metrics };
}

function softmax(logits: Tensor2D): Tensor2D {
  const [images, classes] = logits.shape;
  const lanes = lanesFor(classes);
  const result = createTensor<Tensor2D>(logits.shape);
  runShader({
    name: 'softmax',
    constants: { images, classes, lanes },
    reads: { logits },
    writes: { result },
    size: { groups: images, groupSize: lanes },
    code: `
      ${overLanes}
      fn run(image : u32, lane : u32) {
        if (image >= images) { return; }
        let start = image * classes;
        let shift = shiftOf(start, lane);
        for (var l = lane; l < classes; l += lanes) {
          result[start + l] = exp(logits[start + l] - shift);
        }
      }`,
  });
  return result;
}

export const webgpuObjective = { objective, softmax } satisfies Partial<Kernels>;

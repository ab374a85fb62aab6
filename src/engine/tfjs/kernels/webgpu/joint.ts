/** Networks trained together, in shaders a network and others that join them; see jointKernels.ts. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { JointKernels, JointLogits } from '../jointKernels.ts';
import { lanesFor, overLanes, rowGroups } from './overLanes.ts';
import { createTensor, runShader } from './shader.ts';

const largestCode = (size: ReturnType<typeof rowGroups>) => `
  ${overLanes(size)}
  fn run(image : u32, lane : u32, subgroup : u32) {
    if (image >= images) { return; }
    let start = image * width;
    var own = logits[start];
    for (var l = lane; l < width; l += lanes) { own = max(own, logits[start + l]); }
    let most = largestOverLanes(own, lane, subgroup);
    if (lane == 0u) { largest[image * networks + network] = most; }
  }
`;

const weightsCode = `
  fn run(image : u32) {
    if (image >= images) { return; }
    let start = image * networks;
    var most = largest[start];
    for (var k = 1u; k < networks; k++) { most = max(most, largest[start + k]); }
    var sum = 0.0;
    for (var k = 0u; k < networks; k++) { sum += exp(largest[start + k] - most); }
    for (var k = 0u; k < networks; k++) {
      weights[start + k] = exp(largest[start + k] - most) / sum;
    }
  }
`;

const addCode = (isFirst: boolean) => `
  fn run(index : u32) {
    if (index >= arrayLength(&summed)) { return; }
    let weight = weights[index / width * networks + network];
    summed[index] = ${isFirst ? '' : 'summed[index] + '}weight * logits[index];
  }
`;

function jointLogits(logits: readonly Tensor2D[]): JointLogits {
  const [images, width] = logits[0].shape;
  const networks = logits.length;
  const lanes = lanesFor(width);
  const size = rowGroups(images, lanes);
  const largest = createTensor<Tensor2D>([images, networks]);
  for (const [network, scores] of logits.entries()) {
    runShader({
      name: 'jointLargest',
      constants: { images, width, lanes, networks, network },
      reads: { logits: scores },
      writes: { largest },
      size,
      code: () => largestCode(size),
    });
  }
  const weights = createTensor<Tensor2D>([images, networks]);
  runShader({
    name: 'jointWeights',
    constants: { images, networks },
    reads: { largest },
    writes: { weights },
    size: { threads: images },
    code: weightsCode,
  });
  largest.dispose();
  const summed = createTensor<Tensor2D>([images, width]);
  for (const [network, scores] of logits.entries()) {
    runShader({
      name: network === 0 ? 'jointFirst' : 'jointAdd',
      constants: { width, networks, network },
      reads: { weights, logits: scores },
      writes: { summed },
      size: { threads: summed.size },
      code: () => addCode(network === 0),
    });
  }
  return { summed, weights };
}

/** G_k of each image, and the place of the network's largest logit. */
const productCode = (size: ReturnType<typeof rowGroups>) => `
  ${overLanes(size)}
  fn run(image : u32, lane : u32, subgroup : u32) {
    if (image >= images) { return; }
    let start = image * width;
    var own = logits[start];
    var ownProduct = 0.0;
    for (var l = lane; l < width; l += lanes) {
      own = max(own, logits[start + l]);
      ownProduct += byJoint[start + l] * logits[start + l];
    }
    let most = largestOverLanes(own, lane, subgroup);
    let product = sumOverLanes(ownProduct, lane, subgroup);
    // The first of equals has the largest place below zero.
    var ownPlace = -f32(width);
    for (var l = lane; l < width; l += lanes) {
      if (logits[start + l] == most) { ownPlace = max(ownPlace, -f32(l)); }
    }
    let place = -largestOverLanes(ownPlace, lane, subgroup);
    if (lane == 0u) {
      let to = 2u * (image * networks + network);
      products[to] = product;
      products[to + 1u] = place;
    }
  }
`;

/** w_k (G_k − Σ_i w_i G_i) in place of G_k. */
const pullCode = `
  fn run(image : u32) {
    if (image >= images) { return; }
    let start = image * networks;
    var mean = 0.0;
    for (var k = 0u; k < networks; k++) { mean += weights[start + k] * products[2u * (start + k)]; }
    for (var k = 0u; k < networks; k++) {
      let at = 2u * (start + k);
      products[at] = weights[start + k] * (products[at] - mean);
    }
  }
`;

const gradientCode = `
  fn run(index : u32) {
    if (index >= arrayLength(&gradient)) { return; }
    let image = index / width;
    let at = image * networks + network;
    let pull = select(0.0, products[2u * at], f32(index % width) == products[2u * at + 1u]);
    gradient[index] = weights[at] * byJoint[index] + pull;
  }
`;

function jointGradients(
  logits: readonly Tensor2D[],
  weights: Tensor2D,
  byJoint: Tensor2D,
): readonly Tensor2D[] {
  const [images, width] = byJoint.shape;
  const networks = logits.length;
  const lanes = lanesFor(width);
  const size = rowGroups(images, lanes);
  const products = createTensor<Tensor2D>([images, 2 * networks]);
  for (const [network, scores] of logits.entries()) {
    runShader({
      name: 'jointProduct',
      constants: { images, width, lanes, networks, network },
      reads: { logits: scores, byJoint },
      writes: { products },
      size,
      code: () => productCode(size),
    });
  }
  runShader({
    name: 'jointPull',
    constants: { images, networks },
    reads: { weights },
    writes: { products },
    size: { threads: images },
    code: pullCode,
  });
  const gradients = logits.map((_, network) => {
    const gradient = createTensor<Tensor2D>([images, width]);
    runShader({
      name: 'jointGradient',
      constants: { width, networks, network },
      reads: { weights, products, byJoint },
      writes: { gradient },
      size: { threads: gradient.size },
      code: gradientCode,
    });
    return gradient;
  });
  products.dispose();
  return gradients;
}

export const webgpuJoint = { jointLogits, jointGradients } satisfies JointKernels;

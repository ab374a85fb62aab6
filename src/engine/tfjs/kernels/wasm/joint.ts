/** Networks trained together, in one loop over the images; formulas as in jointKernels.ts. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { exp } from '../../../../lib/transcendental/exp.ts';
import type { JointKernels, JointLogits } from '../jointKernels.ts';
import { allocate, view } from './heap.ts';

function jointLogits(logits: readonly Tensor2D[]): JointLogits {
  const [count, classes] = logits[0].shape;
  const summed = allocate<Tensor2D>([count, classes]);
  const weights = allocate<Tensor2D>([count, logits.length]);
  const [sums, shares] = [view(summed), view(weights)];
  const scores = logits.map(view);
  const row = new Float64Array(logits.length);
  for (let image = 0; image < count; image++) {
    const start = image * classes;
    for (let k = 0; k < row.length; k++) {
      row[k] = scores[k][start + firstLargest(scores[k], start, classes)];
    }
    softmaxInPlace(row);
    shares.set(row, image * row.length);
    for (let l = start; l < start + classes; l++) {
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += row[k] * scores[k][l];
      sums[l] = sum;
    }
  }
  return { summed, weights };
}

function jointGradients(
  logits: readonly Tensor2D[],
  weights: Tensor2D,
  gradient: Tensor2D,
): readonly Tensor2D[] {
  const [count, classes] = gradient.shape;
  const networks = logits.length;
  const outputs = logits.map(() => allocate<Tensor2D>([count, classes]));
  const gradients = outputs.map(view);
  const scores = logits.map(view);
  const [shares, byJoint] = [view(weights), view(gradient)];
  const products = new Float64Array(networks);
  for (let image = 0; image < count; image++) {
    const start = image * classes;
    const ofImage = shares.subarray(image * networks, (image + 1) * networks);
    let mean = 0;
    for (let k = 0; k < networks; k++) {
      products[k] = 0;
      for (let l = start; l < start + classes; l++) products[k] += byJoint[l] * scores[k][l];
      mean += ofImage[k] * products[k];
    }
    for (let k = 0; k < networks; k++) {
      for (let l = start; l < start + classes; l++) gradients[k][l] = ofImage[k] * byJoint[l];
      const largest = start + firstLargest(scores[k], start, classes);
      gradients[k][largest] = ofImage[k] * (byJoint[largest] + (products[k] - mean));
    }
  }
  return outputs;
}

/** Place of the largest of so many values from `start` on, the first of equals. */
function firstLargest(values: Float32Array, start: number, count: number): number {
  let place = 0;
  for (let l = 1; l < count; l++) if (values[start + l] > values[start + place]) place = l;
  return place;
}

function softmaxInPlace(values: Float64Array): void {
  let largest = -Infinity;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, values[k]);
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    values[k] = exp(values[k] - largest);
    sum += values[k];
  }
  for (let k = 0; k < values.length; k++) values[k] /= sum;
}

export const wasmJoint = { jointLogits, jointGradients } satisfies JointKernels;

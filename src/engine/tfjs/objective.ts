/**
 * From class weights and labels to what a batch's objective asks of its images (engine.ts):
 * `weighted-likelihood` divides by the batch's sum of weights, `margin` by its size.
 */
import type { Objective } from '../engine.ts';
import type { Targets } from './kernels/kernels.ts';

/** Weight w(l) of each class, and v(l) as a wrong class. */
export interface ClassWeights {
  readonly right: Float64Array;
  readonly wrong: Float64Array;
}

/** All weights 1. */
export function equalWeights(classCount: number): ClassWeights {
  const ones = new Float64Array(classCount).fill(1);
  return { right: ones, wrong: ones };
}

/**
 * The targets of a batch. A batch whose images all weigh nothing asks for nothing: its loss and
 * gradients are 0.
 */
export function targetsOf(
  objective: Objective,
  labels: Int32Array,
  weights: ClassWeights,
): Targets {
  const weightOf = (label: number) => weights.right[label];
  const count = labels.length;
  if (objective === 'margin') {
    return {
      labels,
      right: Float32Array.from(labels, (label) => weightOf(label) / count),
      wrong: Float32Array.from(weights.wrong, (weight) => weight / count),
    };
  }
  const sum = labels.reduce((partial, label) => partial + weightOf(label), 0);
  const factor = sum > 0 ? 1 / sum : 0;
  return {
    labels,
    right: Float32Array.from(labels, (label) => weightOf(label) * factor),
    wrong: null,
  };
}

/** @throws RangeError unless there are N weights, each finite and ≥ 0, one of them above 0. */
export function checkWeights(weights: Float64Array, classCount: number): void {
  if (weights.length !== classCount) {
    throw new RangeError(`${weights.length} class weights for ${classCount} classes`);
  }
  if (!weights.every((weight) => Number.isFinite(weight) && weight >= 0)) {
    throw new RangeError('Class weights must be finite and not negative');
  }
  if (!weights.some((weight) => weight > 0)) {
    throw new RangeError('One class weight must be above 0');
  }
}

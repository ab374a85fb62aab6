/**
 * From class weights and labels to what a batch's objective asks of its images (engine.ts):
 * `weighted-likelihood` divides by the batch's sum of weights, all others by its size.
 */
import type { Batch, Objective } from '../engine.ts';
import type { Targets } from './kernels/targets.ts';
import type { HostArray } from './repeated/work.ts';

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

/** Of a batch that several threads share, one thread's images. */
export interface BatchPart {
  /** Labels of the whole batch, which its sums are over. */
  readonly wholeLabels: Int32Array;
}

/** Labels of the whole batch, of which a batch may be a part. */
export function wholeLabelsOf(batch: Batch & Partial<BatchPart>): Int32Array {
  return batch.wholeLabels ?? batch.labels;
}

/** The targets of batches of so many images, in arrays that each batch overwrites. */
export class BatchTargets {
  readonly targets: Targets;
  private readonly objective: Objective;

  constructor(objective: Objective, batchSize: number, classCount: number) {
    this.objective = objective;
    this.targets = {
      labels: new Int32Array(batchSize),
      right: new Float32Array(batchSize),
      wrong: objective.kind === 'margin' ? new Float32Array(classCount) : null,
    };
  }

  /** What differs from batch to batch. */
  get arrays(): readonly HostArray[] {
    const { labels, right, wrong } = this.targets;
    return wrong === null ? [labels, right] : [labels, right, wrong];
  }

  /**
   * A batch whose images all weigh nothing asks for nothing: its loss and gradients are 0. Of a
   * part of a batch, the factors are those of the whole.
   */
  fill(batch: Int32Array, weights: ClassWeights, whole = batch): void {
    const { labels, right, wrong } = this.targets;
    labels.set(batch);
    const factor = this.factorOf(whole, weights);
    for (const [image, label] of batch.entries()) right[image] = weights.right[label] * factor;
    if (wrong !== null)
      weights.wrong.forEach((weight, l) => {
        wrong[l] = weight * factor;
      });
  }

  private factorOf(whole: Int32Array, { right }: ClassWeights): number {
    if (this.objective.kind !== 'weighted-likelihood') return 1 / whole.length;
    const sum = whole.reduce((partial, label) => partial + right[label], 0);
    return sum > 0 ? 1 / sum : 0;
  }
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

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
  /** The whole batch, which its sums are over. */
  readonly whole: WeighedImages;
}

/** What decides the weights of some images. */
export type WeighedImages = Pick<Batch, 'labels' | 'imageWeights'>;

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
  fill(batch: WeighedImages & Partial<BatchPart>, weights: ClassWeights): void {
    const { labels, right, wrong } = this.targets;
    labels.set(batch.labels);
    if (this.objective.kind === 'robust') {
      this.fillByClass(batch.labels, (batch.whole ?? batch).labels);
      return;
    }
    const factor = this.factorOf(batch.whole ?? batch, weights);
    for (const image of right.keys()) right[image] = weightOf(batch, image, weights) * factor;
    if (wrong !== null)
      weights.wrong.forEach((weight, l) => {
        wrong[l] = weight * factor;
      });
  }

  /** One over the images of its class in the whole batch, so that each class's mean counts. */
  private fillByClass(batch: Int32Array, whole: Int32Array): void {
    const counts = new Map<number, number>();
    for (const label of whole) counts.set(label, (counts.get(label) ?? 0) + 1);
    for (const [image, label] of batch.entries()) {
      this.targets.right[image] = 1 / (counts.get(label) ?? 1);
    }
  }

  private factorOf(whole: WeighedImages, weights: ClassWeights): number {
    const { labels } = whole;
    if (this.objective.kind !== 'weighted-likelihood') return 1 / labels.length;
    let sum = 0;
    for (let image = 0; image < labels.length; image++) sum += weightOf(whole, image, weights);
    return sum > 0 ? 1 / sum : 0;
  }
}

/** What an image weighs, with its class. */
function weightOf(
  { labels, imageWeights }: WeighedImages,
  image: number,
  { right }: ClassWeights,
): number {
  return right[labels[image]] * (imageWeights?.[image] ?? 1);
}

/** @throws RangeError unless there is a weight for each image, each finite and ≥ 0. */
export function checkImageWeights({ labels, imageWeights }: WeighedImages): void {
  if (imageWeights === undefined) return;
  if (imageWeights.length !== labels.length) {
    throw new RangeError(`${imageWeights.length} image weights for ${labels.length} images`);
  }
  if (!imageWeights.every((weight) => Number.isFinite(weight) && weight >= 0)) {
    throw new RangeError('Image weights must be finite and not negative');
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

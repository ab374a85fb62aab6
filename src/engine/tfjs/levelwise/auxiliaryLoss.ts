/**
 * A loss on the images' group labels beside the mixture's (ours): −w Σ_i a_i Σ_l ln z^l_{t_i}, with
 * the factors a of the targets and the levels l above the classes. The mixture alone hardly trains a
 * level's classifier where the classes' own level explains the images already.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch, SamplingBatch } from '../../engine.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { HostArray } from '../repeated/work.ts';

export class AuxiliaryLoss {
  /** t of each image of a batch, one array a level. */
  private readonly groups: readonly Int32Array[];
  /** w·a of each image. */
  private readonly factors: Float32Array;
  /** Group of each class, one array a level; null until it is set. */
  private readonly groupOf: (Int32Array | null)[];

  constructor(
    private readonly weight: number,
    batchSize: number,
    private readonly groupCounts: readonly number[],
  ) {
    this.groups = groupCounts.map(() => new Int32Array(batchSize));
    this.factors = new Float32Array(batchSize);
    this.groupOf = groupCounts.map(() => null);
  }

  /** What differs from batch to batch. */
  get arrays(): readonly HostArray[] {
    return [...this.groups, this.factors];
  }

  /** The classes' groups. @throws RangeError for another number of classes, or no group of the level. */
  setGroups(level: number, groupOf: Int32Array, classCount: number): void {
    const count = this.groupCounts[level] ?? 0;
    if (groupOf.length !== classCount || !groupOf.every((group) => group >= 0 && group < count)) {
      throw new RangeError(`Level ${level} needs one of ${count} groups for each class`);
    }
    this.groupOf[level] = groupOf.slice();
  }

  /**
   * Takes a batch: the labels that its images hold, or, where none are drawn, the classes' groups.
   * @param factors a of each image.
   */
  fill(batch: Batch | SamplingBatch, factors: Float32Array): void {
    for (const [image, factor] of factors.entries()) this.factors[image] = this.weight * factor;
    for (const [level, groups] of this.groups.entries()) {
      if ('sampling' in batch) groups.set(batch.sampling.groups[level]);
      else groups.set(batch.labels.map((label) => this.ofClass(level, label)));
    }
  }

  /** The gradients of each level's logits, with those of this loss added above the classes. */
  add(kernels: Kernels, logits: readonly Tensor2D[], gradients: readonly Tensor2D[]): Tensor2D[] {
    return gradients.map((gradient, level) => {
      const labels = this.groups[level];
      if (labels === undefined) return gradient;
      const targets = { labels, right: this.factors, wrong: null };
      return kernels.add(gradient, kernels.objective(logits[level], targets).gradient);
    });
  }

  private ofClass(level: number, label: number): number {
    const groupOf = this.groupOf[level];
    if (groupOf === null) throw new Error(`Level ${level} has no groups of classes yet`);
    return groupOf[label];
  }
}

/**
 * The loss of the hierarchical softmax, −Σ_i a_i Σ_l ln softmax over siblings, on the device. Each
 * level's is cross-entropy on logits from which all but the siblings of the image's own node are
 * taken out, so that the kernels of the flat softmax compute it.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import {
  type PathTree,
  pathProbabilities,
  pathTree,
} from '../../../algorithms/levelwise/pathSoftmax.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { logOfZero } from '../kernels/mixtureKernels.ts';
import type { HostArray } from '../repeated/work.ts';

/** What a step along the path comes to. */
interface PathResult {
  readonly gradients: readonly Tensor2D[];
  /** Loss and an unused value: of all levels, then of each. */
  readonly total: Tensor;
  readonly ofLevels: readonly Tensor[];
}

export class PathHead {
  /** Node of each image at each level, and what is added to the logits of all nodes. */
  private readonly nodes: readonly Int32Array[];
  private readonly offsets: readonly Float32Array[];
  private readonly groupOf: Int32Array[] = [];
  private known: PathTree | null = null;

  /** @param widths N_l of each level, the classes' last. */
  constructor(
    private readonly widths: readonly number[],
    batchSize: number,
  ) {
    this.nodes = widths.map(() => new Int32Array(batchSize));
    this.offsets = widths.map((width) => new Float32Array(batchSize * width));
  }

  /** What differs from batch to batch. */
  get arrays(): readonly HostArray[] {
    return [...this.nodes, ...this.offsets];
  }

  /** The group of each class at a level above the classes. */
  setGroups(level: number, groupOf: Int32Array): void {
    this.groupOf[level] = groupOf.slice();
    this.known = null;
  }

  /** Takes the labels of a batch. */
  fill(labels: Int32Array): void {
    const { nodeOf, parentOf } = this.tree;
    for (const [level, nodes] of this.nodes.entries()) {
      const [offsets, parents] = [this.offsets[level], parentOf[level]];
      labels.forEach((label, image) => {
        const own = nodeOf[level][label];
        nodes[image] = own;
        const row = offsets.subarray(image * parents.length, (image + 1) * parents.length);
        for (const [node, parent] of parents.entries()) {
          row[node] = parent === parents[own] ? 0 : logOfZero;
        }
      });
    }
  }

  /** The loss and its gradients by the logits. @param right factor a of each image. */
  compute(kernels: Kernels, logits: readonly Tensor2D[], right: Float32Array): PathResult {
    const levels = logits.map((scores, level) => {
      const among = kernels.offset(scores, this.offsets[level]);
      return kernels.objective(among, { labels: this.nodes[level], right, wrong: null });
    });
    const ofLevels = levels.map(({ metrics }) => metrics);
    return {
      gradients: levels.map(({ gradient }) => gradient),
      total: ofLevels.reduce((sum, metrics) => kernels.add(sum, metrics)),
      ofLevels,
    };
  }

  /** Probability of each node of each level, from the logits of some images. */
  probabilities(logits: readonly Float32Array[]): Float32Array[] {
    return pathProbabilities(this.tree, logits, logits[0].length / this.widths[0]);
  }

  private get tree(): PathTree {
    this.known ??= this.build();
    return this.known;
  }

  /** @throws Error where a level's groups are not known; RangeError where they are not nested. */
  private build(): PathTree {
    const levels = this.widths.slice(0, -1).map((groupCount, level) => {
      const groupOf = this.groupOf[level];
      if (groupOf === undefined) throw new Error(`Level ${level} has no groups of classes yet`);
      return { groupCount, groupOf };
    });
    return pathTree(levels, this.widths[this.widths.length - 1]);
  }
}

/**
 * The group of each training image at each level (t_i of Eq. 4), held on the host: the device draws
 * new ones within an epoch, which are read back at its end.
 */
import { GroupCounts } from '../../algorithms/levelwise/groupCounts.ts';
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import type { SamplingBatch } from '../../engine/engine.ts';
import { hashUniform } from '../../lib/hashUniform.ts';
import type { EpochBatch } from '../epochSteps.ts';

export class ImageGroups {
  /** Group of each training image, one array a level above the classes. */
  readonly ofImages: readonly Int32Array[];
  /** Positions of the images that were drawn anew since the last reading, in order. */
  private drawn: number[] = [];

  /** At first each image is in its class's group, unless it is known in which. */
  constructor(
    levels: readonly LevelGroups[],
    private readonly labels: Int32Array,
    private readonly seed: number,
    known: readonly Int32Array[] | null = null,
  ) {
    this.ofImages = known ?? levels.map(({ groupOf }) => labels.map((label) => groupOf[label]));
  }

  /** As {@link withGroups}, and takes note that the images are drawn anew. */
  samplingBatch(batch: EpochBatch, epoch: number, pinned: ReadonlySet<number>): SamplingBatch {
    for (const index of batch.indices) this.drawn.push(index);
    return this.withGroups(batch, epoch, pinned);
  }

  /** The batch with what sampling needs; images of pinned classes stay where they are. */
  withGroups(batch: EpochBatch, epoch: number, pinned: ReadonlySet<number>): SamplingBatch {
    const { images, labels, indices } = batch;
    return {
      images,
      labels,
      sampling: {
        groups: this.ofImages.map((groups) => indices.map((index) => groups[index])),
        uniforms: this.ofImages.map((_, level) =>
          Float32Array.from(indices, (index) => hashUniform(this.seed, epoch, index, level)),
        ),
        free: Uint8Array.from(labels, (label) => (pinned.has(label) ? 0 : 1)),
      },
    };
  }

  /**
   * Takes in the groups that were drawn since the last call, in the order of the batches.
   * @returns for each level, the share of them that is not the group of the image's class.
   */
  take(sampled: readonly Int32Array[], levels: readonly LevelGroups[]): number[] {
    const drawn = this.drawn;
    this.drawn = [];
    return this.ofImages.map((groups, level) => {
      let strays = 0;
      drawn.forEach((index, place) => {
        groups[index] = sampled[level][place];
        if (groups[index] !== levels[level].groupOf[this.labels[index]]) strays++;
      });
      return strays / drawn.length;
    });
  }

  /** Ω of a level: images of each class in each group. */
  counts(level: number, groupCount: number, classCount: number): GroupCounts {
    return GroupCounts.of(this.ofImages[level], this.labels, groupCount, classCount);
  }
}

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
  /** Images drawn in this epoch as far as they were read back, and of each level those that strayed. */
  private taken = 0;
  private readonly strays: Float64Array;

  /** At first each image is in its class's group, unless it is known in which. */
  constructor(
    levels: readonly LevelGroups[],
    private readonly labels: Int32Array,
    private readonly seed: number,
    known: readonly Int32Array[] | null = null,
  ) {
    this.ofImages = known ?? levels.map(({ groupOf }) => labels.map((label) => groupOf[label]));
    this.strays = new Float64Array(levels.length);
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
   * Takes in the groups that were drawn since the last call, in the order of the batches, and counts
   * those that are not the group of the image's class.
   */
  take(sampled: readonly Int32Array[], levels: readonly LevelGroups[]): void {
    const { drawn, labels } = this;
    this.drawn = [];
    this.taken += drawn.length;
    this.ofImages.forEach((groups, level) => {
      drawn.forEach((index, place) => {
        groups[index] = sampled[level][place];
        if (groups[index] !== levels[level].groupOf[labels[index]]) this.strays[level]++;
      });
    });
  }

  /** Puts all images of a class into its group at each level. */
  gather(classIndex: number, levels: readonly LevelGroups[]): void {
    this.ofImages.forEach((groups, level) => {
      const own = levels[level].groupOf[classIndex];
      this.labels.forEach((label, image) => {
        if (label === classIndex) groups[image] = own;
      });
    });
  }

  /** Share of the images taken since the last call that were not in their class's group, a level. */
  takeStrayShare(): number[] {
    const shares = Array.from(this.strays, (strays) => strays / this.taken);
    this.taken = 0;
    this.strays.fill(0);
    return shares;
  }

  /** Ω of a level: images of each class in each group. */
  counts(level: number, groupCount: number, classCount: number): GroupCounts {
    return GroupCounts.of(this.ofImages[level], this.labels, groupCount, classCount);
  }
}

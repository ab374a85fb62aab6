import type { LevelwiseTrainerOptions, SamplingBatch } from '../../engine.ts';
import type { GroupDraw } from '../kernels/mixtureKernels.ts';
import type { HostArray } from '../repeated/work.ts';

/** N_l of each level whose groups are drawn. */
export function drawnCounts({
  groupCounts,
  classCount,
  drawnClasses,
}: Pick<LevelwiseTrainerOptions, 'groupCounts' | 'classCount' | 'drawnClasses'>): number[] {
  return drawnClasses ? [...groupCounts, classCount] : [...groupCounts];
}

/**
 * Checks what sampling needs of a batch: a wrong group would spoil Ω without a trace.
 * @throws RangeError
 */
export function checkSampling(
  { labels, sampling: { groups, uniforms, free } }: SamplingBatch,
  groupCounts: readonly number[],
): void {
  const levels = groupCounts.length;
  if (groups.length !== levels || uniforms.length !== levels) {
    throw new RangeError(`Groups and uniforms are needed for ${levels} levels`);
  }
  if ([...groups, ...uniforms, free].some(({ length }) => length !== labels.length)) {
    throw new RangeError(`Groups, uniforms and free images must be ${labels.length} each`);
  }
  for (const [level, count] of groupCounts.entries()) {
    const wrong = groups[level].find((group) => !(group >= 0 && group < count));
    if (wrong !== undefined) {
      throw new RangeError(`Level ${level} has ${count} groups; an image is in group ${wrong}`);
    }
  }
}

/** What sampling needs of batches of so many images, in arrays that each batch overwrites. */
export class SamplingDraws {
  private readonly groups: readonly Int32Array[];
  private readonly uniforms: readonly Float32Array[];
  private readonly free: Uint8Array;

  constructor(batchSize: number, levels: number) {
    this.groups = Array.from({ length: levels }, () => new Int32Array(batchSize));
    this.uniforms = Array.from({ length: levels }, () => new Float32Array(batchSize));
    this.free = new Uint8Array(batchSize);
  }

  /** What differs from batch to batch. */
  get arrays(): readonly HostArray[] {
    return [...this.groups, ...this.uniforms, this.free];
  }

  fill({ sampling }: SamplingBatch): void {
    for (const [level, groups] of this.groups.entries()) {
      groups.set(sampling.groups[level]);
      this.uniforms[level].set(sampling.uniforms[level]);
    }
    this.free.set(sampling.free);
  }

  ofLevel(level: number, labels: Int32Array): GroupDraw {
    const { groups, uniforms, free } = this;
    return { labels, groups: groups[level], uniforms: uniforms[level], free };
  }
}

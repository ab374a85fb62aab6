import type { SamplingBatch } from '../../engine.ts';

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

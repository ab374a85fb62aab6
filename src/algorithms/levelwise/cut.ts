import type { Merge } from './linkage.ts';

/**
 * The group of each class once so many merges are done that `groupCount` groups are left. Groups
 * are numbered in the order of their first members. Cuts of one list of merges into fewer groups
 * are nested in those into more.
 * @param merges all N − 1, the closest pairs first.
 */
export function cutMerges(
  merges: readonly Merge[],
  classCount: number,
  groupCount: number,
): Int32Array {
  const lowest = Int32Array.from({ length: classCount }, (_, index) => index);
  for (let done = 0; done < classCount - groupCount; done++) {
    lowest[merges[done].from] = merges[done].into;
  }
  const groupOf = new Int32Array(classCount);
  let groups = 0;
  for (let index = 0; index < classCount; index++) {
    // What a class was merged into has a lower index, so its group is known already.
    groupOf[index] = lowest[index] === index ? groups++ : groupOf[lowest[index]];
  }
  return groupOf;
}

import { type LevelGroups, treeDistance } from '../levelwise/levels.ts';

/**
 * Severity of mistakes: the mean height of the lowest common ancestor of the predicted and the true
 * class in a tree of classes, over the images that are read wrongly (Bertinetto et al., *Making Better
 * Mistakes*, CVPR 2020): 1 within a group of the finest level, one more for each level up. Null without
 * mistakes.
 * @param levels groups of each level above the classes, coarsest first.
 */
export function mistakeSeverity(
  levels: readonly LevelGroups[],
  predicted: Int32Array,
  labels: Int32Array,
): number | null {
  let mistakes = 0;
  let heights = 0;
  labels.forEach((label, image) => {
    if (predicted[image] === label) return;
    mistakes++;
    heights += treeDistance(levels, predicted[image], label);
  });
  return mistakes === 0 ? null : heights / mistakes;
}

/** Along which branches a class goes, and the traces of those that have gone. */
import type { MovedClass } from '../../../analysis/groups/movedClasses.ts';
import { groupKey } from '../../../analysis/groups/treeModel.ts';
import type { Flight } from '../treeMotion.ts';
import { leafWay, type Point, roundedPath, routeBetween } from './treeLayout.ts';
import type { TreeScene } from './treeScene.ts';

/** How far traces lie beside the branches that they follow. */
const beside = 3.5;

/**
 * From the place that a class left to the one it has: from leaf to leaf where both are drawn, else
 * from and to the branch that is folded over them.
 */
export function flightRoute(scene: TreeScene, { index, from, to }: Flight): Point[] {
  const { leafOf } = scene;
  const ghost = leafOf.get(`w${index}-${from}`);
  const leaf = leafOf.get(`c${index}`);
  const start = ghost === undefined ? groupWay(scene, from) : leafWay(scene.layout, ghost);
  const end = leaf === undefined ? groupWay(scene, to) : leafWay(scene.layout, leaf);
  return routeBetween(start, end);
}

/** From the nearest drawn group above, inclusive, to the root. */
function groupWay({ model, layout }: TreeScene, group: number): readonly Point[] {
  const finest = [...model.groups.values()].reduce((most, { level }) => Math.max(most, level), 0);
  for (let key: string | null = groupKey(finest, group); key !== null; ) {
    const way = layout.ways.get(key);
    if (way !== undefined) return way;
    key = model.parentOf.get(key) ?? null;
  }
  return [];
}

/**
 * Thin lines from where classes were to where they are, as one path: of those that are drawn, or
 * of all, from branch to branch.
 */
export function tracesOf(
  scene: TreeScene,
  moved: readonly MovedClass[],
  ofFolded: boolean,
): string {
  return moved
    .filter(({ index }) => ofFolded || scene.leafOf.has(`c${index}`))
    .map((move) => {
      const points = flightRoute(scene, move);
      const shifted = points.map(({ x, y }) => ({ x: x + beside, y: y + beside }));
      return points.length < 2 ? '' : roundedPath(shifted, 9);
    })
    .join('');
}

/** Dotted lines from classes to the coarser group that they belong to, as one path. */
export function strayLines({ model, layout, leafOf }: TreeScene): string {
  return model.strays
    .map(({ index, level, group }) => {
      const leaf = leafOf.get(`c${index}`);
      const end = layout.ways.get(groupKey(level, group))?.[0];
      if (leaf === undefined || end === undefined) return '';
      const { foot } = leaf;
      return `M${foot.x} ${foot.y}Q${(foot.x + end.x) / 2} ${foot.y + 14} ${end.x} ${end.y}`;
    })
    .join('');
}

/**
 * The espalier of a narrow page: the trunk stands at the left, arms run to the right, folded ones
 * with small pictures at their tip.
 */
import type { TreeGroup, TreeLeaf } from '../../../analysis/groups/treeModel.ts';
import { isRow, leafNameWidth, type TreeNames } from './rowMetrics.ts';
import type { TreeNode } from './shownTree.ts';
import {
  type Branch,
  curvePoints,
  type PlacedGroup,
  type PlacedLeaf,
  type Point,
  roundedPath,
  type TreeLayout,
} from './treeLayout.ts';

const trunk = 14;
/** From the trunk to names and leaves. */
const indent = 26;
/** Coarser groups are headings, each level further in. */
const headingIndent = 12;
const headingRow = 40;
const foldedRow = 44;
const nameRow = 30;
const thumbnail = 32;
const underPicture = 20;
const bud = 22;
const bend = 14;

interface Drawing {
  readonly leaves: PlacedLeaf[];
  readonly groups: PlacedGroup[];
  readonly branches: Branch[];
  readonly ways: Map<string, readonly Point[]>;
  height: number;
}

/**
 * Lays out the narrow espalier.
 * @param tree with folded groups closed.
 * @param whole the tree as it was built, unfolded: decides the room for names.
 * @param width in CSS pixels.
 */
export function narrowLayout(
  tree: TreeNode,
  whole: TreeNode,
  names: TreeNames,
  width: number,
): TreeLayout {
  const cell = Math.max(thumbnail + 12, leafNameWidth(whole, names, 20, 55) + 4);
  const drawing: Drawing = { leaves: [], groups: [], branches: [], ways: new Map(), height: 4 };
  const visit = (node: TreeNode) => {
    for (const child of node.children ?? []) {
      if (child.data.kind !== 'group') continue;
      if (isRow(child)) drawArm(child, child.data, width, cell, drawing);
      else {
        drawHeading(child, child.data, width, drawing);
        visit(child);
      }
    }
  };
  visit(tree);
  const height = drawing.height + 22;
  return {
    width,
    height,
    leafForm: 'below',
    thumbnail,
    leaves: drawing.leaves,
    groups: drawing.groups,
    branches: drawing.branches,
    trunk: {
      outline: `M${trunk - 1} 0L${trunk + 1} 0L${trunk + 4} ${height}L${trunk - 4} ${height}Z`,
      ground: '',
    },
    ways: drawing.ways,
  };
}

function drawHeading(node: TreeNode, group: TreeGroup, width: number, drawing: Drawing): void {
  const x = trunk + indent + headingIndent * (node.depth - 1) - 12;
  const y = drawing.height;
  drawing.height += headingRow;
  drawing.ways.set(group.key, [
    { x: trunk, y: drawing.height },
    { x: trunk, y: 0 },
  ]);
  drawing.groups.push({
    group,
    form: 'heading',
    box: { x, y: y + 4, width: width - x, height: headingRow - 6 },
    isFolded: false,
    buds: null,
    pictures: null,
  });
}

function drawArm(
  node: TreeNode,
  group: TreeGroup,
  width: number,
  cell: number,
  drawing: Drawing,
): void {
  const leaves = (node.children ?? []).map(({ data }) => data as TreeLeaf);
  const isBare = leaves.length === 0;
  const top = drawing.height;
  const x = trunk + indent;
  const perRow = Math.max(1, Math.floor((width - x) / cell));
  const rows = Math.ceil(leaves.length / perRow);
  const wires = isBare
    ? [top + foldedRow - 12]
    : Array.from(
        { length: rows },
        (_, row) => top + nameRow + thumbnail + 2 + row * (thumbnail + underPicture),
      );
  drawing.height = isBare ? top + foldedRow : wires[rows - 1] + underPicture + 4;
  for (const y of wires) {
    const path = roundedPath([{ x: width, y }, ...footAt(y)], bend);
    drawing.branches.push({ key: `${group.key}.${y - top}`, group, kind: 'wire', path });
  }
  drawing.ways.set(group.key, [
    { x: trunk, y: wires[0] + 18 },
    { x: trunk, y: 0 },
  ]);
  leaves.forEach((leaf, place) => {
    const y = wires[Math.floor(place / perRow)];
    const foot = { x: x + (place % perRow) * cell + cell / 2, y };
    drawing.leaves.push({
      leaf,
      parent: group.key,
      foot,
      stem: [foot, ...footAt(y)],
      box: {
        x: foot.x - cell / 2 + 1,
        y: y - thumbnail - 2,
        width: cell - 2,
        height: thumbnail + 18,
      },
    });
  });
  const room = Math.max(0, Math.floor((width - x - 150) / (bud + 3)));
  const pictures = Math.min(room, group.classes.length) * (bud + 3) + 12;
  drawing.groups.push({
    group,
    form: 'line',
    box: {
      x,
      y: isBare ? top : top + 2,
      width: isBare ? width - x - pictures : width - x,
      height: isBare ? foldedRow - 14 : nameRow - 4,
    },
    isFolded: isBare && group.children.length > 0,
    buds: null,
    pictures: isBare
      ? { from: { x: width - bud / 2 - 4, y: wires[0] }, step: -(bud + 3), room, size: bud }
      : null,
  });
}

/** From a wire down into the trunk. */
function footAt(y: number): Point[] {
  const head = { x: trunk + 16, y };
  const end = { x: trunk, y: y + 18 };
  return curvePoints(head, { x: trunk + 2, y }, { x: trunk, y: y + 4 }, end, 8);
}

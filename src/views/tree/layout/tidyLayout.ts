/**
 * The tidy tree (Reingold and Tilford, by d3-hierarchy), growing to the right: a column for each
 * level, and the classes of a group in rows behind it, so that a hundred fit on a page.
 */
import { type HierarchyPointNode, hierarchy, tree as tidyTree } from 'd3-hierarchy';
import type { TreeGroup, TreeLeaf } from '../../../analysis/groups/treeModel.ts';
import { groupNameWidth, isRow, leafNameWidth, type TreeNames } from './rowMetrics.ts';
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

const thumbnail = 20;
/** Heights: of a row of leaves, of a group's label, of a folded group. */
const leafRow = 29;
const labelRow = 37;
const foldedRow = 26;
/** Between columns, where branches curve. */
const gap = 36;
const edge = 8;
/** Buds and pictures behind a folded group's name, at most. */
const maxBuds = 20;
const maxPictures = 10;
/** Classes up to which folded groups show pictures: more would make folding slow. */
const maxWithPictures = 400;
const pictureSize = 18;
/** Between buds: as far as there is room, within reason. */
const minStep = 7;
const maxStep = 16;
const pictureStep = pictureSize + 3;
/** From a row's top to its wire. */
const wireAt = 31;
const bend = 9;

interface Sizes {
  readonly column: number;
  readonly cell: number;
  readonly perRow: number;
  /** Buds and pictures of a folded group. */
  readonly buds: number;
  readonly budStep: number;
  readonly pictures: number;
}

/**
 * Lays out a tidy tree.
 * @param tree with folded groups closed.
 * @param whole the tree as it was built, unfolded: decides the columns.
 * @param width in CSS pixels.
 */
export function tidyLayout(
  tree: TreeNode,
  whole: TreeNode,
  names: TreeNames,
  width: number,
): TreeLayout {
  const sizes = sizesOf(tree, whole, names, width);
  const nodes = placedNodes(tree, sizes).filter(({ depth }) => depth > 0);
  const tops = nodes.map((node) => node.x - nodeHeight(node.data, sizes) / 2);
  const ends = nodes.map((node) => node.x + nodeHeight(node.data, sizes) / 2);
  const shift = 4 - Math.min(...tops);
  const drawn = nodes.map((node, at) => drawNode(node, tops[at] + shift, sizes));
  const rootY = (nodes[0]?.parent?.x ?? 0) + shift + wireAt - labelRow / 2;
  const root = { x: edge, y: rootY };
  const ways = new Map<string, readonly Point[]>();
  for (const { group, head, neck, parent } of drawn) {
    const above = parent === null ? [root] : (ways.get(parent) ?? [root]);
    ways.set(group.key, [neck, head, ...joint(head, above[0]), ...above]);
  }
  const links = drawn.map(({ group, head, parent }): Branch => {
    const from = (parent === null ? undefined : ways.get(parent)?.[0]) ?? root;
    const path = roundedPath([head, ...joint(head, from), from], 0);
    return { key: `${group.key}-link`, group, kind: 'limb', path };
  });
  return {
    width: Math.max(width, ...drawn.map(({ right }) => right)),
    height: Math.max(...ends) + shift + 8,
    leafForm: 'beside',
    thumbnail,
    leaves: drawn.flatMap(({ leaves }) => leaves),
    groups: drawn.map(({ label }) => label),
    branches: [...links, ...drawn.flatMap(({ wires }) => wires)],
    trunk: null,
    ways,
  };
}

function sizesOf(tree: TreeNode, whole: TreeNode, names: TreeNames, width: number): Sizes {
  const groups = whole.descendants().flatMap(({ data }) => (data.kind === 'group' ? [data] : []));
  const levels = Math.max(...groups.map(({ level }) => level + 1));
  const column = groupNameWidth(
    groups,
    names,
    80,
    Math.max(84, Math.min(190, (width * 0.32) / levels)),
  );
  const cell = thumbnail + 14 + leafNameWidth(whole, names, 22, 84);
  const perRow = Math.max(1, Math.floor((width - columnAt(levels, column) - edge) / cell));
  const bare = tree.leaves().flatMap(({ data }) => (data.kind === 'group' ? [data] : []));
  const largest = Math.max(1, ...bare.map(({ classes }) => classes.length));
  const buds = Math.min(maxBuds, largest);
  const isHuge = whole.leaves().length > maxWithPictures;
  const room = width - columnAt(levels, column) - edge;
  const fitting = Math.floor((room - minStep * (buds + 5)) / pictureStep);
  const pictures = isHuge ? 0 : Math.max(0, Math.min(maxPictures, largest, fitting));
  const step = (room - pictures * pictureStep) / (buds + 5);
  const budStep = Math.max(minStep, Math.min(maxStep, step));
  return { column, cell, perRow, buds, budStep, pictures };
}

function columnAt(level: number, column: number): number {
  return edge + gap + level * (column + gap);
}

/** Root and groups only: leaves stand in rows behind their group. */
function placedNodes(tree: TreeNode, sizes: Sizes): HierarchyPointNode<TreeNode>[] {
  const branches = hierarchy(tree, (node) => (isRow(node) ? undefined : node.children));
  const place = tidyTree<TreeNode>()
    .nodeSize([1, 1])
    .separation((one, other) => (nodeHeight(one.data, sizes) + nodeHeight(other.data, sizes)) / 2);
  return place(branches).descendants();
}

function nodeHeight(node: TreeNode, { perRow }: Sizes): number {
  if (!isRow(node)) return labelRow;
  if (node.children === undefined) return foldedRow;
  return labelRow + (Math.ceil(node.children.length / perRow) - 1) * leafRow;
}

interface DrawnNode {
  readonly group: TreeGroup;
  readonly parent: string | null;
  /** Where its branch begins and ends. */
  readonly head: Point;
  readonly neck: Point;
  readonly right: number;
  readonly label: PlacedGroup;
  readonly leaves: readonly PlacedLeaf[];
  readonly wires: readonly Branch[];
}

function drawNode(node: HierarchyPointNode<TreeNode>, top: number, sizes: Sizes): DrawnNode {
  const tree = node.data;
  const group = tree.data as TreeGroup;
  const above = node.parent?.data.data;
  const x = columnAt(group.level, sizes.column);
  const isBare = isRow(tree) && tree.children === undefined;
  const y = top + (isBare ? 20 : wireAt);
  const neck = { x: x + sizes.column, y };
  const leaves = isRow(tree) ? seatLeaves(tree, neck, sizes) : [];
  const foldedRoom = sizes.budStep * (sizes.buds + 5) + pictureStep * sizes.pictures;
  const right = isBare
    ? neck.x + foldedRoom
    : Math.max(neck.x, ...leaves.map(({ box }) => box.x + box.width));
  return {
    group,
    parent: above?.kind === 'group' ? above.key : null,
    head: { x, y },
    neck,
    right,
    label: {
      group,
      form: isBare ? 'line' : 'above',
      box: {
        x,
        y: isBare ? y - 19 : y - 30,
        width: isBare ? sizes.column + foldedRoom : sizes.column,
        height: isBare ? 16 : 29,
      },
      isFolded: isBare && group.children.length > 0,
      buds: isBare ? { from: { x: neck.x + 14, y }, step: sizes.budStep, room: sizes.buds } : null,
      pictures: isBare
        ? {
            from: { x: neck.x + sizes.budStep * (sizes.buds + 4), y },
            step: pictureStep,
            room: sizes.pictures,
            size: pictureSize,
          }
        : null,
    },
    leaves,
    wires: wiresOf(group, { x, y }, isBare ? right : neck.x, leaves),
  };
}

function seatLeaves(tree: TreeNode, neck: Point, { cell, perRow }: Sizes): PlacedLeaf[] {
  const start = neck.x + 16;
  return (tree.children ?? []).map(({ data }, place) => {
    const x = start + (place % perRow) * cell;
    const y = neck.y + Math.floor(place / perRow) * leafRow;
    const foot = { x: x + thumbnail / 2, y };
    const around =
      y === neck.y
        ? []
        : [
            { x: neck.x + 6, y },
            { x: neck.x + 6, y: neck.y },
          ];
    return {
      leaf: data as TreeLeaf,
      parent: (tree.data as TreeGroup).key,
      foot,
      stem: [foot, ...around],
      box: { x, y: y - thumbnail - 2, width: cell - 6, height: thumbnail + 5 },
    };
  });
}

/** One wire for each row of leaves, all from the group's own. */
function wiresOf(
  group: TreeGroup,
  head: Point,
  end: number,
  leaves: readonly PlacedLeaf[],
): Branch[] {
  const tips = new Map<number, PlacedLeaf>([]);
  for (const leaf of leaves) tips.set(leaf.foot.y, leaf);
  const rows =
    tips.size === 0 ? [{ y: head.y, x: end }] : [...tips].map(([y, { box }]) => ({ y, x: box.x }));
  return rows.map(({ y, x }) => ({
    key: `${group.key}-${y - head.y}`,
    group,
    kind: 'wire',
    path: roundedPath(
      y === head.y
        ? [head, { x, y }]
        : [
            { x: end - 4, y: head.y },
            { x: end + 6, y: head.y },
            { x: end + 6, y },
            { x, y },
          ],
      bend,
    ),
  }));
}

/** What lies between the head of a branch and the end of the one it hangs on. */
function joint(head: Point, end: Point): Point[] {
  const middle = (head.x + end.x) / 2;
  return curvePoints(head, { x: middle, y: head.y }, { x: middle, y: end.y }, end, 12).slice(1, -1);
}

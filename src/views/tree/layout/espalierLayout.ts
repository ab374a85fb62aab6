/**
 * The espalier: a trunk, limbs on both sides, arms as horizontal wires, classes sitting on them.
 * Which side a limb is on is decided by the tree as it was built, so that nothing changes sides
 * when a class moves or a branch is folded.
 */
import type { TreeGroup, TreeLeaf } from '../../../analysis/groups/treeModel.ts';
import { type Part, partsOn, rowParts } from './espalierParts.ts';
import { espalierSides, type Side } from './espalierSides.ts';
import {
  armRoom,
  armStart,
  type EspalierSizes,
  espalierSizes,
  laneAt,
  underPicture,
} from './espalierSizes.ts';
import type { TreeNames } from './rowMetrics.ts';
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

/** Heights: of what is above the first row, and of a folded row. */
const top = 22;
const foldedRow = 30;
/** Below the last row, where the last limb leaves the trunk and the trunk stands. */
const bottom = 34;
/** Radius of the bend where an arm leaves its limb. */
const bend = 12;
/** From the last arm of a finer limb to where that limb joins the coarser one. */
const jointBelow = 5;

/**
 * Lays out an espalier.
 * @param tree with folded groups closed.
 * @param whole the tree as it was built, unfolded: decides the sides.
 * @param width in CSS pixels.
 */
export function espalierLayout(
  tree: TreeNode,
  whole: TreeNode,
  names: TreeNames,
  width: number,
): TreeLayout {
  const sideOf = espalierSides(whole);
  const sides = (['left', 'right'] as const).map((side) => ({
    side,
    parts: partsOn(tree, side, sideOf),
  }));
  const sizes = espalierSizes(whole, sideOf, names, width);
  const drawn = sides.map(({ side, parts }) => drawSide(side, parts, sizes));
  const height = Math.max(...drawn.map((side) => side.height)) + bottom;
  return {
    width,
    height,
    leafForm: 'below',
    thumbnail: sizes.thumbnail,
    leaves: drawn.flatMap(({ leaves }) => leaves),
    groups: drawn.flatMap(({ groups }) => groups),
    branches: drawn.flatMap(({ branches }) => branches),
    trunk: trunkAt(sizes.trunk, height),
    ways: new Map(drawn.flatMap(({ ways }) => [...ways])),
  };
}

interface Drawing {
  readonly leaves: PlacedLeaf[];
  readonly groups: PlacedGroup[];
  readonly branches: Branch[];
  readonly ways: Map<string, readonly Point[]>;
  height: number;
}

function drawSide(side: Side, parts: readonly Part[], sizes: EspalierSizes): Drawing {
  const drawing: Drawing = { leaves: [], groups: [], branches: [], ways: new Map(), height: top };
  for (const limb of parts) {
    const first = drawing.height;
    const wires = placeRows(limb, side, sizes, drawing);
    const last = wires[wires.length - 1].y;
    const foot = footOfLimb(side, sizes, last);
    drawPart(limb, 0, side, sizes, drawing, wires, foot);
    drawing.height = Math.max(drawing.height, first) + sizes.gaps[side];
  }
  return drawing;
}

/** From the first lane into the trunk. */
function footOfLimb(side: Side, sizes: EspalierSizes, last: number): Point[] {
  const x = laneAt(side, sizes, 0);
  return curvePoints(
    { x, y: last + 5 },
    { x, y: last + 17 },
    { x: sizes.trunk, y: last + 13 },
    { x: sizes.trunk, y: last + 30 },
  );
}

interface Wire {
  readonly key: string;
  /** Key of the group it belongs to. */
  readonly group: string;
  readonly y: number;
}

/** Gives every row of a limb its height, and draws its wires, leaves and label. */
function placeRows(limb: Part, side: Side, sizes: EspalierSizes, drawing: Drawing): Wire[] {
  return rowParts([limb]).flatMap((row) => {
    const { group, node } = row;
    const leaves = (node.children ?? []).map(({ data }) => data as TreeLeaf);
    const rows = leaves.length === 0 ? 1 : wireRows(leaves.length, sizes);
    const pitch = leaves.length === 0 ? foldedRow : sizes.row;
    const wires = Array.from({ length: rows }, (_, at) => ({
      key: `${group.key}.${at}`,
      group: group.key,
      y: drawing.height + pitch * at + (leaves.length === 0 ? 17 : pitch - underPicture + 2),
    }));
    drawing.height += pitch * rows;
    drawing.groups.push(rowLabel(row, side, sizes, wires[0].y, leaves.length === 0));
    const perRow = Math.ceil(leaves.length / rows);
    wires.forEach(({ y }, at) => {
      const seated = leaves.slice(at * perRow, (at + 1) * perRow);
      drawing.leaves.push(...seatLeaves(seated, group.key, side, sizes, y));
    });
    return wires;
  });
}

function wireRows(count: number, sizes: EspalierSizes): number {
  return Math.ceil(count / Math.max(1, Math.floor(armRoom(sizes) / sizes.least)));
}

function seatLeaves(
  leaves: readonly TreeLeaf[],
  parent: string,
  side: Side,
  sizes: EspalierSizes,
  y: number,
): PlacedLeaf[] {
  const spacing = Math.min(sizes.wanted, armRoom(sizes) / Math.max(1, leaves.length));
  const out = side === 'left' ? -1 : 1;
  const inner = laneAt(side, sizes, sizes.depth - 1);
  return leaves.map((leaf, seat) => {
    const x = inner + out * (armStart + spacing * (seat + 0.5));
    const width = spacing - 4;
    return {
      leaf,
      parent,
      foot: { x, y },
      stem: [
        { x, y },
        { x: inner, y },
      ],
      box: { x: x - width / 2, y: y - sizes.thumbnail - 2, width, height: sizes.thumbnail + 17 },
    };
  });
}

function rowLabel(
  { group, node }: Part,
  side: Side,
  sizes: EspalierSizes,
  y: number,
  isBare: boolean,
): PlacedGroup {
  const width = sizes.margin - 12;
  const inner = laneAt(side, sizes, sizes.depth - 1);
  const step = side === 'left' ? -7 : 7;
  return {
    group,
    form: side === 'left' ? 'tip-left' : 'tip-right',
    box: { x: side === 'left' ? 0 : sizes.width - width, y: y - 15, width, height: 30 },
    isFolded: node.children === undefined && group.children.length > 0,
    pictures: null,
    buds: isBare
      ? {
          from: { x: inner + 3 * step, y },
          step,
          room: Math.max(0, Math.floor((armRoom(sizes) - 20) / 7)),
        }
      : null,
  };
}

/** Draws the branch of a part, and of what is on it; `foot` leads from its lane to the root. */
function drawPart(
  part: Part,
  depth: number,
  side: Side,
  sizes: EspalierSizes,
  drawing: Drawing,
  wires: readonly Wire[],
  foot: readonly Point[],
): void {
  const { group, parts } = part;
  const x = laneAt(side, sizes, depth);
  if (parts.length === 0) {
    drawWires(group, x, side, sizes, drawing, wires, foot);
    return;
  }
  // The limb begins where its first branch joins it: an arm bends in, a finer limb ends below.
  const starts = parts.map((child) => {
    const own = wiresOf(child, wires);
    return child.parts.length === 0 ? own[0].y + bend : own[own.length - 1].y + jointBelow;
  });
  const first = Math.min(...starts);
  const last = wires[wires.length - 1].y;
  drawing.ways.set(group.key, foot);
  drawing.groups.push(uprightLabel(group, x, first, last, sizes.row, side));
  drawing.branches.push({
    key: `${group.key}-${side}`,
    group,
    kind: 'limb',
    path: roundedPath([{ x, y: first }, ...foot], bend),
  });
  for (const child of parts) {
    const own = wiresOf(child, wires);
    if (child.parts.length === 0) {
      // An arm bends into its limb; the limb's own line goes on from there.
      drawWires(child.group, x, side, sizes, drawing, own, foot);
      continue;
    }
    const inner = laneAt(side, sizes, depth + 1);
    const end = own[own.length - 1].y + jointBelow;
    const joint = [
      { x: inner, y: end - 2 },
      { x: inner, y: end },
      { x, y: end },
    ];
    drawPart(child, depth + 1, side, sizes, drawing, own, [...joint, ...foot]);
  }
}

/** The wires of a row, each bending into the lane and down it as far as the foot. */
function drawWires(
  group: TreeGroup,
  x: number,
  side: Side,
  sizes: EspalierSizes,
  drawing: Drawing,
  wires: readonly Wire[],
  foot: readonly Point[],
): void {
  const tip = side === 'left' ? sizes.margin : sizes.width - sizes.margin;
  for (const { key, y } of wires) {
    const path = roundedPath([{ x: tip, y }, { x, y }, ...foot], bend);
    drawing.branches.push({ key, group, kind: 'wire', path });
  }
  drawing.ways.set(group.key, [{ x, y: wires[0].y }, ...foot]);
}

function wiresOf(part: Part, wires: readonly Wire[]): Wire[] {
  const keys = new Set(rowParts([part]).map(({ group }) => group.key));
  return wires.filter(({ group }) => keys.has(group));
}

function uprightLabel(
  group: TreeGroup,
  x: number,
  first: number,
  last: number,
  row: number,
  side: Side,
): PlacedGroup {
  const width = 15;
  // Over its topmost arm there is room up to the limb above.
  const height = Math.max(last - first + 20, row - 8);
  return {
    group,
    form: 'upright',
    box: {
      x: side === 'left' ? x + 4 : x - 4 - width,
      y: last + 16 - height,
      width,
      height,
    },
    isFolded: false,
    buds: null,
    pictures: null,
  };
}

/** Wider towards the ground. */
function trunkAt(x: number, height: number): TreeLayout['trunk'] {
  const base = height - 6;
  return {
    outline: `M${x - 1.2} 2L${x + 1.2} 2L${x + 4} ${base}L${x - 4} ${base}Z`,
    ground: `M${x - 26} ${base}H${x + 26}`,
  };
}

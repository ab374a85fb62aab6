/**
 * The espalier: a trunk, limbs on both sides, arms as horizontal wires, classes sitting on them.
 * Which side a limb is on is decided by the tree as it was built, so that nothing changes sides
 * when a class moves or a branch is folded.
 */
import { espalierSides, type Side } from './espalierSides.ts';
import { groupNameWidth, isRow, leafNameWidth, type TreeNames } from './rowMetrics.ts';
import {
  type Branch,
  curvePoints,
  type PlacedGroup,
  type PlacedLeaf,
  type Point,
  roundedPath,
  type TreeLayout,
} from './treeLayout.ts';
import type { TreeGroup, TreeLeaf, TreeNode } from './treeModel.ts';

/** From the trunk to the first lane, and from lane to lane: limbs run up in lanes. */
const lane = 24;
/** From the last lane to the first leaf. */
const armStart = 14;
/** Heights: of what is above the first row, of a folded row, and between limbs. */
const top = 22;
const foldedRow = 30;
const limbGap = 5;
/** Leaves stand no further apart than this. */
const widest = 88;
/** Below the last row, where the last limb leaves the trunk and the trunk stands. */
const bottom = 34;
/** A small tree is drawn larger, until it is about this high. */
const wantedHeight = 400;
const leastRow = 42;
const leastPicture = 25;
const mostRow = 92;
/** What a row needs besides its picture: wire and name. */
const underPicture = 17;
/** Radius of the bend where an arm leaves its limb. */
const bend = 12;
/** From the last arm of a finer limb to where that limb joins the coarser one. */
const jointBelow = 5;

/** A node of one side of the tree: groups that lie on both sides are drawn on both. */
interface Part {
  readonly node: TreeNode;
  readonly group: TreeGroup;
  readonly parts: readonly Part[];
}

interface Sizes {
  readonly width: number;
  readonly trunk: number;
  readonly depth: number;
  readonly row: number;
  readonly thumbnail: number;
  /** Between leaves, at most, and what decides how many fit. */
  readonly wanted: number;
  readonly least: number;
  /** Room for group names at both ends. */
  readonly margin: number;
  /** Between the limbs of each side, so that both sides are about as high. */
  readonly gaps: Readonly<Record<Side, number>>;
}

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
  const sizes = sizesOf(whole, sideOf, names, width);
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

function partsOn(node: TreeNode, side: Side, sideOf: ReadonlyMap<string, Side>): Part[] {
  return (node.children ?? []).flatMap((child): Part[] => {
    const { data } = child;
    if (data.kind !== 'group') return [];
    if (isRow(child)) return placedOn(data, sideOf) === side ? [part(child, data, [])] : [];
    const parts = partsOn(child, side, sideOf);
    return parts.length === 0 ? [] : [part(child, data, parts)];
  });
}

function part(node: TreeNode, group: TreeGroup, parts: readonly Part[]): Part {
  return { node, group, parts };
}

/** A folded branch stands where its first arm was; a group that the built tree lacks, right. */
function placedOn(group: TreeGroup, sideOf: ReadonlyMap<string, Side>): Side {
  return sideOf.get(group.key) ?? 'right';
}

/** Sizes come from the tree as it was built, so that they stay when a class moves. */
function sizesOf(
  whole: TreeNode,
  sideOf: ReadonlyMap<string, Side>,
  names: TreeNames,
  width: number,
): Sizes {
  const rows = whole.descendants().filter(isRow);
  const groups = rows.map(({ data }) => data as TreeGroup);
  const most = Math.max(84, Math.min(168, width * 0.145));
  const margin = groupNameWidth(groups, names, 84, most) + 12;
  const depth = Math.max(1, ...rows.map((node) => node.depth - 1));
  const room = width / 2 - margin - depth * lane - armStart;
  const nameRoom = leafNameWidth(whole, names, 20, 68);
  // Larger pictures are not worth a second row of leaves.
  const largest = Math.max(...rows.map(({ children }) => children?.length ?? 1));
  const picture = (row: number) =>
    Math.floor(Math.max(leastPicture, Math.min(row - underPicture, room / (largest + 1) - 9)));
  const heightWith = (row: number) => {
    const perRow = Math.max(1, Math.floor(room / leastSpacing(picture(row), nameRoom)));
    const heights = { left: 0, right: 0 };
    for (const { data, children } of rows) {
      heights[placedOn(data as TreeGroup, sideOf)] +=
        Math.ceil((children?.length ?? 1) / perRow) * row;
    }
    return Math.max(heights.left, heights.right);
  };
  let row = mostRow;
  while (row > leastRow && heightWith(row) > wantedHeight) row -= 2;
  const thumbnail = picture(row);
  return {
    width,
    trunk: width / 2,
    depth,
    row,
    thumbnail,
    // One leaf more than the largest arm was built with has room without moving the others.
    wanted: Math.max(64, thumbnail + 26, nameRoom, Math.min(widest, room / (largest + 1))),
    gaps: gapsOf(whole, sideOf, row),
    least: leastSpacing(thumbnail, nameRoom),
    margin,
  };
}

/** Counted in arms as the tree was built, whatever is folded now. */
function gapsOf(
  whole: TreeNode,
  sideOf: ReadonlyMap<string, Side>,
  row: number,
): Record<Side, number> {
  const count = (side: Side) => {
    const limbs = partsOn(whole, side, sideOf);
    return { limbs: limbs.length, rows: rowParts(limbs).length };
  };
  const [left, right] = [count('left'), count('right')];
  const most = Math.max(left.rows, right.rows);
  const gap = ({ limbs, rows }: { readonly limbs: number; readonly rows: number }) =>
    limbGap + Math.min(row, ((most - rows) * row) / Math.max(1, limbs));
  return { left: gap(left), right: gap(right) };
}

function leastSpacing(thumbnail: number, nameRoom: number): number {
  return Math.max(thumbnail + 9, Math.min(nameRoom, 44));
}

function rowParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((each) => (each.parts.length === 0 ? [each] : rowParts(each.parts)));
}

interface Drawing {
  readonly leaves: PlacedLeaf[];
  readonly groups: PlacedGroup[];
  readonly branches: Branch[];
  readonly ways: Map<string, readonly Point[]>;
  height: number;
}

function drawSide(side: Side, parts: readonly Part[], sizes: Sizes): Drawing {
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
function footOfLimb(side: Side, sizes: Sizes, last: number): Point[] {
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
function placeRows(limb: Part, side: Side, sizes: Sizes, drawing: Drawing): Wire[] {
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

function wireRows(count: number, sizes: Sizes): number {
  return Math.ceil(count / Math.max(1, Math.floor(armRoom(sizes) / sizes.least)));
}

function armRoom({ width, margin, depth }: Sizes): number {
  return width / 2 - margin - depth * lane - armStart;
}

function seatLeaves(
  leaves: readonly TreeLeaf[],
  parent: string,
  side: Side,
  sizes: Sizes,
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
  sizes: Sizes,
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

function laneAt(side: Side, { trunk }: Sizes, depth: number): number {
  return trunk + (side === 'left' ? -1 : 1) * lane * (depth + 1);
}

/** Draws the branch of a part, and of what is on it; `foot` leads from its lane to the root. */
function drawPart(
  part: Part,
  depth: number,
  side: Side,
  sizes: Sizes,
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
  sizes: Sizes,
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

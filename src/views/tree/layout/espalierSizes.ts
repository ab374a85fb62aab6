/** How large things in an espalier are, and where its lanes run. */
import type { TreeGroup } from '../../../analysis/groups/treeModel.ts';
import { partsOn, placedOn, rowParts } from './espalierParts.ts';
import type { Side } from './espalierSides.ts';
import {
  groupFactsWidth,
  groupNameWidth,
  isRow,
  leafNameWidth,
  type TreeNames,
} from './rowMetrics.ts';
import type { TreeNode } from './shownTree.ts';

/** From the trunk to the first lane, and from lane to lane: limbs run up in lanes. */
const lane = 24;
/** From the last lane to the first leaf. */
export const armStart = 14;
/** Between limbs, at least. */
const limbGap = 5;
/** Leaves stand no further apart than this. */
const widest = 88;
/** A small tree is drawn larger, until it is about this high. */
const wantedHeight = 400;
const minRow = 42;
const minPicture = 25;
const maxRow = 92;
/** What a row needs besides its picture: wire and name. */
export const underPicture = 17;

export interface EspalierSizes {
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

/** Sizes come from the tree as it was built, so that they stay when a class moves. */
export function espalierSizes(
  whole: TreeNode,
  sideOf: ReadonlyMap<string, Side>,
  names: TreeNames,
  width: number,
): EspalierSizes {
  const rows = whole.descendants().filter(isRow);
  const groups = rows.map(({ data }) => data as TreeGroup);
  const least = groupFactsWidth(whole);
  const most = Math.max(least, Math.min(168, width * 0.145));
  const margin = groupNameWidth(groups, names, least, most) + 12;
  const depth = Math.max(1, ...rows.map((node) => node.depth - 1));
  const room = width / 2 - margin - depth * lane - armStart;
  const nameRoom = leafNameWidth(whole, names, 20, 68);
  // Larger pictures are not worth a second row of leaves.
  const largest = Math.max(...rows.map(({ children }) => children?.length ?? 1));
  const picture = (row: number) =>
    Math.floor(Math.max(minPicture, Math.min(row - underPicture, room / (largest + 1) - 9)));
  const heightWith = (row: number) => {
    const perRow = Math.max(1, Math.floor(room / minSpacing(picture(row), nameRoom)));
    const heights = { left: 0, right: 0 };
    for (const { data, children } of rows) {
      heights[placedOn(data as TreeGroup, sideOf)] +=
        Math.ceil((children?.length ?? 1) / perRow) * row;
    }
    return Math.max(heights.left, heights.right);
  };
  let row = maxRow;
  while (row > minRow && heightWith(row) > wantedHeight) row -= 2;
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
    least: minSpacing(thumbnail, nameRoom),
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

function minSpacing(thumbnail: number, nameRoom: number): number {
  return Math.max(thumbnail + 9, Math.min(nameRoom, 44));
}

/** What an arm has for its leaves. */
export function armRoom({ width, margin, depth }: EspalierSizes): number {
  return width / 2 - margin - depth * lane - armStart;
}

/** The lane that limbs of a depth run up in. */
export function laneAt(side: Side, { trunk }: EspalierSizes, depth: number): number {
  return trunk + (side === 'left' ? -1 : 1) * lane * (depth + 1);
}

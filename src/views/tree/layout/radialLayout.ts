/** The radial tree (d3-hierarchy's tidy tree in polar coordinates): the root in the middle. */
import { type HierarchyPointNode, tree as tidyTree } from 'd3-hierarchy';
import type { TreeDatum, TreeGroup, TreeLeaf } from '../../../analysis/groups/treeModel.ts';
import { groupNameWidth, leafNameWidth, type TreeNames } from './rowMetrics.ts';
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

/** Along the rim: between leaves at least, and between groups besides. */
const minPitch = 13;
const groupShare = 0.7;
/** Length of a leaf's line, which shows its accuracy. */
const track = 22;
const maxThumbnail = 22;
const minRadius = 190;
const maxRadius = 262;
const labelHeight = 14;

/**
 * Lays out a radial tree.
 * @param tree with folded groups closed.
 * @param whole the tree as it was built, unfolded: decides the room for names.
 * @param width in CSS pixels; a tree with many leaves grows larger.
 */
export function radialLayout(
  tree: TreeNode,
  whole: TreeNode,
  names: TreeNames,
  width: number,
): TreeLayout {
  const groups = whole.descendants().flatMap(({ data }) => (data.kind === 'group' ? [data] : []));
  const levels = Math.max(...groups.map(({ level }) => level + 1));
  const leafRoom = leafNameWidth(whole, names, 24, 96) + maxThumbnail + 8;
  const foldedRoom = groupNameWidth(groups, names, 60, 120) + 50;
  const hasFolded = tree.leaves().some(({ data }) => data.kind === 'group');
  const rim = hasFolded ? Math.max(leafRoom, foldedRoom) : leafRoom;
  const placed = tidyTree<TreeDatum>().separation(shareBetween).size([1, 1])(tree.copy());
  const closest = closestOnRim(placed.leaves());
  const radius = Math.max(
    Math.min(maxRadius, Math.max(minRadius, width / 2 - rim)),
    minPitch / (2 * Math.PI * closest),
  );
  const size = 2 * (radius + rim);
  const centre = { x: Math.max(width, size) / 2, y: size / 2 };
  const pitch = 2 * Math.PI * radius * closest;
  const thumbnail = Math.max(10, Math.min(maxThumbnail, Math.floor(pitch) - 1));
  const ring = (depth: number) => (radius * depth) / (levels + 1);
  const angle = (node: HierarchyPointNode<TreeDatum>) => 2 * Math.PI * node.x - Math.PI / 2;
  const at = (node: HierarchyPointNode<TreeDatum>, length: number) =>
    around(centre, angle(node), length);
  const ways = new Map<string, readonly Point[]>();
  const leaves: PlacedLeaf[] = [];
  const labels: PlacedGroup[] = [];
  const branches: Branch[] = [];
  placed.each((node) => {
    const { data, parent } = node;
    if (data.kind === 'root' || parent === null) return;
    const isLeaf = data.kind !== 'group';
    // A branch without leaves ends on the rim, where names have room.
    const reach = node.children === undefined ? radius : ring(node.depth);
    const bow = bowBetween(centre, angle(node), reach, angle(parent), ring(parent.depth));
    const degrees = (angle(node) * 180) / Math.PI;
    if (isLeaf) {
      const foot = at(node, radius);
      const key = parent.data.key;
      leaves.push({
        leaf: data as TreeLeaf,
        parent: key,
        foot,
        stem: bow,
        angle: degrees,
        box: {
          x: foot.x - track,
          y: foot.y - thumbnail / 2,
          width: leafRoom + track - 4,
          height: thumbnail,
        },
      });
      branches.push({
        key: data.key,
        group: parent.data as TreeGroup,
        kind: 'wire',
        path: roundedPath(bow, 0),
      });
      return;
    }
    const above = ways.get(parent.data.key) ?? [];
    ways.set(data.key, [...bow, ...above.slice(1)]);
    branches.push({ key: data.key, group: data, kind: 'limb', path: roundedPath(bow, 0) });
    labels.push(
      groupLabel(
        node,
        at(node, reach),
        degrees,
        node.children === undefined ? rim : ring(1),
        reach,
      ),
    );
  });
  return {
    width: Math.max(width, size),
    height: size,
    leafForm: 'outward',
    thumbnail,
    leaves,
    groups: labels,
    branches,
    trunk: null,
    ways,
  };
}

/** Leaves of a group stand closer than leaves of two groups. */
function shareBetween(one: TreeNode, other: TreeNode): number {
  return one.parent === other.parent ? 1 : 1 + groupShare;
}

/** The smallest share of the circle between two neighbours on the rim. */
function closestOnRim(leaves: readonly HierarchyPointNode<TreeDatum>[]): number {
  const places = leaves.map(({ x }) => x).sort((one, other) => one - other);
  const steps = places.map((place, at) => place - (places[at - 1] ?? 0));
  const turn = 1 - places[places.length - 1] + places[0];
  return Math.min(turn, ...steps.slice(1));
}

function around({ x, y }: Point, angle: number, length: number): Point {
  return { x: x + length * Math.cos(angle), y: y + length * Math.sin(angle) };
}

/** From a node in to its parent, leaving both along the radius. */
function bowBetween(
  centre: Point,
  angle: number,
  length: number,
  parentAngle: number,
  parentLength: number,
): Point[] {
  const middle = (length + parentLength) / 2;
  return curvePoints(
    around(centre, angle, length),
    around(centre, angle, middle),
    around(centre, parentLength === 0 ? angle : parentAngle, middle),
    around(centre, parentAngle, parentLength),
    12,
  );
}

/** Within the tree a label lies on its branch, before the node; at the rim it goes outward. */
function groupLabel(
  node: HierarchyPointNode<TreeDatum>,
  pivot: Point,
  angle: number,
  room: number,
  reach: number,
): PlacedGroup {
  const group = node.data as TreeGroup;
  const isBare = node.children === undefined;
  const width = isBare ? room : Math.min(room, reach) - 14;
  return {
    group,
    form: 'radial',
    angle,
    pivot,
    box: {
      x: isBare ? pivot.x + 8 : pivot.x - width - 5,
      y: pivot.y - labelHeight / 2,
      width,
      height: labelHeight,
    },
    isFolded: isBare && group.children.length > 0,
    buds: null,
    pictures: null,
  };
}

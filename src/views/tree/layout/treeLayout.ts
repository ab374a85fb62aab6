/** What every layout of the tree computes, and the polylines that things travel along. */
import type { TreeGroup, TreeLeaf } from '../../../analysis/groups/treeModel.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How a leaf is drawn: name under its picture, beside it, or outward from the centre. */
export type LeafForm = 'below' | 'beside' | 'outward';

export interface PlacedLeaf {
  readonly leaf: TreeLeaf;
  /** Key of the group that it sits on. */
  readonly parent: string;
  /** Everything drawn for it. For `outward`, before it is turned about `foot`. */
  readonly box: Box;
  /** Where it stands on its branch. */
  readonly foot: Point;
  /** From its foot along the branch to where its group's own way begins. */
  readonly stem: readonly Point[];
  /** Direction away from the centre in degrees, clockwise from the right; only for `outward`. */
  readonly angle?: number;
}

/** How the label of a group is drawn. */
export type LabelForm =
  /** Two lines, towards the tree: at the tip of an arm. */
  | 'tip-left'
  | 'tip-right'
  /** Two lines above the branch. */
  | 'above'
  /** One line: a folded branch. */
  | 'line'
  /** One line over the branches beneath it. */
  | 'heading'
  /** Written upwards along a limb. */
  | 'upright'
  /** Along the radius. */
  | 'radial';

export interface PlacedGroup {
  readonly group: TreeGroup;
  readonly form: LabelForm;
  /** The label. For `radial`, before it is turned about `pivot`. */
  readonly box: Box;
  readonly angle?: number;
  readonly pivot?: Point;
  readonly isFolded: boolean;
  /** Dots for the classes of a folded group, and pictures of the first ones. */
  readonly buds: Seats | null;
  readonly pictures: (Seats & { readonly size: number }) | null;
}

/** Places on a wire, one step apart, as many as there is room for. */
export interface Seats {
  readonly from: Point;
  /** Along the wire; to the left where it is negative. */
  readonly step: number;
  readonly room: number;
}

export interface Branch {
  readonly key: string;
  readonly group: TreeGroup;
  /** A wire bears leaves; a limb leads to wires. */
  readonly kind: 'wire' | 'limb';
  readonly path: string;
}

export interface TreeLayout {
  readonly width: number;
  readonly height: number;
  readonly leafForm: LeafForm;
  /** Side of a leaf's picture. */
  readonly thumbnail: number;
  readonly leaves: readonly PlacedLeaf[];
  readonly groups: readonly PlacedGroup[];
  readonly branches: readonly Branch[];
  /** A filled outline, with the line that it stands on. */
  readonly trunk: { readonly outline: string; readonly ground: string } | null;
  /** From each drawn group to the root. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
}

/** A polyline as an SVG path, corners rounded by at most `radius`. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${coordinates(first)}`;
  rest.forEach((corner, at) => {
    const before = points[at];
    const after = rest[at + 1];
    if (after === undefined) {
      path += `L${coordinates(corner)}`;
      return;
    }
    const reach = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    if (reach < 0.5) {
      path += `L${coordinates(corner)}`;
      return;
    }
    path += `L${coordinates(towards(corner, before, reach))}`;
    path += `Q${coordinates(corner)} ${coordinates(towards(corner, after, reach))}`;
  });
  return path;
}

/**
 * The way between two places along the branches: up the first's way to the root as far as the
 * second's, then down that one.
 */
export function routeBetween(from: readonly Point[], to: readonly Point[]): Point[] {
  let shared = 0;
  while (
    shared < Math.min(from.length, to.length) &&
    isSame(from[from.length - 1 - shared], to[to.length - 1 - shared])
  )
    shared++;
  const up = from.slice(0, from.length - shared);
  const down = to.slice(0, to.length - shared).reverse();
  const joint = shared > 0 ? [from[from.length - shared]] : [];
  return withoutSpikes([...up, ...joint, ...down]);
}

/** From a leaf to the root. */
export function leafWay({ ways }: TreeLayout, { stem, parent }: PlacedLeaf): readonly Point[] {
  return [...stem, ...(ways.get(parent) ?? [])];
}

/** Leaves out points where a line goes back over itself. */
function withoutSpikes(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    while (kept.length > 0 && isSame(kept[kept.length - 1], point)) kept.pop();
    kept.push(point);
    while (kept.length > 2 && turnsBack(kept[kept.length - 3], kept[kept.length - 2], point)) {
      kept.splice(kept.length - 2, 1);
    }
  }
  return kept;
}

function turnsBack(a: Point, b: Point, c: Point): boolean {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y];
  return Math.abs(ux * vy - uy * vx) < 1e-6 && ux * vx + uy * vy < 0;
}

function isSame(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) < 0.01;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const share = length / Math.max(distance(from, to), 1e-9);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function coordinates({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Points of a cubic curve, its end left out when `open`. */
export function curvePoints(a: Point, b: Point, c: Point, d: Point, count = 8): Point[] {
  return Array.from({ length: count + 1 }, (_, step) => {
    const t = step / count;
    const s = 1 - t;
    const mix = (of: (point: Point) => number) =>
      s * s * s * of(a) + 3 * s * s * t * of(b) + 3 * s * t * t * of(c) + t * t * t * of(d);
    return { x: mix(({ x }) => x), y: mix(({ y }) => y) };
  });
}

/** Width of a text before it is drawn: an estimate, and what does not fit is cut by the browser. */
export function estimatedWidth(text: string, size: number): number {
  return text.length * size * 0.56;
}

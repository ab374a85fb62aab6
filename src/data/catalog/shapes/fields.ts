/**
 * Signed distances, after Inigo Quilez: how far a point lies outside a figure, below zero inside.
 * Figures fill about the circle of radius 1. Only +, −, ×, ÷ and square roots are used, which are
 * the same on every machine. Some distances are approximate away from the edge, where only their
 * sign is looked at.
 */
import { turnOf, unitVector } from './turns.ts';

export type Field = (x: number, y: number) => number;

const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);

export const circle =
  (radius: number, centreX = 0, centreY = 0): Field =>
  (x, y) =>
    lengthOf(x - centreX, y - centreY) - radius;

/** A box around a centre, its corners rounded. */
export const box =
  (halfWidth: number, halfHeight: number, centreX = 0, centreY = 0, rounding = 0): Field =>
  (x, y) => {
    const right = Math.abs(x - centreX) - halfWidth + rounding;
    const below = Math.abs(y - centreY) - halfHeight + rounding;
    const outside = lengthOf(Math.max(right, 0), Math.max(below, 0));
    return outside + Math.min(Math.max(right, below), 0) - rounding;
  };

export const union =
  (...fields: readonly Field[]): Field =>
  (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const field of fields) nearest = Math.min(nearest, field(x, y));
    return nearest;
  };

export const without =
  (whole: Field, ...holes: readonly Field[]): Field =>
  (x, y) => {
    let distance = whole(x, y);
    for (const hole of holes) distance = Math.max(distance, -hole(x, y));
    return distance;
  };

/** The line around a figure, `width` to either side. */
export const outline =
  (field: Field, width: number): Field =>
  (x, y) =>
    Math.abs(field(x, y)) - width;

export const moved =
  (field: Field, right: number): Field =>
  (x, y) =>
    field(x - right, y);

export const turned = (field: Field, turns: number): Field => {
  const [cos, sin] = unitVector(turns);
  return (x, y) => field(x * cos + y * sin, y * cos - x * sin);
};

/** A regular polygon; one corner lies to the right. */
export function polygon(corners: number, radius = 1): Field {
  const normals = Float64Array.from(
    Array.from({ length: corners }, (_, side) => unitVector((side + 0.5) / corners)).flat(),
  );
  const inner = radius * unitVector(0.5 / corners)[0];
  return (x, y) => {
    let farthest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < normals.length; at += 2) {
      farthest = Math.max(farthest, x * normals[at] + y * normals[at + 1]);
    }
    return farthest - inner;
  };
}

/** A star of straight edges; `inner` is the radius of its inward corners. */
export function star(points: number, inner: number): Field {
  const [cos, sin] = unitVector(0.5 / points);
  const [edgeX, edgeY] = [inner * cos - 1, inner * sin];
  const length = lengthOf(edgeX, edgeY);
  return (x, y) => {
    const place = turnOf(x, y) * points;
    const [alongX, alongY] = unitVector(Math.abs(place - Math.floor(place + 0.5)) / points);
    const radius = lengthOf(x, y);
    return (alongY * radius * -edgeX + (alongX * radius - 1) * edgeY) / length;
  };
}

/** A wheel whose rim goes out to 1 and in to `inner`, `count` times; `sharpness` 1 waves, more cuts teeth. */
export const wheel =
  (count: number, inner: number, sharpness: number): Field =>
  (x, y) => {
    const place = turnOf(x, y) * count;
    // From 1 on a tooth to −1 between two, with straight flanks.
    const height = 1 - 4 * Math.abs(place - Math.floor(place + 0.5));
    const tooth = Math.min(1, Math.max(-1, height * sharpness));
    const rim = (1 + inner) / 2 + (tooth * (1 - inner)) / 2;
    const slope = ((1 - inner) * count * sharpness) / 3;
    return (lengthOf(x, y) - rim) / Math.sqrt(1 + (slope * slope) / 4);
  };

/** Petals around a centre. */
export function flower(petals: number): Field {
  const width = 1.5 / petals;
  const bud = ellipse(0.5, Math.min(0.3, width));
  return union(
    ...Array.from({ length: petals }, (_, petal) => turned(moved(bud, 0.5), petal / petals)),
  );
}

/** An ellipse by its two radii. */
export const ellipse =
  (wide: number, high: number): Field =>
  (x, y) => {
    const [overX, overY] = [x / wide, y / high];
    const reach = lengthOf(overX, overY);
    const steepness = lengthOf(overX / wide, overY / high);
    return steepness === 0 ? -Math.min(wide, high) : (reach * (reach - 1)) / steepness;
  };

/** A disc of which a slice of `missing` turns, at most half of it, is cut out to the right. */
export function pie(missing: number): Field {
  const [cos, sin] = unitVector(missing / 2);
  const disc = circle(0.95);
  return (x, y) => Math.max(disc(x, y), x * sin - Math.abs(y) * cos);
}

/** A line that winds `turns` times around the centre. */
export const spiral =
  (turns: number, width: number): Field =>
  (x, y) => {
    const radius = lengthOf(x, y);
    const winding = radius * turns - turnOf(x, y);
    const aside = Math.abs(winding - Math.floor(winding + 0.5)) / turns - width;
    return Math.max(aside, radius - 0.98);
  };

/** How far from the middle of a stripe, of stripes 1/frequency apart along x. */
export const stripes =
  (frequency: number): Field =>
  (x) => {
    const place = x * frequency;
    return (Math.abs(place - Math.floor(place + 0.5)) - 0.25) / frequency;
  };

export function checks(frequency: number): Field {
  const across = stripes(frequency);
  return (x, y) => {
    const [column, row] = [across(x, 0), across(y, 0)];
    return Math.max(Math.min(column, row), -Math.max(column, row));
  };
}

/** A band that follows a height over x; `slope` is the height's steepest. */
export const band =
  (height: (x: number) => number, slope: number, width: number): Field =>
  (x, y) => {
    const aside = (Math.abs(y - height(x)) - width) / Math.sqrt(1 + slope * slope);
    return Math.max(aside, Math.abs(x) - 1);
  };

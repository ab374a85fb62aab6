/**
 * Random small distortions of an outline, and its placement in the frame. Like the rasteriser it
 * keeps to arithmetic (and square roots) that every machine rounds alike; so a turn is drawn by
 * the tangent of half its angle, which needs no sine.
 */
import type { Random } from '../../src/lib/random.ts';
import type { Contour } from './rasterise.ts';

/** One draw of how a glyph is changed. */
interface Distortion {
  /** Pixels an em. */
  readonly size: number;
  /** Width relative to height. */
  readonly stretch: number;
  /** Slant: horizontal shift for one unit of height. */
  readonly shear: number;
  /** tan of half the angle it is turned by, anticlockwise. */
  readonly halfTurn: number;
  /** How far the outline moves outwards, in em. */
  readonly embolden: number;
  /** Shift of the glyph's centre from the frame's, in pixels. */
  readonly shiftX: number;
  readonly shiftY: number;
}

/** At this size capitals are 17 or 18 pixels high in a typical face, before jitter. */
const typicalSize = 25;
/** Blank pixels kept on each side. */
const margin = 0.5;

/**
 * Draws one distortion. The ranges decide how hard the data set is. With these, Adam brought a
 * perceptron of 50 hidden units to a test error of about 36%, one of 128 to 23% (20 epochs each),
 * and a network of two small convolutions to 11% (9 epochs).
 */
export function drawDistortion(random: Random): Distortion {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  return {
    size: typicalSize * between(0.75, 1.2),
    stretch: between(0.88, 1.12),
    shear: between(-0.15, 0.15),
    halfTurn: between(-0.0875, 0.0875), // ± 10 degrees
    embolden: between(-0.006, 0.014),
    shiftX: between(-2.5, 2.5),
    shiftY: between(-2.5, 2.5),
  };
}

/** The outline (em, y up) as distorted polygons (pixels, y down) inside a square frame. */
export function distort(
  outline: readonly Contour[],
  distortion: Distortion,
  frame: number,
): Contour[] {
  const bold = embolden(outline, distortion.embolden);
  return place(transform(bold, distortion), distortion, frame);
}

/**
 * Moves every corner outwards along the mean normal of its two edges. Outside is told by the
 * winding of the whole glyph, since TrueType and PostScript outlines run opposite ways round;
 * holes run against their glyph and so shrink as it grows.
 */
export function embolden(outline: readonly Contour[], distance: number): Contour[] {
  const totalArea = outline.reduce((sum, contour) => sum + signedArea(contour), 0);
  const outwards = totalArea > 0 ? distance : -distance;
  return outline.map((contour) => offset(contour, outwards));
}

/** Area inside a polygon, positive where it runs anticlockwise (y up). */
function signedArea(contour: Contour): number {
  let doubled = 0;
  for (let from = 0; from < contour.length; from += 2) {
    const to = (from + 2) % contour.length;
    doubled += contour[from] * contour[to + 1] - contour[to] * contour[from + 1];
  }
  return doubled / 2;
}

/** Moves a polygon's corners to the right of its direction of travel. */
function offset(contour: Contour, distance: number): Contour {
  const moved = new Float64Array(contour.length);
  for (let at = 0; at < contour.length; at += 2) {
    const [inX, inY] = direction(contour, (at + contour.length - 2) % contour.length, at);
    const [outX, outY] = direction(contour, at, (at + 2) % contour.length);
    const cosine = inX * outX + inY * outY;
    // 1 + cosine makes a mitre; its floor blunts spikes at sharp corners.
    const reach = distance / Math.max(1 + cosine, 0.5);
    moved[at] = contour[at] + (inY + outY) * reach;
    moved[at + 1] = contour[at + 1] - (inX + outX) * reach;
  }
  return moved;
}

/** The unit vector from one corner to another. */
function direction(contour: Contour, from: number, to: number): readonly [number, number] {
  const x = contour[to] - contour[from];
  const y = contour[to + 1] - contour[from + 1];
  const length = Math.sqrt(x * x + y * y);
  return [x / length, y / length];
}

/** Scales, slants and turns, from em with y up to pixels with y down; not yet placed. */
function transform(contours: readonly Contour[], distortion: Distortion): Contour[] {
  const { size, stretch, shear, halfTurn } = distortion;
  const cosine = (1 - halfTurn * halfTurn) / (1 + halfTurn * halfTurn);
  const sine = (2 * halfTurn) / (1 + halfTurn * halfTurn);
  return mapPoints(contours, (x, y) => {
    const slanted = stretch * x + shear * y;
    return [size * (cosine * slanted - sine * y), -size * (sine * slanted + cosine * y)];
  });
}

/** Puts the glyph's box at the shifted centre; shrinks and holds it so that nothing is cut off. */
function place(contours: readonly Contour[], distortion: Distortion, frame: number): Contour[] {
  const horizontal = extent(contours, 0);
  const vertical = extent(contours, 1);
  const room = frame - 2 * margin;
  const shrink = Math.min(1, room / horizontal.length, room / vertical.length);
  const centre = (length: number, shift: number) => {
    const freedom = (room - shrink * length) / 2;
    return frame / 2 + Math.min(Math.max(shift, -freedom), freedom);
  };
  const centreX = centre(horizontal.length, distortion.shiftX);
  const centreY = centre(vertical.length, distortion.shiftY);
  return mapPoints(contours, (x, y) => [
    centreX + shrink * (x - horizontal.middle),
    centreY + shrink * (y - vertical.middle),
  ]);
}

/** The range of the corners' x (axis 0) or y (axis 1). */
function extent(contours: readonly Contour[], axis: 0 | 1): { middle: number; length: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const contour of contours) {
    for (let at = axis; at < contour.length; at += 2) {
      low = Math.min(low, contour[at]);
      high = Math.max(high, contour[at]);
    }
  }
  return { middle: (low + high) / 2, length: high - low };
}

function mapPoints(
  contours: readonly Contour[],
  move: (x: number, y: number) => readonly [number, number],
): Contour[] {
  return contours.map((contour) => {
    const moved = new Float64Array(contour.length);
    for (let at = 0; at < contour.length; at += 2) {
      moved.set(move(contour[at], contour[at + 1]), at);
    }
    return moved;
  });
}

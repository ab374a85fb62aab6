/**
 * A small anti-aliased polygon rasteriser. Each pixel row is cut into scanlines; along a scanline
 * the filled spans (non-zero winding, as TrueType fills) are added to the pixels exactly, so that
 * horizontal coverage is exact and vertical coverage a multiple of 1 / scanlines.
 *
 * Only + − × ÷ are used, which IEEE 754 rounds alike everywhere: equal polygons give equal pixels
 * on every machine.
 */

/** A closed polygon: x and y of each corner in turn. The last corner joins the first. */
export type Contour = Float64Array;

/** Scanlines a pixel row. */
const scanlines = 8;

/** Where a polygon's edge meets a scanline, and whether it passes downwards (1) or upwards (−1). */
interface Crossing {
  readonly x: number;
  readonly winding: 1 | -1;
}

/** The share of each pixel that the contours cover, in [0, 1], row-major; y points down. */
export function rasterise(
  contours: readonly Contour[],
  width: number,
  height: number,
): Float64Array {
  const coverage = new Float64Array(width * height);
  const rows = findCrossings(contours, height * scanlines);
  rows.forEach((crossings, row) => {
    const start = Math.floor(row / scanlines) * width;
    fillScanline(crossings, coverage.subarray(start, start + width));
  });
  return coverage;
}

/** Coverage as bytes 0 … 255 in equally spaced levels; fewer levels compress better. */
export function quantise(coverage: Float64Array, levels: number): Uint8Array {
  const top = levels - 1;
  return Uint8Array.from(coverage, (share) => {
    const level = Math.round(Math.min(share, 1) * top);
    return Math.round((level * 255) / top);
  });
}

/** The crossings on each of `count` scanlines, in no order. */
function findCrossings(contours: readonly Contour[], count: number): Crossing[][] {
  const rows: Crossing[][] = Array.from({ length: count }, () => []);
  for (const contour of contours) {
    for (let from = 0; from < contour.length; from += 2) {
      const to = (from + 2) % contour.length;
      addEdge(rows, contour[from], contour[from + 1], contour[to], contour[to + 1]);
    }
  }
  return rows;
}

/** Adds one edge's crossings. A scanline's y is half-open, so that a shared corner counts once. */
function addEdge(rows: Crossing[][], x0: number, y0: number, x1: number, y1: number): void {
  const winding = y1 > y0 ? 1 : -1;
  const first = Math.max(0, firstScanline(Math.min(y0, y1)));
  const end = Math.min(rows.length, firstScanline(Math.max(y0, y1)));
  for (let row = first; row < end; row++) {
    const y = (row + 0.5) / scanlines;
    rows[row].push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), winding });
  }
}

/** The first scanline whose centre is at or below `y`. */
function firstScanline(y: number): number {
  return Math.ceil(y * scanlines - 0.5);
}

/** Adds one scanline's filled spans to its pixel row. */
function fillScanline(crossings: Crossing[], pixels: Float64Array): void {
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  let start = 0;
  for (const crossing of crossings) {
    if (winding === 0) start = crossing.x;
    winding += crossing.winding;
    if (winding === 0) addSpan(pixels, start, crossing.x);
  }
}

/** Adds the span from x = start to x = end, one scanline high. */
function addSpan(pixels: Float64Array, start: number, end: number): void {
  const left = Math.max(start, 0);
  const right = Math.min(end, pixels.length);
  for (let x = Math.floor(left); x < right; x++) {
    pixels[x] += (Math.min(right, x + 1) - Math.max(left, x)) / scanlines;
  }
}

/** Pixels as rectangles: maps of few colours stay sharp at every size, and need no picture. */
import { paintAttributes } from '../drawing/paint.ts';
import { element, type SvgNode } from '../drawing/svgNode.ts';
import { pictureUrl } from './pictureUrl.ts';

/** A picture of more rectangles is smaller as a picture. */
export const mostRectangles = 30_000;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly colour: number;
}

/**
 * The picture as paths of rectangles, one a colour: equal pixels beside one another, and equal rows
 * below one another, are one rectangle. Past `mostRectangles` it is embedded as it is.
 */
export function pixelRuns({
  width,
  height,
  data,
}: Pick<ImageData, 'width' | 'height' | 'data'>): SvgNode[] {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const paths = new Map<number, string[]>();
  let rectangles = 0;
  for (let row = 0; row < height; ) {
    let next = row + 1;
    while (next < height && areEqualRows(pixels, row * width, next * width, width)) next++;
    for (const { from, to, colour } of runsOf(pixels.subarray(row * width, (row + 1) * width))) {
      rectangles++;
      const path = paths.get(colour);
      const piece = `M${from} ${row}h${to - from}v${next - row}h${from - to}z`;
      if (path === undefined) paths.set(colour, [piece]);
      else path.push(piece);
    }
    if (rectangles > mostRectangles) return [embedded({ width, height, data })];
    row = next;
  }
  return [...paths].map(([colour, path]) =>
    element('path', { d: path.join(''), ...paintAttributes('fill', unpacked(colour)) }),
  );
}

function embedded({ width, height, data }: Pick<ImageData, 'width' | 'height' | 'data'>): SvgNode {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(new Uint8ClampedArray(data), width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return element('image', { width, height, 'xlink:href': pictureUrl(canvas) });
}

function areEqualRows(pixels: Uint32Array, one: number, other: number, width: number): boolean {
  for (let x = 0; x < width; x++) if (pixels[one + x] !== pixels[other + x]) return false;
  return true;
}

/** Stretches of one colour; what is clear is left out. */
function runsOf(row: Uint32Array): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < row.length; ) {
    let to = from + 1;
    while (to < row.length && row[to] === row[from]) to++;
    if (row[from] >>> 24 > 0) runs.push({ from, to, colour: row[from] });
    from = to;
  }
  return runs;
}

/** Bytes of a pixel stand red first, whatever the machine: they are read as little-endian. */
function unpacked(colour: number): { colour: string; opacity: number } {
  const part = (shift: number) => ((colour >>> shift) & 255).toString(16).padStart(2, '0');
  return { colour: `#${part(0)}${part(8)}${part(16)}`, opacity: (colour >>> 24) / 255 };
}

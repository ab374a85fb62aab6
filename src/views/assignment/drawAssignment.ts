/** Draws the map of Ψ: entropy above, heat below, in device pixels through one ImageData. */
import type { DrawingContext } from '../kit/canvasDrawings.ts';
import { parseHex, type Rgb } from '../kit/colours/heat.ts';
import type { AssignmentGrid } from './assignmentGrid.ts';

/** The theme's colours, read from the tokens. */
export interface MapColours {
  readonly hairline: string;
  readonly entropy: string;
  readonly heat: readonly Rgb[];
}

export function readMapColours(element: Element): MapColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    hairline: token('hairline'),
    entropy: token('ink-3'),
    heat: [0, 1, 2, 3, 4, 5, 6, 7].map((stop) => parseHex(token(`heat-${stop}`))),
  };
}

export interface MapScene {
  readonly grid: AssignmentGrid;
  /** The value of the last heat colour. */
  readonly largest: number;
  /** Bits of each class, in the order of the columns. */
  readonly entropy: readonly number[];
  /** Bits at the top of the row of entropies. */
  readonly maxBits: number;
  /** Places after which another limb begins. */
  readonly columnBreaks: readonly number[];
  readonly rowBreaks: readonly number[];
  /** Rows and columns of the whole map. */
  readonly rows: number;
  readonly columns: number;
  readonly colours: MapColours;
}

/** Where things lie, in CSS pixels. */
export interface MapBox {
  readonly width: number;
  readonly entropyHeight: number;
  readonly heatTop: number;
  readonly heatHeight: number;
}

/** Cells of at least so many device pixels stand apart. */
const roomyCell = 5;

export function drawAssignment(
  context: DrawingContext,
  scene: MapScene,
  box: MapBox,
  ratio: number,
): void {
  drawEntropy(context, scene, box);
  const width = Math.round(box.width * ratio);
  const height = Math.round(box.heatHeight * ratio);
  const pixels = heatPixels(
    scene.grid,
    width,
    height,
    heatTable(scene.colours.heat, scene.largest),
  );
  context.putImageData(new ImageData(pixels, width, height), 0, Math.round(box.heatTop * ratio));
  drawBreaks(context, scene, box);
}

/** Bars of bits, the highest of each pixel. */
function drawEntropy(context: DrawingContext, scene: MapScene, box: MapBox): void {
  const { entropy, maxBits, colours } = scene;
  context.fillStyle = colours.hairline;
  context.fillRect(0, box.entropyHeight - 1, box.width, 1);
  context.fillStyle = colours.entropy;
  const step = box.width / entropy.length;
  const gap = step >= 3 ? 1 : 0;
  const bar = Math.max(1, step - gap);
  context.globalAlpha = 0.5;
  entropy.forEach((bits, place) => {
    if (Number.isNaN(bits) || bits === 0) return;
    const height = Math.min(1, bits / maxBits) * (box.entropyHeight - 1);
    context.fillRect(place * step, box.entropyHeight - 1 - height, bar, height);
  });
  context.globalAlpha = 1;
}

function drawBreaks(context: DrawingContext, scene: MapScene, box: MapBox): void {
  const { columnBreaks, rowBreaks, rows, columns, colours } = scene;
  context.fillStyle = colours.hairline;
  for (const place of columnBreaks) {
    context.fillRect((place / columns) * box.width - 0.75, box.heatTop, 0.75, box.heatHeight);
  }
  for (const place of rowBreaks) {
    context.fillRect(0, box.heatTop + (place / rows) * box.heatHeight - 0.75, box.width, 0.75);
  }
}

const shades = 256;

/** A table of packed colours, and how a value finds its place in it. */
export interface HeatTable {
  readonly colours: Uint32Array;
  readonly largest: number;
}

/**
 * The heat colours in small steps. The scale is of square roots: groups of few classes have large
 * Ψ, and those of many would hardly be seen beside them.
 */
export function heatTable(stops: readonly Rgb[], largest: number): HeatTable {
  const colours = new Uint32Array(shades);
  const bytes = new Uint8ClampedArray(colours.buffer);
  for (let shade = 0; shade < shades; shade++) {
    const place = (shade / (shades - 1)) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    for (let part = 0; part < 3; part++) {
      const [from, to] = [stops[stop][part], stops[stop + 1][part]];
      bytes[shade * 4 + part] = from + (to - from) * (place - stop);
    }
    bytes[shade * 4 + 3] = 255;
  }
  return { colours, largest };
}

/** The grid stretched over so many pixels; gaps between roomy cells stay clear. */
export function heatPixels(
  grid: AssignmentGrid,
  width: number,
  height: number,
  { colours, largest }: HeatTable,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(width * height);
  const across = cellsOfPixels(grid.width, width);
  const down = cellsOfPixels(grid.height, height);
  const line = new Uint32Array(width);
  let drawn = -1;
  down.forEach((row, y) => {
    if (row === -1) return;
    if (row !== drawn) {
      for (let x = 0; x < width; x++) {
        if (across[x] === -1) continue;
        const share = Math.sqrt(grid.values[row * grid.width + across[x]] / largest);
        line[x] = colours[Math.min(shades - 1, Math.max(0, Math.round(share * (shades - 1))))];
      }
      drawn = row;
    }
    pixels.set(line, y * width);
  });
  return new Uint8ClampedArray(pixels.buffer);
}

/** The cell under each pixel of one direction; −1 in the gap after a roomy cell. */
function cellsOfPixels(cells: number, length: number): Int32Array {
  const at = Int32Array.from({ length }, (_, pixel) => Math.floor((pixel * cells) / length));
  if (length / cells < roomyCell) return at;
  return at.map((cell, pixel) => (pixel + 1 < length && at[pixel + 1] !== cell ? -1 : cell));
}

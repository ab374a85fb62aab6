/** Draws the visible columns of the strip of all classes on a canvas. */

import type { ImageShape } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import type { DrawingContext } from '../kit/canvasDrawings.ts';
import { heatColour, parseHex, type Rgb } from '../kit/colours/heat.ts';
import { isCharacter } from '../kit/names/className.ts';
import { thumbnailPixels, toneOf } from '../kit/thumbnail/thumbnailPixels.ts';
import type { StripData, StripLayout } from './stripLayout.ts';

/** The theme's colours, read from the tokens. */
export interface StripColours {
  readonly ink: string;
  readonly faint: string;
  readonly hairline: string;
  readonly tile: string;
  readonly rounds: readonly string[];
  readonly heat: readonly Rgb[];
}

export function readStripColours(element: Element): StripColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  return {
    ink: token('ink'),
    faint: token('ink-3'),
    hairline: token('hairline'),
    tile: token('tile'),
    rounds: [1, 2, 3, 4, 5, 6].map((round) => token(`round-${round}`)),
    heat: eight.map((stop) => parseHex(token(`heat-${stop}`))),
  };
}

export interface StripScene {
  readonly layout: StripLayout;
  readonly data: StripData;
  readonly images: ClassImages | null;
  readonly names: readonly string[];
  readonly colours: StripColours;
  /** What of the strip is in view. */
  readonly left: number;
  readonly room: number;
}

export function drawStrip(context: DrawingContext, scene: StripScene): void {
  const { layout, data, left, room } = scene;
  drawGrid(context, scene);
  const first = Math.max(0, Math.floor(left / layout.columnWidth));
  const last = Math.min(data.order.length - 1, Math.ceil((left + room) / layout.columnWidth));
  for (let place = first; place <= last; place++) {
    const x = place * layout.columnWidth - left;
    drawAccuracy(context, scene, data.order[place], x);
    drawPicture(context, scene, data.order[place], x);
    drawHeat(context, scene, data.order[place], x);
  }
}

function drawGrid(context: DrawingContext, scene: StripScene): void {
  context.fillStyle = scene.colours.hairline;
  const { floor } = scene.layout;
  for (const share of [floor, (1 + floor) / 2, 1]) {
    context.fillRect(0, Math.round(scene.layout.accuracy(share)), scene.room, 1);
  }
}

/** The newest network's dot, hanging from the vote's bar. */
function drawAccuracy(
  context: DrawingContext,
  { layout, data, colours }: StripScene,
  index: number,
  x: number,
): void {
  const { columnWidth, accuracy } = layout;
  const middle = x + columnWidth / 2;
  const own = data.network?.accuracy[index] ?? null;
  const vote = data.ensemble?.[index] ?? null;
  const colour = colours.rounds[((data.network?.round ?? 1) - 1) % colours.rounds.length];
  if (own !== null && vote !== null) {
    context.fillStyle = colours.faint;
    context.globalAlpha = 0.55;
    context.fillRect(
      middle - 0.5,
      accuracy(Math.max(own, vote)),
      1,
      Math.abs(accuracy(own) - accuracy(vote)),
    );
    context.globalAlpha = 1;
  }
  if (vote !== null) {
    const width = Math.min(14, Math.max(5, columnWidth - 3));
    context.fillStyle = colours.ink;
    context.fillRect(middle - width / 2, accuracy(vote) - 1.25, width, 2.5);
  }
  if (own !== null) {
    context.fillStyle = colour;
    const radius = Math.min(3, columnWidth * 0.26);
    context.beginPath();
    if (own < layout.floor) traceArrow(context, middle, accuracy(own), radius);
    else context.arc(middle, accuracy(own), radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** An arrowhead that points down: the value lies below the scale. */
function traceArrow(context: DrawingContext, x: number, y: number, radius: number): void {
  context.moveTo(x - radius, y - radius);
  context.lineTo(x + radius, y - radius);
  context.lineTo(x, y + radius);
}

function drawPicture(
  context: DrawingContext,
  { layout, images, names, colours }: StripScene,
  index: number,
  x: number,
): void {
  const { top, height } = layout.pictures;
  const side = Math.min(height, layout.columnWidth - 1, 22);
  const sample = images?.samples[index]?.[0];
  const middle = x + layout.columnWidth / 2;
  if (images && sample) {
    const picture = pictureOf(sample, images, colours.ink);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, middle - side / 2, top + (height - side) / 2, side, side);
  } else if (isCharacter(names[index])) {
    context.fillStyle = colours.ink;
    context.font = '600 11px "JetBrains Mono Variable", monospace';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(names[index], middle, top + height / 2);
  } else {
    context.fillStyle = colours.tile;
    context.fillRect(middle - side / 2, top + (height - side) / 2, side, side);
  }
}

function drawHeat(
  context: DrawingContext,
  { layout, data, colours }: StripScene,
  index: number,
  x: number,
): void {
  const { columnWidth, rowHeight, heatTop } = layout;
  const gap = columnWidth > 5 ? 0.75 : 0;
  for (const { round, values, forecast } of data.rows) {
    const share = (values[index] - data.extent.min) / (data.extent.max - data.extent.min);
    const y = heatTop + (round - 1) * rowHeight;
    const inset = forecast && rowHeight > 6 ? rowHeight * 0.28 : 0;
    context.fillStyle = heatColour(colours.heat, share);
    const height = rowHeight - (rowHeight > 5 ? 0.75 : 0) - 2 * inset;
    context.fillRect(x, y + inset, columnWidth - gap, height);
  }
}

const pictures = new WeakMap<
  Uint8Array,
  { readonly ink: string; readonly canvas: OffscreenCanvas }
>();

/** A sample as a picture in the theme's ink; kept, because the strip is redrawn as it scrolls. */
function pictureOf(bytes: Uint8Array, images: ClassImages, ink: string): OffscreenCanvas {
  const known = pictures.get(bytes);
  if (known?.ink === ink) return known.canvas;
  const { width, height }: ImageShape = images.shape;
  const canvas = new OffscreenCanvas(width, height);
  const pixels = thumbnailPixels(bytes, images.shape, toneOf(images), parseHex(ink));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  pictures.set(bytes, { ink, canvas });
  return canvas;
}

/** Records what is drawn on a canvas as shapes of SVG. */

import type { DrawingContext } from '../../kit/canvasDrawings.ts';
import { paintAttributes, paintOf } from '../drawing/paint.ts';
import { element, type SvgAttributes, type SvgNode } from '../drawing/svgNode.ts';
import { pictureUrl } from './pictureUrl.ts';
import { pixelRuns } from './pixelRuns.ts';

/** Measures a text as a canvas would, for its place. */
export type TextSetter = (
  text: string,
  at: { readonly x: number; readonly y: number },
  style: Pick<DrawingContext, 'font' | 'textAlign' | 'textBaseline'>,
  paint: { readonly colour: string; readonly opacity: number },
) => SvgNode;

/** A canvas's context that keeps shapes instead of pixels, in CSS pixels. */
export class ShapeRecorder implements DrawingContext {
  fillStyle: DrawingContext['fillStyle'] = '#000000';
  strokeStyle: DrawingContext['strokeStyle'] = '#000000';
  globalAlpha = 1;
  lineWidth = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  imageSmoothingQuality: ImageSmoothingQuality = 'low';
  readonly nodes: SvgNode[] = [];
  private path: string[] = [];
  /** Rectangles of one colour that follow one another become one path. */
  private run: {
    readonly fill: SvgAttributes;
    readonly key: string;
    readonly path: string[];
  } | null = null;

  /** @param canvas whose styles the drawing reads. @param ratio device pixels to a CSS pixel. */
  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly ratio: number,
    private readonly setText: TextSetter,
  ) {}

  /** All that was drawn so far. */
  shapes(): readonly SvgNode[] {
    this.endRun();
    return this.nodes;
  }

  beginPath(): void {
    this.path = [];
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${point(x, y)}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${point(x, y)}`);
  }

  closePath(): void {
    this.path.push('Z');
  }

  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const end = (angle: number) =>
      point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const size = `${short(radius)} ${short(radius)} 0`;
    const start = this.path.length === 0 ? 'M' : 'L';
    const middle = (from + to) / 2;
    this.path.push(`${start}${end(from)}A${size} 0 1 ${end(middle)}A${size} 0 1 ${end(to)}`);
  }

  fill(): void {
    this.add('path', { d: this.path.join(''), ...this.painted('fill') });
  }

  stroke(): void {
    this.add('path', { d: this.path.join(''), fill: 'none', ...this.stroked() });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const fill = this.painted('fill');
    if (fill === null || width === 0 || height === 0) return;
    const key = Object.values(fill).join(' ');
    if (this.run?.key !== key) {
      this.endRun();
      this.run = { fill, key, path: [] };
    }
    this.run?.path.push(rectPath(x, y, width, height));
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.add('rect', { x, y, width, height, fill: 'none', ...this.stroked() });
  }

  fillText(text: string, x: number, y: number): void {
    const paint = paintOf(String(this.fillStyle));
    if (paint === null || text.trim() === '') return;
    this.endRun();
    const opacity = paint.opacity * this.globalAlpha;
    this.nodes.push(this.setText(text, { x, y }, this, { ...paint, opacity }));
  }

  putImageData(image: ImageData, x: number, y: number): void {
    this.endRun();
    const runs = pixelRuns(image);
    const scale = 1 / this.ratio;
    const place = `translate(${short(x * scale)} ${short(y * scale)}) scale(${scale})`;
    this.nodes.push(element('g', { transform: place, 'shape-rendering': 'crispEdges' }, runs));
  }

  drawImage(image: OffscreenCanvas, x: number, y: number, width: number, height: number): void {
    this.endRun();
    this.nodes.push(element('image', { x, y, width, height, 'xlink:href': pictureUrl(image) }));
  }

  private add(name: string, attributes: SvgAttributes | null): void {
    this.endRun();
    if (attributes !== null) this.nodes.push(element(name, attributes));
  }

  private stroked(): SvgAttributes {
    return { ...this.painted('stroke'), 'stroke-width': this.lineWidth };
  }

  private painted(kind: 'fill' | 'stroke'): SvgAttributes | null {
    const paint = paintOf(String(kind === 'fill' ? this.fillStyle : this.strokeStyle));
    if (paint === null) return null;
    return paintAttributes(kind, { ...paint, opacity: paint.opacity * this.globalAlpha });
  }

  private endRun(): void {
    if (this.run === null) return;
    this.nodes.push(element('path', { d: this.run.path.join(''), ...this.run.fill }));
    this.run = null;
  }
}

/** A rectangle as a piece of a path. */
export function rectPath(x: number, y: number, width: number, height: number): string {
  return `M${point(x, y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

function point(x: number, y: number): string {
  return `${short(x)} ${short(y)}`;
}

function short(value: number): number {
  return Number(value.toFixed(2));
}

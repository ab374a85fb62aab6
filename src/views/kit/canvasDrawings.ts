/**
 * What canvases of the page show, as the functions that draw it: whoever takes a figure away draws it
 * anew, as shapes and in the colours of another theme.
 */

/** The part of a canvas's context that charts draw by, small enough to be recorded as shapes. */
export type DrawingContext = Pick<
  CanvasRenderingContext2D,
  | 'canvas'
  | 'fillStyle'
  | 'strokeStyle'
  | 'globalAlpha'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'imageSmoothingQuality'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
> & {
  putImageData(image: ImageData, x: number, y: number): void;
  drawImage(image: OffscreenCanvas, x: number, y: number, width: number, height: number): void;
};

/** Draws in CSS pixels on a canvas that is clear; `ratio` is device pixels to one of them. */
export type Draw = (context: DrawingContext, ratio: number) => void;

export interface CanvasDrawing {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly draw: Draw;
}

const drawings = new WeakMap<HTMLCanvasElement, CanvasDrawing>();

/** Says what a canvas shows from now on. */
export function keepDrawing(canvas: HTMLCanvasElement, drawing: CanvasDrawing): void {
  drawings.set(canvas, drawing);
}

/** What a canvas shows; undefined for one that nobody told of, as a picture's. */
export function drawingOf(canvas: HTMLCanvasElement): CanvasDrawing | undefined {
  return drawings.get(canvas);
}

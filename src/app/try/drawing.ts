/** Strokes on a pad, and the picture that they become. */
import type { InkFacts } from '../../analysis/predictions/inkFacts.ts';
import type { ImageShape } from '../../spec/units.ts';

export interface Stroke {
  /** Width of the pen, as a share of the pad's side. */
  readonly width: number;
  /** x and y of each point, as shares of the pad's side. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Where strokes lie, pens included, as shares of the pad's side. */
export function boundsOf(strokes: readonly Stroke[]) {
  const xs = strokes.flatMap(({ points, width }) =>
    points.flatMap(([x]) => [x - width / 2, x + width / 2]),
  );
  const ys = strokes.flatMap(({ points, width }) =>
    points.flatMap(([, y]) => [y - width / 2, y + width / 2]),
  );
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return { left, top, width: right - left, height: bottom - top };
}

/** Draws strokes on a canvas of that many pixels a pad's side. */
export function drawStrokes(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { points, width } of strokes) {
    const [[x, y], ...more] = points;
    context.lineWidth = width * side;
    context.beginPath();
    context.moveTo(x * side, y * side);
    // A dot is a line to where it began.
    if (more.length === 0) context.lineTo(x * side, y * side);
    for (const [nextX, nextY] of more) context.lineTo(nextX * side, nextY * side);
    context.stroke();
  }
}

/** Pixels drawn for each of the image, so that edges come out soft. */
const finer = 4;

/**
 * The strokes as a picture: in the middle, as large as the data set's own drawings where these are
 * known, with their ink on their ground.
 */
export function pictureOf(strokes: readonly Stroke[], shape: ImageShape, ink: InkFacts) {
  const [width, height] = [shape.width * finer, shape.height * finer];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = ink.isLight ? '#000' : '#fff';
  context.fillRect(0, 0, width, height);
  context.strokeStyle = ink.isLight ? '#fff' : '#000';
  const bounds = boundsOf(strokes);
  const side = (ink.share * Math.min(width, height)) / Math.max(bounds.width, bounds.height, 0.15);
  context.translate(
    width / 2 - (bounds.left + bounds.width / 2) * side,
    height / 2 - (bounds.top + bounds.height / 2) * side,
  );
  drawStrokes(context, strokes, side);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = data[at * 4];
  return { height, width, channels: 1 as const, pixels };
}

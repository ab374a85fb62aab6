/** A canvas of the page as shapes where it told what it draws, else as the picture that it is. */
import { drawingOf } from '../../kit/canvasDrawings.ts';
import { element, type PageBox, type SvgNode } from '../drawing/svgNode.ts';
import { clipped, type DrawnPage } from './drawnPage.ts';
import { setOnCanvas } from './setOnCanvas.ts';
import { ShapeRecorder } from './shapeRecorder.ts';

/** Pixels to a CSS pixel where a drawing asks for pixels. */
const fineness = 2;

/** What a staged canvas shows, in its box. */
export function drawCanvas(page: DrawnPage, copy: HTMLCanvasElement, box: PageBox): SvgNode[] {
  const original = page.staged.canvasOf.get(copy);
  if (original === undefined || box.width === 0 || box.height === 0) return [];
  const drawing = drawingOf(original);
  if (drawing === undefined) return drawPicture(copy, original, box);
  const recorder = new ShapeRecorder(copy, fineness, setOnCanvas);
  drawing.draw(recorder, fineness);
  const inner = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  const nodes = clipped(page, inner, recorder.shapes());
  return [element('g', { transform: `translate(${box.x} ${box.y})` }, nodes)];
}

/** A picture keeps its own pixels; the theme may turn its ink. */
function drawPicture(
  copy: HTMLCanvasElement,
  original: HTMLCanvasElement,
  box: PageBox,
): SvgNode[] {
  if (original.width === 0 || original.height === 0) return [];
  const { filter, objectFit } = getComputedStyle(copy);
  const canvas = document.createElement('canvas');
  canvas.width = original.width;
  canvas.height = original.height;
  const context = canvas.getContext('2d');
  if (context === null) return [];
  context.filter = filter;
  context.drawImage(original, 0, 0);
  return [
    element('image', {
      ...box,
      ...(objectFit === 'fill' ? { preserveAspectRatio: 'none' } : {}),
      'xlink:href': canvas.toDataURL(),
    }),
  ];
}

/** Characters that no font of the page has, as the browser sets them. */
import { element, type SvgNode, type SvgTextNode } from '../drawing/svgNode.ts';

/** Pixels to a CSS pixel: enough for print. */
const fineness = 8;

/** A stretch of a text as a picture, from where it begins to where the next one does. */
export function pictureOfText(
  { y, font, fill, opacity }: SvgTextNode,
  { text, x }: { readonly text: string; readonly x: number },
  end: number,
): SvgNode {
  const { family, size, weight, isItalic } = font;
  const width = Math.max(end - x, 1) + size;
  const height = 2 * size;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * fineness);
  canvas.height = Math.ceil(height * fineness);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to set text on');
  context.scale(fineness, fineness);
  context.font = `${isItalic ? 'italic ' : ''}${weight} ${size}px ${family}`;
  context.fillStyle = fill;
  context.globalAlpha = opacity;
  // Around it there is room for what reaches out, and above the baseline for the tallest sign.
  context.fillText(text, size / 2, 1.4 * size);
  const box = { x: x - size / 2, y: y - 1.4 * size };
  return element('image', {
    ...box,
    width: canvas.width / fineness,
    height: canvas.height / fineness,
    'xlink:href': canvas.toDataURL(),
  });
}

/** Draws off an element of the page with all that is in it, in the order in which it is painted. */
import { paintAttributes, paintOf } from '../drawing/paint.ts';
import { element, type PageBox, type SvgNode } from '../drawing/svgNode.ts';
import { drawBox } from './drawBox.ts';
import { drawCanvas } from './drawCanvas.ts';
import { drawInnerSvg } from './drawInnerSvg.ts';
import { boxOn, clipped, type DrawnPage, type TextLimit } from './drawnPage.ts';
import { drawText } from './drawText.ts';

/** An element and what is in it. */
export function drawElement(
  page: DrawnPage,
  node: HTMLElement,
  limit: TextLimit | null = null,
): SvgNode[] {
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.opacity === '0' || isHiddenFromSight(style)) return [];
  const turn = turnOf(node, style);
  const box = boxOn(page, node.getBoundingClientRect());
  const isSeen = style.visibility === 'visible';
  const own = isSeen && style.display !== 'contents' ? drawBox(page, box, style) : [];
  const inside = drawInside(page, node, style, limit, box);
  let nodes = [...own, ...inside, ...(isSeen ? drawAfter(node, box) : [])];
  if (nodes.length === 0) return [];
  if (style.opacity !== '1') nodes = [element('g', { opacity: Number(style.opacity) }, nodes)];
  return turn === null ? nodes : [element('g', { transform: turn(box) }, nodes)];
}

/** What only screen readers hear. */
function isHiddenFromSight({ clipPath }: CSSStyleDeclaration): boolean {
  return clipPath === 'inset(50%)';
}

/**
 * How an element is turned or scaled, about its box. The copy is laid back, so that all in it can be
 * measured as if it were not. A mere move is measured as it is.
 */
function turnOf(node: HTMLElement, style: CSSStyleDeclaration): ((box: PageBox) => string) | null {
  if (style.transform === 'none') return null;
  const { a, b, c, d } = new DOMMatrixReadOnly(style.transform);
  if (a === 1 && b === 0 && c === 0 && d === 1) return null;
  const transform = style.transform;
  const [left, top] = style.transformOrigin.split(' ').map((part) => Number.parseFloat(part));
  node.style.transform = 'none';
  return ({ x, y }) =>
    `translate(${x + left} ${y + top}) ${transform} translate(${-x - left} ${-y - top})`;
}

function drawInside(
  page: DrawnPage,
  node: HTMLElement,
  style: CSSStyleDeclaration,
  limit: TextLimit | null,
  box: PageBox,
): SvgNode[] {
  if (node instanceof HTMLCanvasElement) return drawCanvas(page, node, box);
  const isClipped = style.overflowX !== 'visible' && hasMore(node);
  const within = isClipped && style.textOverflow === 'ellipsis' ? limitOf(node, style) : limit;
  const nodes = paintedOrder(node).flatMap((child) => {
    if (child instanceof HTMLElement) return drawElement(page, child, within);
    if (child instanceof SVGSVGElement) {
      const own = getComputedStyle(child);
      if (own.display === 'none' || own.visibility !== 'visible') return [];
      return drawInnerSvg(child, boxOn(page, child.getBoundingClientRect()));
    }
    if (!(child instanceof Text) || style.visibility !== 'visible') return [];
    return drawText(page, child, style, within);
  });
  if (!isClipped || within !== limit) return nodes;
  return clipped(page, box, nodes);
}

function hasMore({ scrollWidth, scrollHeight, clientWidth, clientHeight }: HTMLElement): boolean {
  return scrollWidth > clientWidth || scrollHeight > clientHeight;
}

function limitOf(node: HTMLElement, style: CSSStyleDeclaration): TextLimit {
  const { right, bottom } = node.getBoundingClientRect();
  const edge = (padding: string, border: string) =>
    Number.parseFloat(padding) + Number.parseFloat(border);
  return {
    right: right - edge(style.paddingRight, style.borderRightWidth),
    bottom: bottom - edge(style.paddingBottom, style.borderBottomWidth),
  };
}

/** Children from the lowest to the uppermost; those on one layer as they stand in the document. */
function paintedOrder(node: HTMLElement): ChildNode[] {
  const layers = [...node.childNodes].map((child) => ({ child, layer: layerOf(child) }));
  return layers.toSorted((one, other) => one.layer - other.layer).map(({ child }) => child);
}

/** What is placed lies over what flows, and so does what holds something that is placed. */
function layerOf(child: ChildNode): number {
  if (!(child instanceof Element)) return 0;
  const { position, zIndex, opacity, transform } = getComputedStyle(child);
  const isPlaced = position !== 'static' || opacity !== '1' || transform !== 'none';
  if (!isPlaced) return [...child.children].some((inner) => layerOf(inner) > 0) ? 0.5 : 0;
  const level = Number.parseInt(zIndex, 10) || 0;
  return level < 0 ? level : level + 0.5;
}

/** A line or a block that a style adds after an element, placed in it. */
function drawAfter(node: HTMLElement, box: PageBox): SvgNode[] {
  const style = getComputedStyle(node, '::after');
  if (style.content === 'none' || style.content === 'normal' || style.position !== 'absolute')
    return [];
  const paint = paintOf(style.backgroundColor);
  if (paint === null) return [];
  const [left, top, width, height] = [style.left, style.top, style.width, style.height].map(
    (value) => Number.parseFloat(value),
  );
  if (![left, top, width, height].every(Number.isFinite) || width <= 0 || height <= 0) return [];
  const at = { x: box.x + left, y: box.y + top, width, height };
  return [element('rect', { ...at, ...paintAttributes('fill', paint) })];
}

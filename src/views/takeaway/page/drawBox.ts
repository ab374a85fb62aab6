/** The ground, the rings and the borders of an element of the page. */
import { linearGradient } from '../drawing/linearGradient.ts';
import { type Paint, paintAttributes, paintOf } from '../drawing/paint.ts';
import { element, type PageBox, type SvgAttributes, type SvgNode } from '../drawing/svgNode.ts';
import { type DrawnPage, nextId } from './drawnPage.ts';

/** What stands behind an element's content. */
export function drawBox(page: DrawnPage, box: PageBox, style: CSSStyleDeclaration): SvgNode[] {
  const radius = radiusOf(style, box);
  return [
    ...drawRings(box, radius, style.boxShadow),
    ...drawGround(page, box, radius, style),
    ...drawBorders(box, radius, style),
  ];
}

/** The part of a computed style that a ground is painted by. */
type GroundStyle = Pick<CSSStyleDeclaration, 'backgroundColor' | 'backgroundImage'>;

function drawGround(page: DrawnPage, box: PageBox, radius: number, style: GroundStyle): SvgNode[] {
  if (box.width <= 0 || box.height <= 0) return [];
  const nodes: SvgNode[] = [];
  const paint = paintOf(style.backgroundColor);
  if (paint !== null) {
    nodes.push(element('rect', { ...rounded(box, radius), ...paintAttributes('fill', paint) }));
  }
  if (style.backgroundImage !== 'none') {
    const id = nextId(page, 'gradient');
    const gradient = linearGradient(style.backgroundImage, box, id);
    if (gradient !== null) {
      page.definitions.push(gradient);
      nodes.push(element('rect', { ...rounded(box, radius), fill: `url(#${id})` }));
    }
  }
  return nodes;
}

function rounded(box: PageBox, radius: number): SvgAttributes {
  return { ...box, ...(radius > 0 ? { rx: radius } : {}) };
}

/** Corners of charts are alike; a share is of the shorter side. */
function radiusOf(
  { borderTopLeftRadius }: CSSStyleDeclaration,
  { width, height }: PageBox,
): number {
  const value = Number.parseFloat(borderTopLeftRadius);
  const side = Math.min(width, height);
  const radius = borderTopLeftRadius.includes('%') ? (value / 100) * side : value;
  return Number.isFinite(radius) ? Math.max(0, Math.min(radius, side / 2)) : 0;
}

/**
 * Rings that stand off from an element, the outermost first. Shadows that blur are left to the page.
 */
function drawRings(box: PageBox, radius: number, shadow: string): SvgNode[] {
  const rings = [...shadow.matchAll(/([a-z]+\([^)]*\)) 0px 0px 0px ([\d.]+)px/g)];
  return rings.reverse().flatMap(([, colour, width]) => {
    const paint = paintOf(colour);
    const spread = Number(width);
    if (paint === null) return [];
    return [element('rect', { ...grown(box, spread, radius), ...paintAttributes('fill', paint) })];
  });
}

/** A box so much larger on each side; one that is round stays so. */
function grown({ x, y, width, height }: PageBox, by: number, radius: number): SvgAttributes {
  const size = { width: width + 2 * by, height: height + 2 * by };
  return rounded({ x: x - by, y: y - by, ...size }, radius > 0 ? radius + by : 0);
}

interface Side {
  readonly width: number;
  readonly style: string;
  readonly paint: Paint | null;
}

function drawBorders(box: PageBox, radius: number, style: CSSStyleDeclaration): SvgNode[] {
  const side = (name: 'Top' | 'Right' | 'Bottom' | 'Left'): Side => ({
    width: Number.parseFloat(style[`border${name}Width`]) || 0,
    style: style[`border${name}Style`],
    paint: paintOf(style[`border${name}Color`]),
  });
  const [top, right, bottom, left] = [side('Top'), side('Right'), side('Bottom'), side('Left')];
  const sides = [top, right, bottom, left];
  if (sides.every(isNotSeen)) return [];
  if (sides.every((other) => areAlikeSides(other, top))) {
    const inner = grown(box, -top.width / 2, radius);
    return [element('rect', { ...inner, fill: 'none', ...strokeOf(top) })];
  }
  const [x1, y1] = [box.x, box.y];
  const [x2, y2] = [box.x + box.width, box.y + box.height];
  return [
    ...drawSide(top, [x1, y1 + top.width / 2, x2, y1 + top.width / 2]),
    ...drawSide(right, [x2 - right.width / 2, y1, x2 - right.width / 2, y2]),
    ...drawSide(bottom, [x1, y2 - bottom.width / 2, x2, y2 - bottom.width / 2]),
    ...drawSide(left, [x1 + left.width / 2, y1, x1 + left.width / 2, y2]),
  ];
}

function drawSide(side: Side, [x1, y1, x2, y2]: readonly number[]): SvgNode[] {
  if (isNotSeen(side)) return [];
  return [element('line', { x1, y1, x2, y2, ...strokeOf(side) })];
}

function isNotSeen({ width, style, paint }: Side): boolean {
  return width === 0 || style === 'none' || style === 'hidden' || paint === null;
}

function areAlikeSides(one: Side, other: Side): boolean {
  return (
    one.width === other.width &&
    one.style === other.style &&
    one.paint?.colour === other.paint?.colour &&
    one.paint?.opacity === other.paint?.opacity
  );
}

function strokeOf({ width, style, paint }: Side): SvgAttributes {
  const stroke = paint === null ? {} : paintAttributes('stroke', paint);
  const dashes: Readonly<Record<string, SvgAttributes>> = {
    dashed: { 'stroke-dasharray': `${width * 2.5} ${width * 2}` },
    dotted: { 'stroke-dasharray': `0 ${width * 2}`, 'stroke-linecap': 'round' },
  };
  return { ...stroke, 'stroke-width': width, ...dashes[style] };
}

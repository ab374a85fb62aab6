/** Drawings that are SVG on the page already: their styles become attributes. */
import { paintAttributes, paintOf } from '../drawing/paint.ts';
import { element, type PageBox, type SvgAttributes, type SvgNode } from '../drawing/svgNode.ts';
import { fontOf } from './drawText.ts';

/** An svg element of the page, at its place. */
export function drawInnerSvg(svg: SVGSVGElement, box: PageBox): SvgNode[] {
  const style = getComputedStyle(svg);
  const attributes: Record<string, string | number> = { ...box };
  const viewBox = svg.getAttribute('viewBox');
  if (viewBox !== null) attributes.viewBox = viewBox;
  if (style.overflow === 'visible') attributes.overflow = 'visible';
  return faded(style, [element('svg', attributes, [...svg.children].flatMap(drawNode))]);
}

const containers = ['g', 'defs', 'clipPath', 'linearGradient', 'svg', 'a'];
const shapes = ['path', 'line', 'rect', 'circle', 'ellipse', 'polyline', 'polygon'];

function drawNode(node: Element): SvgNode[] {
  const style = getComputedStyle(node);
  if (style.display === 'none') return [];
  const name = node.tagName;
  if (name === 'text' || name === 'tspan') return moved(node, style, drawSvgText(node));
  if (name === 'stop') return [drawStop(node, style)];
  if (name === 'image') return drawImage(node);
  if (shapes.includes(name)) {
    if (style.visibility !== 'visible') return [];
    const drawn = element(name, { ...geometryOf(node), ...paintOfShape(style) });
    return moved(node, style, faded(style, [drawn]));
  }
  if (!containers.includes(name)) return [];
  const inside = [...node.children].flatMap(drawNode);
  if (inside.length === 0) return [];
  const attributes = { ...geometryOf(node), ...clipOf(style) };
  const tag = name === 'a' ? 'g' : name;
  return moved(node, style, faded(style, [element(tag, attributes, inside)]));
}

const plain = [
  'id',
  'd',
  'points',
  'viewBox',
  'gradientUnits',
  'gradientTransform',
  'clipPathUnits',
];
const lengths = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height'];

/** Lengths come to numbers, shares of the drawing's size too. */
function geometryOf(node: Element): SvgAttributes {
  const attributes: Record<string, string | number> = {};
  for (const name of plain) {
    const value = node.getAttribute(name);
    if (value !== null) attributes[name] = name === 'id' ? plainId(value) : value;
  }
  for (const name of lengths) {
    if (!node.hasAttribute(name)) continue;
    const animated: unknown = Reflect.get(node, name);
    attributes[name] =
      animated instanceof SVGAnimatedLength
        ? animated.baseVal.value
        : (node.getAttribute(name) ?? 0);
  }
  if (node.getAttribute('overflow') === 'visible') attributes.overflow = 'visible';
  return attributes;
}

/** Made-up ids of the page hold signs that not every reader takes. */
function plainId(id: string): string {
  return `page-${id.replaceAll(/[^\w-]/g, '_')}`;
}

function referred(value: string): string | null {
  const [, id] = /^url\(["']?#(.*?)["']?\)/.exec(value) ?? [];
  return id === undefined ? null : `url(#${plainId(id)})`;
}

function clipOf({ clipPath }: CSSStyleDeclaration): SvgAttributes {
  const clip = referred(clipPath);
  return clip === null ? {} : { 'clip-path': clip };
}

function paintOfShape(style: CSSStyleDeclaration): SvgAttributes {
  return { ...clipOf(style), ...fillOf(style), ...strokeOf(style) };
}

function fillOf({ fill, fillOpacity }: CSSStyleDeclaration): SvgAttributes {
  const gradient = referred(fill);
  if (gradient !== null) return { fill: gradient };
  const paint = paintOf(fill);
  if (paint === null) return { fill: 'none' };
  return paintAttributes('fill', { ...paint, opacity: paint.opacity * Number(fillOpacity) });
}

function strokeOf(style: CSSStyleDeclaration): SvgAttributes {
  const paint = paintOf(style.stroke);
  const width = Number.parseFloat(style.strokeWidth);
  if (paint === null || width === 0) return {};
  const opacity = paint.opacity * Number(style.strokeOpacity);
  const dashes = style.strokeDasharray.replaceAll('px', '');
  return {
    ...paintAttributes('stroke', { ...paint, opacity }),
    'stroke-width': width,
    ...(dashes === 'none' ? {} : { 'stroke-dasharray': dashes }),
    ...(style.strokeLinecap === 'butt' ? {} : { 'stroke-linecap': style.strokeLinecap }),
    ...(style.strokeLinejoin === 'miter' ? {} : { 'stroke-linejoin': style.strokeLinejoin }),
  };
}

function drawStop(node: Element, style: CSSStyleDeclaration): SvgNode {
  const paint = paintOf(style.stopColor);
  const opacity = (paint?.opacity ?? 0) * Number(style.stopOpacity);
  return element('stop', {
    offset: node.getAttribute('offset') ?? 0,
    'stop-color': paint?.colour ?? '#000000',
    ...(opacity === 1 ? {} : { 'stop-opacity': opacity }),
  });
}

/** Only pictures that the page holds itself. */
function drawImage(node: Element): SvgNode[] {
  const address = node.getAttribute('href') ?? node.getAttribute('xlink:href') ?? '';
  if (!address.startsWith('data:image/')) return [];
  return [element('image', { ...geometryOf(node), 'xlink:href': address })];
}

/** The text of an element, or of those within it, each where it is set. */
function drawSvgText(node: Element): SvgNode[] {
  if (node.childElementCount > 0) return [...node.children].flatMap(drawNode);
  if (!(node instanceof SVGTextContentElement)) return [];
  const style = getComputedStyle(node);
  const text = node.textContent.trim();
  const count = node.getNumberOfChars();
  const paint = paintOf(style.fill);
  if (paint === null || text === '' || count === 0 || style.visibility !== 'visible') return [];
  const places = Array.from({ length: Math.min(count, text.length) }, (_, at) => ({
    text: text[at],
    x: node.getStartPositionOfChar(at).x,
  }));
  return faded(style, [
    {
      kind: 'text',
      characters: joinSurrogates(places),
      end: node.getEndPositionOfChar(count - 1).x,
      y: node.getStartPositionOfChar(0).y,
      anchor:
        style.textAnchor === 'middle' || style.textAnchor === 'end' ? style.textAnchor : 'start',
      font: fontOf(style),
      fill: paint.colour,
      opacity: paint.opacity * Number(style.fillOpacity),
    },
  ]);
}

/** The page places halves of characters beyond the first 65,536 one by one. */
function joinSurrogates(places: readonly { text: string; x: number }[]) {
  const whole: { text: string; x: number }[] = [];
  for (const { text, x } of places) {
    const last = whole.at(-1);
    if (last !== undefined && /^[\uD800-\uDBFF]$/.test(last.text)) last.text += text;
    else whole.push({ text, x });
  }
  return whole;
}

function faded({ opacity }: CSSStyleDeclaration, nodes: readonly SvgNode[]): SvgNode[] {
  if (opacity === '0') return [];
  return opacity === '1' ? [...nodes] : [element('g', { opacity: Number(opacity) }, nodes)];
}

/** Moves of the element itself, by attribute or by style. */
function moved(node: Element, style: CSSStyleDeclaration, nodes: readonly SvgNode[]): SvgNode[] {
  if (nodes.length === 0) return [];
  const attribute = node.getAttribute('transform');
  if (attribute !== null) return [element('g', { transform: attribute }, nodes)];
  if (style.transform === 'none' || style.transform === '') return [...nodes];
  const [x, y] = style.transformOrigin.split(' ').map((part) => Number.parseFloat(part));
  const about =
    x === 0 && y === 0
      ? style.transform
      : `translate(${x} ${y}) ${style.transform} translate(${-x} ${-y})`;
  return [element('g', { transform: about }, nodes)];
}

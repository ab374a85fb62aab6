/** A drawing as an SVG file that refers to nothing outside itself. */
import { markupText } from '../../../lib/escaping/markupText.ts';
import {
  type Drawing,
  type SvgAttributes,
  type SvgNode,
  type SvgTextNode,
  wholeText,
} from './svgNode.ts';

/**
 * The file's text. Names and titles in it are foreign and stay text.
 *
 * @param background null for a clear ground.
 */
export function writeSvg(drawing: Drawing, background: string | null): string {
  const { width, height, title, description, nodes } = drawing;
  const ground =
    background === null
      ? ''
      : `<rect width="100%" height="100%" fill="${markupText(background)}"/>\n`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img">`,
    `<title>${markupText(title)}</title>`,
    `<desc>${markupText(description)}</desc>`,
    `${ground}${nodes.map(writeNode).join('\n')}`,
    '</svg>',
    '',
  ].join('\n');
}

function writeNode(node: SvgNode): string {
  if (node.kind === 'text') return writeText(node);
  const { name, attributes, children } = node;
  const start = `<${name}${writeAttributes(attributes)}`;
  return children.length === 0
    ? `${start}/>`
    : `${start}>${children.map(writeNode).join('')}</${name}>`;
}

function writeAttributes(attributes: SvgAttributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      const text = typeof value === 'number' ? short(value) : value;
      return ` ${name}="${markupText(text)}"`;
    })
    .join('');
}

/** Live text: it can be searched and edited, and looks right where its font is at hand. */
function writeText(node: SvgTextNode): string {
  const { characters, end, y, anchor, font, fill, opacity } = node;
  const start = characters[0]?.x ?? end;
  const x = { start, middle: (start + end) / 2, end }[anchor];
  const attributes: SvgAttributes = {
    x,
    y,
    ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
    'font-family': liveFamily(font.family),
    'font-size': font.size,
    ...(font.weight === 400 ? {} : { 'font-weight': font.weight }),
    ...(font.isItalic ? { 'font-style': 'italic' } : {}),
    fill,
    ...(opacity === 1 ? {} : { 'fill-opacity': opacity }),
    'xml:space': 'preserve',
  };
  return `<text${writeAttributes(attributes)}>${markupText(wholeText(node))}</text>`;
}

/** The page's families, with the names under which people have them installed. */
function liveFamily(family: string): string {
  return family
    .split(',')
    .map((name) => name.trim().replaceAll(/["']/g, ''))
    .flatMap((name) => (name.endsWith(' Variable') ? [name, name.slice(0, -9)] : [name]))
    .map((name) => (/^[a-z-]+$/.test(name) ? name : `'${name}'`))
    .join(', ');
}

/** Hundredths of a pixel are finer than any eye. */
function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A drawing as elements. They are made one by one: the page's policy lets nobody parse text to elements. */
import type { Drawing, SvgNode } from '../drawing/svgNode.ts';

const svgSpace = 'http://www.w3.org/2000/svg';
const linkSpace = 'http://www.w3.org/1999/xlink';

/** A drawing without text, as one svg element that is not on the page. @throws Error for text. */
export function svgElementOf({ width, height, nodes }: Drawing, ground: string | null): Element {
  const root = document.createElementNS(svgSpace, 'svg');
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  if (ground !== null) {
    const rect = document.createElementNS(svgSpace, 'rect');
    rect.setAttribute('width', String(width));
    rect.setAttribute('height', String(height));
    rect.setAttribute('fill', ground);
    root.append(rect);
  }
  root.append(...nodes.map(made));
  return root;
}

function made(node: SvgNode): Element {
  if (node.kind === 'text') throw new Error('Text must have become outlines before');
  const element = document.createElementNS(svgSpace, node.name);
  for (const [name, value] of Object.entries(node.attributes)) {
    const space = name.startsWith('xlink:') ? linkSpace : null;
    element.setAttributeNS(space, name, String(value));
  }
  element.append(...node.children.map(made));
  return element;
}

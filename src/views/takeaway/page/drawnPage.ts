/** What is known while a figure is drawn off, and what its parts add to the file as they go. */
import { element, type PageBox, type SvgElementNode, type SvgNode } from '../drawing/svgNode.ts';
import type { StagedFigure } from './stagedFigure.ts';

/** Where text ends that has no room: a sign of that stands in place of the rest. */
export interface TextLimit {
  readonly right: number;
  /** Of lines that run down the page. */
  readonly bottom: number;
}

export interface DrawnPage {
  readonly staged: StagedFigure;
  /** Where the figure begins in the window. */
  readonly origin: { readonly x: number; readonly y: number };
  /** Gradients and clips, which others refer to. */
  readonly definitions: SvgElementNode[];
}

/** A rectangle of the window, from the figure's corner. */
export function boxOn({ origin }: DrawnPage, { left, top, width, height }: DOMRect): PageBox {
  return { x: left - origin.x, y: top - origin.y, width, height };
}

/** Ids need only be unlike one another. */
export function nextId({ definitions }: DrawnPage, kind: string): string {
  return `${kind}-${definitions.length + 1}`;
}

/** Nodes of which only what lies within a box is seen. */
export function clipped(page: DrawnPage, box: PageBox, nodes: readonly SvgNode[]): SvgNode[] {
  if (nodes.length === 0) return [];
  const id = nextId(page, 'clip');
  page.definitions.push(element('clipPath', { id }, [element('rect', { ...box })]));
  return [element('g', { 'clip-path': `url(#${id})` }, nodes)];
}

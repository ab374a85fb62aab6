/** A figure of the page as a drawing of its own. */
import type { Drawing } from '../drawing/svgNode.ts';
import { element } from '../drawing/svgNode.ts';
import { leftOnPage } from '../leftOnPage.ts';
import { drawElement } from './drawElement.ts';
import type { DrawnPage } from './drawnPage.ts';
import { withStagedFigure } from './stagedFigure.ts';

export interface FigureWishes {
  readonly theme: 'light' | 'dark';
  /** Whether the title stands in the drawing; papers have captions. */
  readonly hasTitle: boolean;
}

/** Around the figure: what its marks and rings stand out. */
const margin = 8;

/** What is for the hand: fields, choices, the buttons beside the title, and what is marked. */
const leftOut = [
  'input, select, textarea, [role="radiogroup"], figcaption button',
  `[${Object.keys(leftOnPage).join()}]`,
].join();

/** Draws a figure off as it stands on the page: what it is sorted by and holds, at its width. */
export function drawFigure(figure: HTMLElement, { theme, hasTitle }: FigureWishes): Drawing {
  return withStagedFigure(figure, theme, (staged) => {
    const { root } = staged;
    for (const part of root.querySelectorAll(leftOut)) part.remove();
    if (!hasTitle) root.querySelector('figcaption h3')?.remove();
    const { left, top, width, height } = root.getBoundingClientRect();
    const definitions: DrawnPage['definitions'] = [];
    const page = { staged, definitions, origin: { x: left - margin, y: top - margin } };
    const nodes = drawElement(page, root);
    return {
      width: Math.ceil(width) + 2 * margin,
      height: Math.ceil(height) + 2 * margin,
      title: root.querySelector('figcaption h3')?.textContent ?? '',
      description: describedBy(figure),
      nodes: definitions.length === 0 ? nodes : [element('defs', {}, definitions), ...nodes],
    };
  });
}

function describedBy(figure: HTMLElement): string {
  const id = figure.getAttribute('aria-describedby') ?? '';
  return document.getElementById(id)?.textContent ?? '';
}

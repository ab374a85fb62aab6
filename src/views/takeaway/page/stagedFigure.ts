/**
 * A figure laid out once more, out of sight and in a theme of its own, for as long as it is drawn
 * off: nothing that is on the page changes, and nothing of the other theme leaks.
 */

export interface StagedFigure {
  readonly root: HTMLElement;
  /** The canvas on the page that one of the staged figure is a copy of. */
  readonly canvasOf: ReadonlyMap<HTMLCanvasElement, HTMLCanvasElement>;
}

/** Lays a figure out, draws it off, and takes the copy away again. Everything happens at once. */
export function withStagedFigure<Result>(
  figure: HTMLElement,
  theme: 'light' | 'dark',
  draw: (staged: StagedFigure) => Result,
): Result {
  const host = document.createElement('div');
  host.dataset.theme = theme;
  host.inert = true;
  const { width } = figure.getBoundingClientRect();
  Object.assign(host.style, {
    position: 'fixed',
    top: '0',
    left: '-100000px',
    width: `${width}px`,
    color: 'var(--ink)',
  });
  const root = figure.cloneNode(true);
  if (!(root instanceof HTMLElement)) throw new Error('A figure is an element');
  host.append(root);
  document.body.append(host);
  try {
    return draw({ root, canvasOf: settle(figure, root) });
  } finally {
    host.remove();
  }
}

/** What a copy does not take over by itself: styles that a policy holds back, scrolling, pictures. */
function settle(figure: HTMLElement, root: HTMLElement): StagedFigure['canvasOf'] {
  const canvases = new Map<HTMLCanvasElement, HTMLCanvasElement>();
  const originals = [figure, ...figure.querySelectorAll('*')];
  const copies = [root, ...root.querySelectorAll('*')];
  copies.forEach((copy, index) => {
    const original = originals[index];
    if (hasStyle(copy) && hasStyle(original) && copy.style.cssText !== original.style.cssText) {
      copy.style.cssText = original.style.cssText;
    }
    if (copy instanceof HTMLCanvasElement && original instanceof HTMLCanvasElement) {
      canvases.set(copy, original);
    }
  });
  for (const animation of root.getAnimations({ subtree: true })) animation.cancel();
  copies.forEach((copy, index) => {
    const { scrollLeft, scrollTop } = originals[index];
    if (scrollLeft !== 0) copy.scrollLeft = scrollLeft;
    if (scrollTop !== 0) copy.scrollTop = scrollTop;
  });
  return canvases;
}

function hasStyle(node: Element): node is HTMLElement | SVGElement {
  return node instanceof HTMLElement || node instanceof SVGElement;
}

/** Drawing into a document of happy-dom, for tests that look at what is drawn anew. */
import { act, createElement, type FunctionComponent } from 'react';
import { createRoot } from 'react-dom/client';

export interface Mounted<Props> {
  /** Draws with other props, where something of them is read. */
  readonly draw: (props: Props) => void;
  /** What stands in the document now. */
  readonly html: () => string;
  /** Every element with its attributes and its own text, whatever the order they stand in. */
  readonly parts: () => readonly string[];
  readonly unmount: () => void;
}

/** Draws a component into the document. */
export function mount<Props extends object>(
  component: FunctionComponent<Props>,
  props: Props,
): Mounted<Props> {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const draw = (next: Props) => act(() => root.render(createElement(component, next)));
  draw(props);
  return {
    draw,
    html: () => place.innerHTML,
    parts: () => [...place.querySelectorAll('*')].map(partText).toSorted(),
    unmount: () => {
      act(() => root.unmount());
      place.remove();
    },
  };
}

/** Names that are made up for elements differ between any two drawings. */
const madeUp = /^(id|for|aria-labelledby|aria-describedby|aria-controls|clip-path)$/;

function partText(element: Element): string {
  const attributes = [...element.attributes]
    .filter(({ name }) => !madeUp.test(name))
    .map(({ name, value }) => `${name}=${name === 'style' ? styleText(value) : value}`);
  const texts = [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : ''));
  return [element.tagName, ...attributes.toSorted(), texts.join('')].join(' ');
}

/** Without backgrounds: happy-dom keeps the colour of one that becomes `none`. */
function styleText(value: string): string {
  const rules = value.split(';').map((rule) => rule.trim());
  return rules
    .filter((rule) => !rule.startsWith('background:'))
    .toSorted()
    .join(';');
}

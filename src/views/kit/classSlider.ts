/**
 * A row of classes as one slider: the pointer lights the class under it, arrows walk from class to
 * class, Enter and pressing hold one. A canvas cannot have an element for each of a thousand
 * classes; a slider needs none.
 */
import type { KeyboardEvent, PointerEvent } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';

export interface ClassSlider {
  readonly link: ClassLink;
  /** From left to right. */
  readonly order: readonly ClassIndex[];
  readonly classUnder: (event: PointerEvent<HTMLElement>) => ClassIndex | null;
  /** What is said of the class that is lit. */
  readonly textOf: (index: ClassIndex) => string;
  /** Brings a class that is walked to into view. */
  readonly onWalk?: (index: ClassIndex) => void;
}

/** What makes an element such a slider; its value is the place of the lit class, from 1. */
export function classSliderProps(slider: ClassSlider) {
  const { link, order, classUnder, textOf } = slider;
  const place = link.lit === null ? -1 : order.indexOf(link.lit);
  return {
    role: 'slider',
    tabIndex: 0,
    'aria-label': 'Class',
    // 0 is no class.
    'aria-valuemin': 0,
    'aria-valuemax': order.length,
    'aria-valuenow': place + 1,
    'aria-valuetext': link.lit === null || place === -1 ? 'no class' : textOf(link.lit),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'touch') link.hover(classUnder(event));
    },
    onPointerLeave: () => link.hover(null),
    onPointerUp: (event: PointerEvent<HTMLElement>) => link.hold(classUnder(event)),
    onKeyDown: (event: KeyboardEvent) => onKey(event, slider),
  } as const;
}

const steps: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function onKey(event: KeyboardEvent, { link, order, onWalk }: ClassSlider): void {
  const step = steps[event.key];
  if (step !== undefined && order.length > 0) {
    const index = walked(order, link.lit, step);
    onWalk?.(index);
    if (link.held === null) link.hover(index);
    else link.hold(index);
  } else if (event.key === 'Enter' && link.lit !== null) {
    link.hold(link.lit);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The class so many places further in an order, held within it; the first when there is none. */
export function walked(
  order: readonly ClassIndex[],
  from: ClassIndex | null,
  places: number,
): ClassIndex {
  const at = from === null ? -1 : order.indexOf(from);
  if (at === -1) return order[0];
  return order[Math.min(order.length - 1, Math.max(0, at + places))];
}

import { type RefObject, useRef } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';

/** The inspector's heading, and the way to another class, which takes the focus there. */
export function useGoTo(link: ClassLink): {
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly goTo: (next: ClassIndex) => void;
} {
  const heading = useRef<HTMLHeadingElement>(null);
  const goTo = (next: ClassIndex) => {
    // The pressed row may vanish without the pointer ever leaving it.
    link.hover(null);
    link.hold(next);
    heading.current?.focus();
  };
  return { heading, goTo };
}

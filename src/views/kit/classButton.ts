import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';

/** What makes a button stand for a class: pointing at it lights the class, pressing holds it. */
export function classButtonProps(link: ClassLink, index: ClassIndex) {
  return {
    type: 'button',
    'aria-pressed': link.held === index,
    onPointerEnter: () => link.hover(index),
    onPointerLeave: () => link.hover(null),
    onFocus: () => link.hover(index),
    onBlur: () => link.hover(null),
    onClick: () => link.hold(link.held === index ? null : index),
  } as const;
}

/**
 * Which node of the tree the pointer or the keyboard is on, which lights its class in all other
 * charts too.
 */
import { type FocusEvent, type PointerEvent, useState } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';
import type { TreeScene } from './layout/treeScene.ts';

/** A node that is pointed at or walked to, and where its card belongs. */
export interface Pointed {
  readonly key: string;
  readonly at: { readonly x: number; readonly y: number };
}

/** What is pointed at in the tree, by mouse or by keyboard: its class is lit everywhere. */
export function usePointing({ stopOf }: TreeScene, link: ClassLink) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const classOf = (key: string): ClassIndex | null => {
    const datum = stopOf.get(key)?.datum;
    return datum?.kind === 'class' ? datum.index : null;
  };
  const pointAt = (next: Pointed | null) => {
    if (next?.key === pointed?.key) return;
    setPointed(next);
    link.hover(next === null ? null : classOf(next.key));
  };
  return {
    pointed,
    letGo: () => pointAt(null),
    onPointerOver: ({ target, clientX, clientY, pointerType }: PointerEvent) => {
      const key = keyAt(target);
      if (pointerType !== 'mouse') return;
      pointAt(key === null ? null : { key, at: { x: clientX, y: clientY } });
    },
    onPointerLeave: () => pointAt(null),
    onFocus: ({ target }: FocusEvent) => {
      const key = keyAt(target);
      if (key !== null && target.matches(':focus-visible')) pointAt({ key, at: cornerOf(target) });
    },
    onBlur: () => pointAt(null),
  };
}

/** Key of the node that an element belongs to. */
export function keyAt(target: EventTarget): string | null {
  const node = target instanceof Element ? target.closest('[data-key]') : null;
  return node?.getAttribute('data-key') ?? null;
}

function cornerOf(element: Element): { x: number; y: number } {
  const { right, bottom } = element.getBoundingClientRect();
  return { x: right, y: bottom };
}

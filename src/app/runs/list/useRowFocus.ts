import { type FocusEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { ListItem } from './listItems.ts';
import { rowNear } from './rowSteps.ts';

export interface RowFocus {
  /** The place of the row that Tab leads to: the one that had the focus last, or what took its place. */
  readonly stop: number | null;
  /** Moves the focus to the row at a place. It is drawn first where it was not. */
  readonly moveTo: (place: number) => void;
  readonly hear: (event: FocusEvent) => void;
  readonly hearLeave: (event: FocusEvent) => void;
}

/** The one row of a long list that Tab leads to, whichever rows are drawn. */
export function useRowFocus(
  items: readonly ListItem[],
  frame: RefObject<HTMLElement | null>,
): RowFocus {
  const [at, setAt] = useState<string | null>(null);
  const stood = useRef(0);
  const isWithin = useRef(false);
  const wanted = useRef<string | null>(null);
  const found = at === null ? -1 : items.findIndex(({ key }) => key === at);
  const stop = found >= 0 ? found : rowNear(items, stood.current);
  useLayoutEffect(() => {
    if (stop !== null) stood.current = stop;
    // The row that had the focus is gone, and has taken the focus along.
    if (found < 0 && at !== null && isWithin.current && document.activeElement === document.body) {
      wanted.current = stop === null ? null : items[stop].key;
    }
    if (wanted.current === null) return;
    const row = rowElement(frame.current, wanted.current);
    if (row === null) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    stop,
    moveTo: (place) => {
      const { key } = items[place];
      const row = rowElement(frame.current, key);
      wanted.current = row === null ? key : null;
      row?.focus({ preventScroll: true });
      setAt(key);
    },
    hear: ({ target }) => {
      isWithin.current = true;
      const key = keyOfRow(target);
      if (key !== null) setAt(key);
    },
    hearLeave: ({ relatedTarget }) => {
      // Nothing takes the focus where its row is drawn no more.
      if (relatedTarget !== null && !frame.current?.contains(relatedTarget)) {
        isWithin.current = false;
      }
    },
  };
}

function rowElement(frame: HTMLElement | null, key: string): HTMLElement | null {
  return frame?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}

/** The key of the row that an element lies in; null outside rows. */
export function keyOfRow(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
  return row?.dataset.key ?? null;
}

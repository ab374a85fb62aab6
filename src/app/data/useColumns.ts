import { type RefObject, useLayoutEffect, useState } from 'react';

/** How many tiles of a width fit side by side into an element; at least one. */
export function useColumns(element: RefObject<HTMLElement | null>, tileWidth: number): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    // Hears of the first size too, once the page is laid out and before it is painted: to ask for it
    // here would have the whole page laid out within the task that draws it.
    const sizes = new ResizeObserver(() =>
      setColumns(Math.max(1, Math.floor(current.clientWidth / tileWidth))),
    );
    sizes.observe(current);
    return () => sizes.disconnect();
  }, [element, tileWidth]);
  return columns;
}

import { type RefObject, useLayoutEffect, useState } from 'react';

/** How many tiles of a width fit side by side into an element; at least one. */
export function useColumns(element: RefObject<HTMLElement | null>, tileWidth: number): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => setColumns(Math.max(1, Math.floor(current.clientWidth / tileWidth)));
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, [element, tileWidth]);
  return columns;
}

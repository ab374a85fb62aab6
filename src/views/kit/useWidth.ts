import { type RefCallback, useCallback, useState } from 'react';

/** The width of an element in whole CSS pixels; `initial` until it is measured. */
export function useWidth(initial: number): readonly [number, RefCallback<HTMLElement>] {
  const [width, setWidth] = useState(initial);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.max(1, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, ref];
}

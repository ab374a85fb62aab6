/**
 * Long lists with rows of one height: which of them are near the window. The arithmetic stands
 * apart from what listens to scrolling.
 */
import { type RefObject, startTransition, useEffect, useState } from 'react';

/** Rows from `first` on, before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Rows above and below the visible ones that are drawn as well. */
const spare = 6;

/**
 * Which rows of equal height of a long list are in sight, or nearly: only these are drawn. `list`
 * is as high as all rows together; whatever scrolls around it is noticed.
 */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: Math.min(count, 30) });
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = rowsInSight(top, window.innerHeight, count, rowHeight);
      // Scrolling goes on while rows are drawn: they follow it, they do not hold it up.
      startTransition(() =>
        setRange((now) => (now.first === next.first && now.end === next.end ? now : next)),
      );
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    // Hears of the first sizes too, in the frame after they are laid out.
    const sizes = new ResizeObserver(later);
    sizes.observe(document.body);
    if (list.current !== null) sizes.observe(list.current);
    // Scrolling does not bubble, but it can be seen on its way down.
    document.addEventListener('scroll', later, { capture: true, passive: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      document.removeEventListener('scroll', later, { capture: true });
      window.removeEventListener('resize', later);
    };
  }, [list, count, rowHeight]);
  return range;
}

/** The rows between the top of the window and its end, for a list that begins at `top`. */
export function rowsInSight(
  top: number,
  windowHeight: number,
  count: number,
  rowHeight: number,
): RowRange {
  const first = Math.floor(-top / rowHeight) - spare;
  const end = Math.ceil((windowHeight - top) / rowHeight) + spare;
  const within = (row: number) => Math.min(count, Math.max(0, row));
  return { first: within(first), end: within(end) };
}

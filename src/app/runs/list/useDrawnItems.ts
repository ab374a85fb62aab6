import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { useNarrow } from '../../useWidthClass.ts';
import { isRowItem, type ListItem } from './listItems.ts';

/** In pixels. Narrow rows are higher where a run waits for a press, so they are measured once drawn. */
const heights = { wide: { row: 44, head: 56 }, narrow: { row: 64, head: 48 } };
/** What stands over the top of the list while it is scrolled: the names of the columns. */
const covered = 40;
/** Items drawn beyond those in sight, on either side. */
const beyond = 4;

interface DrawnItems {
  readonly drawn: readonly VirtualItem[];
  /** Of the whole list, in pixels. */
  readonly height: number;
  /** Where an item stands from the top of the list, in pixels. */
  readonly top: (item: VirtualItem) => number;
  /** Told of each drawn element whose height is to be measured; undefined where heights are known. */
  readonly measure: ((element: Element | null) => void) | undefined;
  readonly scrollTo: (place: number) => void;
}

/**
 * Those items of a list that are in sight within what scrolls around it, the nearest `[data-scrolls]`, and one
 * more that stays drawn wherever it is.
 * @param held the place of the latter
 */
export function useDrawnItems(
  items: readonly ListItem[],
  frame: RefObject<HTMLElement | null>,
  held: number | null,
): DrawnItems {
  const isNarrow = useNarrow();
  const { row, head } = isNarrow ? heights.narrow : heights.wide;
  // How far below the top of what scrolls the list begins.
  const [margin, setMargin] = useState(0);
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: items.length,
    getScrollElement: () => scrollerOf(frame.current),
    estimateSize: (index) => (isRowItem(items[index]) ? row : head),
    getItemKey: useCallback((index: number) => items[index].key, [items]),
    initialRect: { width: innerWidth, height: innerHeight },
    overscan: beyond,
    scrollMargin: margin,
    scrollPaddingStart: isNarrow ? 0 : covered,
    useFlushSync: false,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => withHeld(range, held),
      [held],
    ),
  });
  useEffect(() => {
    const list = frame.current;
    const scroller = scrollerOf(list);
    if (list === null || scroller === null) return;
    // Told once the page is laid out, where looking costs nothing.
    const observer = new ResizeObserver(() => {
      const below = list.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      setMargin(Math.round(below + scroller.scrollTop));
    });
    for (const part of scroller.children) observer.observe(part);
    return () => observer.disconnect();
  }, [frame]);
  return {
    drawn: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    top: ({ start }) => start - margin,
    measure: isNarrow ? virtualizer.measureElement : undefined,
    // Before the first row stands the head of its group, and the page's before that.
    scrollTo: (place) =>
      place <= 1 ? virtualizer.scrollToOffset(0) : virtualizer.scrollToIndex(place),
  };
}

function scrollerOf(frame: HTMLElement | null): HTMLElement | null {
  return frame?.closest<HTMLElement>('[data-scrolls]') ?? null;
}

function withHeld(
  range: Parameters<typeof defaultRangeExtractor>[0],
  held: number | null,
): number[] {
  const places = defaultRangeExtractor(range);
  if (held === null || held >= range.count || places.includes(held)) return places;
  return [...places, held].sort((a, b) => a - b);
}

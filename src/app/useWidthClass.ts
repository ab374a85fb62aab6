/** How wide the page is, in the four steps of the grid. */
import { useSyncExternalStore } from 'react';

/** Below 768 px: one column, tabs, controls at the bottom. */
export function useNarrow(): boolean {
  return useMedia('(width < 768px)');
}

/** From 1280 px on the rail is open unless it is folded by hand. */
export function useWide(): boolean {
  return useMedia('(width >= 1280px)');
}

/** 768 to 1023 px: the drawer lies over the page. */
export function useOverlaidDrawer(): boolean {
  return useMedia('(width < 1024px)');
}

function useMedia(query: string): boolean {
  const { subscribe, matches } = watched(query);
  return useSyncExternalStore(subscribe, matches);
}

interface WatchedMedia {
  readonly subscribe: (changed: () => void) => () => void;
  readonly matches: () => boolean;
}

const known = new Map<string, WatchedMedia>();

/** One for each query: every row of a long list asks. */
function watched(query: string): WatchedMedia {
  const before = known.get(query);
  if (before !== undefined) return before;
  const media = matchMedia(query);
  const one: WatchedMedia = {
    subscribe: (changed) => {
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    matches: () => media.matches,
  };
  known.set(query, one);
  return one;
}

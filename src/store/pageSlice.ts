/** Which page is open. */
import type { SliceTools } from './sliceTools.ts';

export type PageName = 'data' | 'train' | 'runs' | 'compare' | 'try' | 'papers' | 'about';

export interface PageSlice {
  readonly page: PageName;
  readonly goTo: (page: PageName) => void;
}

export function pageSlice({ set }: Pick<SliceTools<PageSlice>, 'set'>): PageSlice {
  return { page: 'data', goTo: (page) => set({ page }) };
}

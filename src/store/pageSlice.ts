/** Which page is open. */
import type { SliceTools } from './sliceTools.ts';

export type PageName = 'data' | 'train' | 'runs' | 'compare' | 'try' | 'papers' | 'about';

export interface PageSlice {
  readonly page: PageName;
  /** Whether somebody, or a link, has turned to a page since this visit began. */
  readonly isTurned: boolean;
  readonly goTo: (page: PageName) => void;
}

export function pageSlice({ set }: Pick<SliceTools<PageSlice>, 'set'>): PageSlice {
  return { page: 'data', isTurned: false, goTo: (page) => set({ page, isTurned: true }) };
}
